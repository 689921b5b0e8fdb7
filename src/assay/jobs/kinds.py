"""The kinds of work that there are: each a function, registered by its name in the `works` of an app."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from assay.jobs.progress import Progress

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: function(progress, **arguments) -> result that JSON can hold
Work = Callable[..., Mapping[str, Any]]

_F = TypeVar("_F", bound=Work)


@dataclass(frozen=True)
class Kind:
    """title: what people read, lazily translated.

    is_quick: done in seconds, so that it need not wait for long ones.  show: the name of the page where its
    result is read, unless the result has an "address" of its own.
    """

    name: str
    title: "StrOrPromise"
    work: Work
    is_quick: bool
    show: str


_KINDS: dict[str, Kind] = {}


def work(name: str, title: "StrOrPromise", *, quick: bool = False, show: str = "") -> Callable[[_F], _F]:
    """Registers a function(progress: Progress, **arguments) -> dict as the kind `name`.

    The work has to leave all as it was when it is killed at any moment before `progress.seal()`, and to change nothing
    when it is done once more with the same arguments: a job whose worker was killed is done again.
    Raises AssayError for what a person can mend; RetryLater has the job wait and be tried again.
    """

    def register(function: _F) -> _F:
        if name in _KINDS and _KINDS[name].work is not function:
            raise ValueError(f"two works are called {name}")
        _KINDS[name] = Kind(name, title, function, quick, show)
        return function

    return register


def find_kind(name: str) -> Kind | None:
    """The kind of that name, if this version of Assay has it."""
    return _KINDS.get(name)


def list_kinds(*, quick_only: bool = False) -> list[str]:
    """The names of all kinds, or of the quick ones."""
    return [kind.name for kind in _KINDS.values() if kind.is_quick or not quick_only]


def do_work(name: str, progress: Progress, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Does the work of a kind here and now. Raises what it raises, and LookupError for an unknown kind."""
    kind = find_kind(name)
    if kind is None:
        raise LookupError(name)
    return kind.work(progress, **arguments)
