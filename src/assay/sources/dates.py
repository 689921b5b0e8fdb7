"""Days and times from text: the form of a column is found from all of its values, never guessed value by value.

All SQL here reads cleaned text (no outer blanks, NULL for empty) and runs in a session whose time zone is UTC.
"""

from dataclasses import dataclass

from assay.store.quoting import quote_text

ISO = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?UTC|Z|[+-]\d{2}:?\d{2})?)?$"
YEAR_FIRST = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T ,].*)"
NUMERIC = r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:$|[T ,].*)"
#: the year stands last, two figures after a dash could as well be a day
SHORT_YEAR = r"^\d{1,2}[/. ]\d{1,2}[/. ]\d{2}(?:$|[T ,].*)"
DAY_NAMED = (
    r"^(?:\p{L}+\.?,? )?(\d{1,2})(?:st|nd|rd|th|\.|er|º)?[ \-]+(?:de )?"
    r"(\p{L}{3,10})\.?,?[ \-]+(?:de )?(\d{4})(?:$|[T ,].*)"
)
MONTH_NAMED = r"^(?:\p{L}+\.?, )?(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:$|[T ,].*)"
SERIAL = r"^[1-9]\d{4}(\.\d+)?$"
COMPACT = r"^(19|20)\d{6}$"
MILLIS = r"^\d{13}$"
CLOCK = (
    r"^[T ,]*(?:at |um |à )?(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"[ \x{a0}\x{202f}]*(?:([APap])\.?[Mm]\.?)?[ ]*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)

#: Month names by their first letters, the longer beginnings first, in English, German, French, Spanish and Portuguese.
MONTHS = (
    ("juil", 7), ("juin", 6), ("jan", 1), ("gen", 1), ("ene", 1), ("feb", 2), ("fév", 2), ("fev", 2), ("mär", 3),
    ("mar", 3), ("mae", 3), ("apr", 4), ("avr", 4), ("abr", 4), ("mai", 5), ("may", 5), ("jun", 6), ("jul", 7),
    ("aug", 8), ("aoû", 8), ("aou", 8), ("ago", 8), ("sep", 9), ("set", 9), ("oct", 10), ("okt", 10), ("out", 10),
    ("nov", 11), ("dec", 12), ("dez", 12), ("dic", 12), ("déc", 12),
)  # fmt: skip

#: Days between 1899-12-30, on which Excel's numbers begin, and 1970-01-01.
EXCEL_EPOCH = 25569


@dataclass(frozen=True)
class DateForm:
    """What the values of one column have in common.

    iso, serial, ms, seconds, compact: every filled value has that form.  numeric: values such as 3/4/2025;
    day_first, month_first: how many of them can only be read so; undecided: how many could be read both ways.
    """

    filled: int
    iso: bool = False
    serial: bool = False
    ms: bool = False
    seconds: bool = False
    compact: bool = False
    numeric: int = 0
    day_first: int = 0
    month_first: int = 0
    undecided: int = 0
    short_years: int = 0


def profile_date_sql(text: str) -> str:
    """Aggregates over one column, in the order that `read_date_form` takes them."""
    first, second = (f"try_cast(regexp_extract({text}, {quote_text(NUMERIC)}, {n}) AS INTEGER)" for n in (1, 2))
    numeric = _matches(text, NUMERIC)
    dotted = f"regexp_matches({text}, '^\\d+\\.')"
    parts = (
        f"count({text})",
        _count(_matches(text, ISO)),
        _count(_matches(text, SERIAL)),
        _count(_matches(text, r"^\d{13}$")),
        _count(_matches(text, r"^\d{10}$")),
        _count(_matches(text, COMPACT)),
        _count(numeric),
        _count(f"{numeric} AND ({first} > 12 OR {dotted}) AND {second} <= 12"),
        _count(f"{numeric} AND {second} > 12 AND {first} <= 12"),
        _count(f"{numeric} AND {first} <= 12 AND {second} <= 12 AND {first} <> {second} AND NOT {dotted}"),
        _count(_matches(text, SHORT_YEAR)),
    )
    return ", ".join(parts)


def read_date_form(counts: tuple[int, ...]) -> DateForm:
    """The form, from one row of `profile_date_sql`."""
    filled, iso, serial, ms, seconds, compact, *numeric = counts
    return DateForm(
        filled,
        *(filled > 0 and count == filled for count in (iso, serial, ms, seconds, compact)),
        *numeric,
    )


def decide_order(form: DateForm) -> str | None:
    """ "dmy" or "mdy" as the values themselves show it; None when none shows it, or as many show one as the other."""
    if form.day_first == form.month_first:
        return None
    return "dmy" if form.day_first > form.month_first else "mdy"


def time_sql(text: str, form: DateForm, order: str | None, zone: str | None, unit: str | None) -> str:
    """Epoch seconds (BIGINT) of a text; NULL when it is no time."""
    if unit in ("ms", "s"):
        return f"(try_cast({text} AS BIGINT){' // 1000' if unit == 'ms' else ''})"
    if form.ms:
        return f"(try_cast({text} AS BIGINT) // 1000)"
    if form.seconds:
        return f"try_cast({text} AS BIGINT)"
    if form.serial:
        return f"(round((try_cast({text} AS DOUBLE) - {EXCEL_EPOCH}) * 86400)::BIGINT)"
    if form.compact:
        return f"(epoch_ms(try_strptime({text}, '%Y%m%d')) // 1000)"
    if (form.iso or not form.filled) and not zone:
        return _seconds(f"try_cast({text} AS TIMESTAMPTZ)")
    return _any_form(text, form, order, zone)


def day_sql(text: str, form: DateForm, order: str | None, zone: str | None, unit: str | None) -> str:
    """The DATE of a text, in UTC where a time of day goes with it; NULL when it is no day."""
    if form.iso or not form.filled:
        # a pure day is the same day in every zone, and so is the day of a local time
        return f"try_cast({text} AS DATE)"
    return f"make_timestamp({time_sql(text, form, order, zone, unit)} * 1000000)::DATE"


def quick_date_sql(text: str) -> str:
    """Two aggregates that are enough for a column in which every value is an ISO date: filled values, ISO values."""
    return f"count({text}), {_count(_matches(text, ISO))}"


def _count(condition: str) -> str:
    return f"count(*) FILTER (WHERE {condition})"


def _matches(text: str, pattern: str) -> str:
    return f"regexp_matches({text}, {quote_text(pattern)})"


def _seconds(moment: str) -> str:
    return f"(epoch_ms({moment}) // 1000)"


def _zoned(moment: str, zone: str | None) -> str:
    return f"timezone({quote_text(zone)}, {moment})" if zone else moment


def _bind(sql: str, name: str, body: str) -> str:
    """`body` with `name` standing for `sql`, which is written, planned and worked out once."""
    return f"list_transform([{sql}], lambda {name}: {body})[1]"


def _any_form(text: str, form: DateForm, order: str | None, zone: str | None) -> str:
    """Each value by its own form; only the order of day and month is the column's."""
    day, month = ("1", "2") if order != "mdy" else ("2", "1")
    year = _group("t", NUMERIC, "3")
    full_year = (
        f"CASE WHEN length({year}) = 4 THEN {year} WHEN {_matches('t', SHORT_YEAR)} "
        f"THEN CASE WHEN {year} < '70' THEN '20' ELSE '19' END || {year} END"
    )
    numeric = f"WHEN {_matches('t', NUMERIC)} THEN {_moment(NUMERIC, full_year, month, day, zone)}"
    if form.numeric == form.filled:
        return _bind(text, "t", f"CASE {numeric} END")
    return _bind(
        text,
        "t",
        f"""CASE
        WHEN {_matches("t", YEAR_FIRST)} THEN {_moment(YEAR_FIRST, "1", "2", "3", zone)}
        {numeric}
        WHEN {_matches("t", DAY_NAMED)} THEN {_moment(DAY_NAMED, "3", _month(DAY_NAMED, "2"), "1", zone)}
        WHEN {_matches("t", MONTH_NAMED)} THEN {_moment(MONTH_NAMED, "3", _month(MONTH_NAMED, "1"), "2", zone)}
        WHEN {_matches("t", MILLIS)} THEN try_cast(t AS BIGINT) // 1000
    END""",
    )


def _group(text: str, pattern: str, number: str) -> str:
    return f"regexp_extract({text}, {quote_text(pattern)}, {number})"


def _month(pattern: str, number: str) -> str:
    cases = " ".join(f"WHEN starts_with(m, '{start}') THEN '{month}'" for start, month in MONTHS)
    return _bind(f"lower({_group('t', pattern, number)})", "m", f"CASE {cases} END")


def _moment(pattern: str, year: str, month: str, day: str, zone: str | None) -> str:
    """Epoch seconds from the parts of the text `t`: each part a group number, or SQL."""
    parts = [_group("t", pattern, part) if part.isdigit() else part for part in (year, month, day)]
    date = f"{parts[0]} || '-' || lpad({parts[1]}, 2, '0') || '-' || lpad({parts[2]}, 2, '0')"
    # what stands behind the date, found by cutting off what stands before it
    rest = f"regexp_replace(t, {quote_text(_head(pattern))}, '')"
    clock = f"regexp_extract(p.rest, {quote_text(CLOCK)}, ['hour', 'minute', 'second', 'half', 'offset'])"
    at = (
        "p.date || ' ' || lpad((CASE lower(c.half) WHEN 'p' THEN try_cast(c.hour AS INTEGER) % 12 + 12 "
        "WHEN 'a' THEN try_cast(c.hour AS INTEGER) % 12 ELSE try_cast(c.hour AS INTEGER) END)::VARCHAR, 2, '0') || ':' "
        "|| c.minute || ':' || coalesce(nullif(c.second, ''), '00')"
    )
    local = _seconds(_zoned(f"try_cast({at} AS TIMESTAMP)", zone))
    zoned = _seconds(f"try_cast({at} || replace(replace(c.offset, 'GMT', 'Z'), 'UTC', 'Z') AS TIMESTAMPTZ)")
    timed = f"CASE WHEN c.hour = '' THEN NULL WHEN c.offset = '' THEN {local} ELSE {zoned} END"
    pure = _seconds(_zoned("try_cast(p.date AS TIMESTAMP)", zone))
    whole = f"CASE WHEN trim(p.rest) = '' THEN {pure} ELSE {_bind(clock, 'c', timed)} END"
    return _bind(f"{{'date': {date}, 'rest': {rest}}}", "p", whole)


def _head(pattern: str) -> str:
    return pattern.removesuffix(r"(?:$|[T ,].*)")
