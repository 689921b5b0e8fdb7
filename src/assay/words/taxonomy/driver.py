"""A driver, the taxonomy that holds them, and how an old code is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assay.domain.errors import InputError

#: drivers that say honestly that no other fits; neither may be taken out of a taxonomy
OTHER, UNKNOWN = "other", "unknown"

WHOSE = ("ours", "theirs", "circumstance")
ABOUT = ("us", "competitor", "incumbent", "buyer", "unknown")
POLARITIES = ("for", "against", "mixed", "unknown")


@dataclass(frozen=True)
class Theme:
    """What a remark about us or a competitor is about."""

    code: str
    name: str
    definition: str


@dataclass(frozen=True)
class Group:
    """The upper of the two levels."""

    code: str
    name: str


@dataclass(frozen=True)
class Driver:
    """One item of the taxonomy of reasons.

    whose: who could have acted on it.  about, polarity: of what a statement with this driver usually speaks, and
    whether it speaks for or against it.  replaced_by: the codes that are used instead since it was merged (one) or
    split (several); empty while it is in use.  retired: no new code names it, and nothing took its place.
    """

    code: str
    name: str
    group: str
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    whose: str
    theme: str | None
    about: str = "unknown"
    polarity: str = "unknown"
    replaced_by: tuple[str, ...] = ()
    retired: bool = False

    @property
    def in_use(self) -> bool:
        return not self.replaced_by and not self.retired


@dataclass(frozen=True)
class Taxonomy:
    """All drivers in the order of the file, those that were replaced among them.

    version: what a person wrote.  digest: of all that coding reads, so that a changed definition is another coder.
    """

    version: str
    drivers: tuple[Driver, ...]
    themes: tuple[Theme, ...]
    groups: tuple[Group, ...]
    digest: str

    @cached_property
    def by_code(self) -> dict[str, Driver]:
        return {driver.code: driver for driver in self.drivers}

    @property
    def in_use(self) -> tuple[Driver, ...]:
        """The drivers that new codes may name."""
        return tuple(driver for driver in self.drivers if driver.in_use)

    def read_code(self, code: str) -> tuple[str, ...]:
        """The codes that an old code stands for: itself, the one it was merged into, those it was split into.

        One that was retired stands for itself, for what was said of it goes on to be true.  `group.code` is read as
        `code`. A code that the taxonomy never had stands for nothing: ().
        """
        driver = self.by_code.get(code.rsplit(".", 1)[-1])
        if driver is None:
            return ()
        if not driver.replaced_by:
            return (driver.code,)
        found = (now for next_code in driver.replaced_by for now in self.read_code(next_code))
        return tuple(dict.fromkeys(found))

    def find(self, code: str) -> Driver:
        """The driver in use of this code, read through what replaced it. Raises InputError when none is."""
        now = self.read_code(code)
        if len(now) == 1 and self.by_code[now[0]].in_use:
            return self.by_code[now[0]]
        gone = "it was retired" if len(now) == 1 else "the taxonomy has no such driver"
        fault = f"it was split into {', '.join(now)}" if len(now) > 1 else gone
        raise InputError(f"The driver {code!r} cannot be used: {fault}.", fix=f"Use one of {name_codes(self)}.")


def name_codes(taxonomy: Taxonomy) -> str:
    """The codes in use in one line, for a message."""
    return ", ".join(driver.code for driver in taxonomy.in_use)


def list_themes(taxonomy: Taxonomy) -> Iterable[str]:
    """The codes of the themes."""
    return (theme.code for theme in taxonomy.themes)
