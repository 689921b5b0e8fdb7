"""Mapping files: YAML in the mapping language, read strictly.

docs/reference/mapping-language.md describes every key.
"""

from pathlib import Path
from typing import Any as Anything

import yaml

from assay.domain.errors import InputError
from assay.sources.adopting import Marks, adopt_feeds, adopt_rows
from assay.sources.headings import WAYS
from assay.sources.language import Alias, Changes, Each, Feed, Mapping, Names, Rule, Skip
from assay.sources.values_read import (
    DATE_ORDERS,
    DECIMALS,
    Place,
    read_condition,
    read_id,
    read_keys,
    read_text,
    read_texts,
    read_value,
    read_values,
)
from assay.tables import CANONICAL
from assay.tables.column import KNOWN_AT_BASES, Table

TABLES = {table.name: table for table in CANONICAL}
#: columns of every table that a mapping may set; the others are made by the import itself
SETTABLE = ("source_url", "is_deleted")
#: tables whose unmapped columns are kept as fields of the user's own
CUSTOM_TABLES = ("deal", "account", "person")

_TOP = (
    "name",
    "version",
    "source",
    "headings",
    "ids",
    "rank",
    "date_order",
    "decimal",
    "zone",
    "known_at",
    "like",
    "require",
    "skip",
    "deleted",
    "drop",
    "feeds",
    "define",
)
#: the parser in C where PyYAML was built with it: the shipped mappings take it a tenth of the time
_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: where the mappings shipped with Assay lie
SHIPPED = Path(__file__).parent / "profiles"
_FEED = ("name", "require", "unless", "hint", "rows", "skip", "alias", "names", "ignore", "custom", "drop", "known_at",
         "like", "only")  # fmt: skip
_RULE = ("table", "id", "set", "when", "primary", "must", "each", "changes", "known_at", "yields", "once")


def load_mapping(path: Path) -> Mapping:
    """The mapping in a YAML file. Raises InputError naming the file and the place in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.", fix="Name a mapping file that you may read.") from error
    return parse_mapping(text, str(path))


def parse_mapping(text: str, file: str) -> Mapping:
    """The mapping in a YAML text; `file` names it in messages. Raises InputError."""
    try:
        node = yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader, either of the two)
    except yaml.YAMLError as error:
        raise InputError(f"{file} is not valid YAML: {error}", fix="Mend that line.") from error
    place = Place(file)
    keys = read_keys(node, place, _TOP, ("name", "source", "feeds"))
    if not isinstance(keys["feeds"], list) or not keys["feeds"]:
        place.at("feeds").refuse("a list of feeds is needed.", "Add one feed at least.")
    liked = _liked_feeds(keys, place)
    own = tuple(
        _read_feed(item, place.at("feeds").at(number), keys.get("known_at"))
        for number, item in enumerate(keys["feeds"])
    )
    feeds = adopt_feeds(own, liked, _read_marks(keys, place))
    for feed in feeds:
        if not feed.require:
            place.at("feeds").at(feed.name).at("require").refuse(
                "it is empty, so that the feed would read every file.", "Name the headings that the file must have."
            )
    return Mapping(
        name=read_text(keys["name"], place.at("name")),
        source=read_text(keys["source"], place.at("source")),
        version=_whole(keys.get("version", 1), place.at("version")),
        headings=_one(keys, place, "headings", WAYS, "case") or "case",
        ids=_one(keys, place, "ids", ("plain", "salesforce"), "plain") or "plain",
        rank=_whole(keys.get("rank", 1), place.at("rank")),
        date_order=_one(keys, place, "date_order", DATE_ORDERS),
        decimal=_one(keys, place, "decimal", DECIMALS),
        zone=read_text(keys["zone"], place.at("zone")) if "zone" in keys else None,
        feeds=feeds,
        path=file,
    )


def _liked_feeds(keys: dict[str, Anything], place: Place) -> tuple[Feed, ...]:
    if "like" not in keys:
        return ()
    return _shipped_feeds(read_text(keys["like"], place.at("like")), place.at("like"))


def _shipped_feeds(name: str, place: Place) -> tuple[Feed, ...]:
    path = SHIPPED / f"{name}.yml"
    if not path.exists():
        place.refuse(f"there is no profile {name!r}.", "Name a profile that is shipped with Assay.")
    return load_mapping(path).feeds


def _read_marks(keys: dict[str, Anything], place: Place) -> Marks:
    deleted = read_condition(keys["deleted"], place.at("deleted")) if "deleted" in keys else None
    drop = read_texts(keys.get("drop", []), place.at("drop"))
    return Marks(_read_require(keys, place), _read_skips(keys, place), deleted, drop)


def _read_require(keys: dict[str, Anything], place: Place) -> tuple[tuple[str, ...], ...]:
    place = place.at("require")
    return tuple(
        read_texts(item, place.at(number)) for number, item in enumerate(_list(keys.get("require", []), place))
    )


def _read_skips(keys: dict[str, Anything], place: Place) -> tuple[Skip, ...]:
    place = place.at("skip")
    return tuple(_read_skip(item, place.at(number)) for number, item in enumerate(_list(keys.get("skip", []), place)))


def _whole(node: Anything, place: Place) -> int:
    if not isinstance(node, int) or isinstance(node, bool):
        place.refuse(f"{node!r} is not a whole number.", "Write a whole number.")
    return node


def _one(
    keys: dict[str, Anything], place: Place, key: str, choices: tuple[str, ...], otherwise: str | None = None
) -> str | None:
    if key not in keys:
        return otherwise
    text = read_text(keys[key], place.at(key))
    if text not in choices:
        place.at(key).refuse(f"{text!r} is not one of {', '.join(choices)}.", "Write one of them.")
    return text


def _list(node: Anything, place: Place) -> list[Anything]:
    if not isinstance(node, list):
        place.refuse("a list is needed.", "Write a list.")
    return node


def _read_feed(node: Anything, place: Place, known: Anything) -> Feed:
    keys = read_keys(node, place, _FEED, ("name", "require"))
    name = read_text(keys["name"], place.at("name"))
    place = Place(place.file, f"{place.path} {name}")
    known = keys.get("known_at", known)
    rows = [
        _read_rule(item, place.at("rows").at(number), known, first=number == 0)
        for number, item in enumerate(_list(keys.get("rows", []), place.at("rows")))
    ]
    if not rows and not {"ignore", "names", "alias", "like"} & keys.keys():
        place.refuse("a feed makes rows or says why it is left out.", "Add rows, names, alias, or ignore: the reason.")
    if rows and not any(rule.primary for rule in rows):
        place.at("rows").refuse("every row is a by-product.", "Let one of them be primary: true.")
    custom = read_text(keys["custom"], place.at("custom")) if "custom" in keys else _custom_table(rows)
    if custom not in ("", "none", *CUSTOM_TABLES):
        place.at("custom").refuse(f"{custom!r} holds no own fields.", f"Write one of none, {', '.join(CUSTOM_TABLES)}.")
    feed = Feed(
        name=name,
        require=_read_require(keys, place),
        unless=read_texts(keys.get("unless", []), place.at("unless")),
        hint=read_text(keys.get("hint", ""), place.at("hint")),
        rows=tuple(rows),
        skip=_read_skips(keys, place),
        alias=tuple(
            _read_alias(item, place.at("alias").at(n)) for n, item in enumerate(_list(keys.get("alias", []), place))
        ),
        names=_read_names(keys.get("names", []), place.at("names")),
        ignore=read_text(keys.get("ignore", ""), place.at("ignore")),
        custom="" if custom == "none" else custom,
        drop=read_texts(keys.get("drop", []), place.at("drop")),
    )
    return _adopt(feed, keys, place) if "like" in keys else feed


def _adopt(feed: Feed, keys: dict[str, Anything], place: Place) -> Feed:
    profile, _, name = read_text(keys["like"], place.at("like")).partition("/")
    other = next((one for one in _shipped_feeds(profile, place.at("like")) if one.name == name), None)
    if other is None:
        place.at("like").refuse(f"there is no feed {name!r} in {profile}.", "Write like: profile/feed.")
    only = read_condition(keys["only"], place.at("only")) if "only" in keys else None
    return adopt_rows(feed, other, only)


def _custom_table(rows: list[Rule]) -> str:
    return rows[0].table if rows and rows[0].primary and rows[0].table in CUSTOM_TABLES else ""


def _read_skip(node: Anything, place: Place) -> Skip:
    keys = read_keys(node, place, ("when", "reason"), ("when", "reason"))
    return Skip(read_condition(keys["when"], place.at("when")), read_text(keys["reason"], place.at("reason")))


def _read_alias(node: Anything, place: Place) -> Alias:
    keys = read_keys(node, place, ("table", "old", "new", "each"), ("table", "old", "new"))
    return Alias(
        _read_table(keys["table"], place.at("table")).name,
        read_value(keys["old"], place.at("old")),
        read_value(keys["new"], place.at("new")),
        _read_each(keys["each"], place.at("each")) if "each" in keys else None,
    )


def _read_names(node: Anything, place: Place) -> tuple[Names, ...]:
    if isinstance(node, list):
        return tuple(_read_name(item, place.at(number)) for number, item in enumerate(node))
    return (_read_name(node, place),)


def _read_name(node: Anything, place: Place) -> Names:
    keys = read_keys(node, place, ("kind", "id", "name"), ("kind", "id", "name"))
    return Names(
        read_text(keys["kind"], place.at("kind")),
        read_value(keys["id"], place.at("id")),
        read_value(keys["name"], place.at("name")),
    )


def _read_table(node: Anything, place: Place) -> Table:
    name = read_text(node, place)
    if name not in TABLES:
        place.refuse(f"there is no table {name!r}.", f"The tables are {', '.join(TABLES)}.")
    return TABLES[name]


def _read_rule(node: Anything, place: Place, known: Anything, *, first: bool) -> Rule:
    keys = read_keys(node, place, _RULE, ("table", "id"))
    table = _read_table(keys["table"], place.at("table"))
    place = Place(place.file, f"{place.path} {table.name}")
    own = {column.name for column in table.own} | set(SETTABLE)
    columns = keys.get("set") or {}
    if not isinstance(columns, dict):
        place.at("set").refuse("columns are needed.", "Write column: value, one a line.")
    for column in columns:
        if column not in own:
            place.at("set").at(str(column)).refuse(
                f"the table {table.name} has no such column.", f"The columns are {', '.join(sorted(own))}."
            )
    primary = keys.get("primary", True)
    must = keys.get("must", first and primary)
    yields = keys.get("yields", False)
    once = keys.get("once", False)
    for key, value in (("primary", primary), ("must", must), ("yields", yields), ("once", once)):
        if not isinstance(value, bool):
            place.at(key).refuse(f"{value!r} is not true or false.", "Write true or false.")
    known = keys.get("known_at", known)
    return Rule(
        table=table.name,
        id=read_id(keys["id"], place.at("id")),
        set={column: read_value(value, place.at("set").at(column)) for column, value in columns.items()},
        when=read_condition(keys["when"], place.at("when")) if "when" in keys else None,
        primary=primary,
        must=must,
        each=_read_each(keys["each"], place.at("each")) if "each" in keys else None,
        changes=_read_changes(keys["changes"], place.at("changes")) if "changes" in keys else None,
        known_at=tuple(
            (basis, read_value(value, place.at("known_at").at(basis)))
            for basis, value in read_keys(known or {}, place.at("known_at"), KNOWN_AT_BASES).items()
        ),
        yields=yields,
        once=once,
        path=f"{place.file}: {place.path}",
    )


def _read_each(node: Anything, place: Place) -> Each:
    keys = read_keys(node, place, ("col", "as", "split", "match"))
    kind = _one(keys, place, "as", ("json", "list", "people", "columns"), "list") or "list"
    if ("match" if kind == "columns" else "col") not in keys:
        place.refuse("it is not said what holds the items.", "Add col: HEADING, or match: PATTERN for as: columns.")
    return Each(
        kind=kind,
        of=read_value(keys["col"], place.at("col")) if "col" in keys else None,
        separator=read_text(keys.get("split", ";"), place.at("split")),
        match=read_text(keys.get("match", ""), place.at("match")),
    )


def _read_changes(node: Anything, place: Place) -> Changes:
    keys = read_keys(node, place, ("per", "by", "fields", "first"), ("per", "by", "fields"))
    bases = TABLES["stage_history"].column("basis").values
    fields = []
    here = place.at("fields")
    if not isinstance(keys["fields"], dict):
        here.refuse("fields are needed.", "Write field: heading, one a line.")
    deal = {column.name: column.type for column in TABLES["deal"].own}
    types = {**deal, "close_date": "day", "owner": "text"}
    for name, value in keys["fields"].items():
        fields.append((str(name), types.get(str(name), "text"), read_value(value, here.at(str(name)))))
    per = keys["per"] if isinstance(keys["per"], list) else [keys["per"]]
    by = read_value(keys["by"], place.at("by"))
    return Changes(read_values(per, place.at("per")), by, tuple(fields), _one(keys, place, "first", bases) or "")
