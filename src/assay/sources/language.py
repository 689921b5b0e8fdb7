"""The mapping language as data: what a mapping file says once it has been read and checked.

docs/reference/mapping-language.md describes the same from the writer's side.
"""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Cell:
    """The cell under the first of these headings that the file has; `$item`, `$file` and so on are not headings."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Const:
    """The same text in every row."""

    text: str


@dataclass(frozen=True)
class First:
    """The first part that is filled."""

    parts: tuple["Value", ...]


@dataclass(frozen=True)
class Join:
    """All filled parts with `between` between them."""

    parts: tuple["Value", ...]
    between: str


@dataclass(frozen=True)
class Cut:
    """A piece of a text.

    how: "starts" (the whole text when it starts with one of `args`), "match" (group 1 of the pattern), "first", "last"
    (of the pieces between `args[0]`), "address", "name" (of "Name <address>"), "domain", "currency", "lower",
    "list" (a JSON list of the pieces between semicolons).
    """

    of: "Value"
    how: str
    args: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lookup:
    """A text replaced by another: `pairs` by folded text; `missing`: keep, null, reject or a text after "="."""

    of: "Value"
    pairs: tuple[tuple[str, str | None], ...]
    missing: str


@dataclass(frozen=True)
class Typed:
    """A value read as `type` whatever column it goes to, with the column's own conventions."""

    of: "Value"
    type: str | None = None
    unit: str | None = None
    date_order: str | None = None
    decimal: str | None = None


@dataclass(frozen=True)
class Shift:
    """A day or time moved by a number of days."""

    of: "Value"
    days: "Value"
    sign: int


@dataclass(frozen=True)
class Sharpened:
    """A day, with the time of the first of `at` that lies on it."""

    day: "Value"
    at: tuple["Value", ...]


@dataclass(frozen=True)
class Named:
    """The name that another file of the import gives to this id, among names of one kind; else the text `missing`.

    missing: keep or null.
    """

    of: "Value"
    kind: str
    missing: str


@dataclass(frozen=True)
class Case:
    """The value of the first branch whose condition holds, else `otherwise`."""

    branches: tuple[tuple["Condition", "Value"], ...]
    otherwise: "Value | None"


@dataclass(frozen=True)
class Previous:
    """The value that `of` had in the row before, among rows with equal `per`, in the order of `by` (a time).

    changed: nothing where the two are the same.
    """

    of: "Value"
    per: tuple["Value", ...]
    by: "Value"
    changed: bool = False


@dataclass(frozen=True)
class Ref:
    """The key of the row of `table` whose source id this is."""

    table: str
    id: tuple["Value", ...]


@dataclass(frozen=True)
class StageClass:
    """What a stage means: by the source's own flags, else by `classes` (stage, folded -> class).

    basis: what `classes` rest on: person (a kept mapping) or label (a shipped one).
    """

    stage: "Value"
    pipeline: "Value | None"
    closed: "Value | None"
    won: "Value | None"
    classes: tuple[tuple[str, str], ...]
    basis: str


Value: TypeAlias = (
    Cell | Const | First | Join | Cut | Lookup | Typed | Shift | Sharpened | Named | Case | Previous | Ref | StageClass
)


@dataclass(frozen=True)
class Test:
    """One cell against one test. how: is, in, starts, contains, filled, after (a time), yes ("true" or "false")."""

    of: Value
    how: str
    args: tuple[str, ...]


@dataclass(frozen=True)
class All:
    """Every condition holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Any:
    """One condition at least holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """The condition does not hold."""

    part: "Condition"


Condition: TypeAlias = Test | All | Any | Not


@dataclass(frozen=True)
class Each:
    """One canonical row for each item of a cell, or for each cell of several columns.

    kind: json (an array), list or people (pieces between `separator`), columns (cells under headings like `match`).
    """

    kind: str
    of: Value | None = None
    separator: str = ";"
    match: str = ""


@dataclass(frozen=True)
class Changes:
    """Each source row holds the values after a change: one history row for each field that differs from before.

    fields: (name in stage_history, type, value).  first: the basis of the first state of each `per`, where the file
    does not begin with its creation.
    """

    per: tuple[Value, ...]
    by: Value
    fields: tuple[tuple[str, str, Value], ...]
    first: str = ""


@dataclass(frozen=True)
class Rule:
    """One kind of canonical row that each source row makes.

    must: a source row to which the rule applies and which lacks an id or a required column is rejected; otherwise the
    rule just does not apply to it.  primary: False for by-products, which only fill what is empty.
    yields: what another file says of the same row counts more.  once: two rows of a file with one id are rejected.
    """

    table: str
    id: tuple[Value, ...]
    set: dict[str, Value]
    when: Condition | None = None
    primary: bool = True
    must: bool = False
    each: Each | None = None
    changes: Changes | None = None
    known_at: tuple[tuple[str, Value], ...] = ()
    yields: bool = False
    once: bool = False
    path: str = ""


@dataclass(frozen=True)
class Skip:
    """Source rows that are read, land nothing on purpose and count as merged."""

    when: Condition
    reason: str


@dataclass(frozen=True)
class Alias:
    """Two source ids of one row: what points to `old` is made to point to `new` within the import."""

    table: str
    old: Value
    new: Value
    each: Each | None = None


@dataclass(frozen=True)
class Names:
    """Each source row gives an id a name, for rows of other files that hold the id only (`Named`)."""

    kind: str
    id: Value
    name: Value


@dataclass(frozen=True)
class Feed:
    """One kind of file: how it is recognised and which rows each of its rows makes."""

    name: str
    require: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    hint: str = ""
    rows: tuple[Rule, ...] = ()
    skip: tuple[Skip, ...] = ()
    alias: tuple[Alias, ...] = ()
    names: tuple[Names, ...] = ()
    ignore: str = ""
    custom: str = ""
    drop: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mapping:
    """A profile shipped with Assay, or a mapping that a person confirmed.

    source: the system, part of every key.  headings: how headings are compared.  ids: "salesforce" when ids of 15 and
    18 characters are the same.  rank: kept mappings 2, profiles of one system 1, the plain profile 0.
    """

    name: str
    source: str
    version: int = 1
    headings: str = "case"
    ids: str = "plain"
    rank: int = 1
    date_order: str | None = None
    decimal: str | None = None
    zone: str | None = None
    feeds: tuple[Feed, ...] = ()
    path: str = field(default="", compare=False)

    @property
    def title(self) -> str:
        return f"{self.name}-v{self.version}"
