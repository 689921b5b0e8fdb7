"""Values and conditions of the mapping language as DuckDB SQL over one file.

The SQL reads columns c0..cN (cleaned text), row, line and, below an `each`, item and item_no, from a table called s.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assay.domain.key import key_sql
from assay.domain.spans import DAY
from assay.sources import amounts, cells, dates, language
from assay.sources.forms import Forms
from assay.sources.headings import find_headings, fold_heading
from assay.sources.named_headings import names_in
from assay.sources.raw import RawTable
from assay.sources.shared_values import FEW, MANY_ROWS, SharedValues
from assay.sources.text_sql import cut_sql, item_field, scale_sql, test_sql
from assay.sources.wants import SID, TEXT, TIME, Want
from assay.store.quoting import quote_text
from assay.tables.column import TYPES


@dataclass(frozen=True)
class Check:
    """A condition under which a source row is rejected, with what to say then; `value`: SQL of the value at fault."""

    bad: str
    label: str
    value: str
    message: str
    fix: str


@dataclass
class FileCompiler:
    """Compiles values against the headings of one file; collects checks and the columns used.

    scope: SQL of the rows that the values are read from, for the forms of columns below an `each`.
    """

    raw: RawTable
    mapping: language.Mapping
    instance: str
    forms: Forms
    scope: str = ""
    each: str = ""
    checks: dict[str, Check] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    shared: SharedValues | None = None
    plain: set[tuple[str | None, ...]] = field(default_factory=set)
    own: set[tuple[str, str]] = field(default_factory=set)
    _index: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._index = find_headings(self.raw.headings, self.mapping.headings)

    # ---- conditions

    def condition(self, condition: language.Condition) -> str:
        """A BOOLEAN that is never NULL."""
        return self.share(self._condition(condition))

    def _condition(self, condition: language.Condition) -> str:
        if isinstance(condition, language.All | language.Any):
            word = " AND " if isinstance(condition, language.All) else " OR "
            return "(" + word.join(self.condition(part) for part in condition.parts) + ")"
        if isinstance(condition, language.Not):
            return f"(NOT {self.condition(condition.part)})"
        if condition.how == "after":
            return self._after(condition)
        text = self.value(condition.of, TEXT)
        if text is None:
            return "true" if condition.how == "filled" and condition.args == ("false",) else "false"
        return f"coalesce({test_sql(condition, text)}, false)"

    def _after(self, test: language.Test) -> str:
        moment = self.value(test.of, TIME)
        limit = test.args[0]
        seconds = (
            str(self.raw.seen_at) if limit == "$seen_at" else f"epoch_ms({quote_text(limit)}::TIMESTAMPTZ) // 1000"
        )
        return "false" if moment is None else f"coalesce({moment} > {seconds}, false)"

    # ---- values

    def value(self, value: language.Value, want: Want, guard: str | None = None) -> str | None:
        """SQL of the wanted type; None when the file lacks the headings. `guard`: only rows where it holds count."""
        sql = _METHODS[type(value)](self, value, want, guard)
        return None if sql is None else self.share(sql)

    def share(self, sql: str) -> str:
        """The SQL, or the column that holds what it gives, so that a long expression is worked out once for a file."""
        return self.shared.name(sql) if self.shared else sql

    def spell_out(self, sql: str) -> str:
        """The SQL with every shared column written out: what the forms of a file know a text by."""
        return self.shared.spell_out(sql) if self.shared else sql

    def sid(self, parts: tuple[language.Value, ...]) -> str:
        """The source id that the parts make up; NULL when one of them is empty."""
        texts = [self.value(part, SID) or "NULL::VARCHAR" for part in parts]
        return " || '/' || ".join(texts) if len(texts) > 1 else texts[0]

    def key(self, table: str, sid: str) -> str:
        """The key of the row of `table` with this source id."""
        if self.shared and table in FEW and self.raw.rows >= MANY_ROWS and (table, sid) not in self.own:
            return self.shared.reference(key_sql(self.mapping.source, self.instance, table, "{t}"), sid)
        return key_sql(self.mapping.source, self.instance, table, sid)

    def label(self, value: language.Value) -> str:
        """The heading that a value rests on, for messages."""
        for name in names_in(value):
            number = self._index.get(fold_heading(name, self.mapping.headings))
            if number is not None:
                return self.raw.headings[number]
        return next(iter(names_in(value)), "")

    def find(self, names: tuple[str, ...]) -> str | None:
        """SQL of the cell under the first of these headings that the file has."""
        for name in names:
            special = self._special(name)
            if special:
                return special
            number = self._index.get(fold_heading(name, self.mapping.headings))
            if number is not None:
                self.used.add(number)
                return f"s.c{number}"
        return None

    def _special(self, name: str) -> str | None:
        if not name.startswith("$"):
            return None
        fixed = {"$file": self.raw.name, "$stem": self.raw.stem}
        if name in fixed:
            return quote_text(fixed[name])
        if name == "$line":
            return "s.line::VARCHAR"
        if name == "$seen_at":
            return f"'{self.raw.seen_at}'"
        if name == "$item":
            return "s.item"
        if name == "$item_no":
            return "s.item_no::VARCHAR"
        if name.startswith("$item."):
            return item_field(name.removeprefix("$item."), self.each)
        return None

    def _cell(self, value: language.Cell, want: Want, guard: str | None) -> str | None:
        text = self.find(value.names)
        return None if text is None else self._convert(text, value, want, guard)

    def _const(self, value: language.Const, want: Want, guard: str | None) -> str | None:
        literal = quote_text(value.text)
        if want.kind in ("text", "sid"):
            return literal
        if want.kind == "id":
            return self.key(want.refers or "", literal)
        if want.kind == "time":
            return f"(epoch_ms(CAST({literal} AS TIMESTAMPTZ)) // 1000)"
        return f"CAST({literal} AS {TYPES[want.kind]})"

    def _first(self, value: language.First, want: Want, guard: str | None) -> str | None:
        parts = [sql for part in value.parts if (sql := self.value(part, want, guard)) is not None]
        return f"coalesce({', '.join(parts)})" if len(parts) > 1 else parts[0] if parts else None

    def _join(self, value: language.Join, want: Want, guard: str | None) -> str | None:
        parts = [sql for part in value.parts if (sql := self.value(part, TEXT, guard)) is not None]
        if not parts:
            return None
        joined = f"nullif(concat_ws({quote_text(value.between)}, {', '.join(parts)}), '')"
        return self._convert(joined, value, want, guard)

    def _cut(self, value: language.Cut, want: Want, guard: str | None) -> str | None:
        text = self.value(value.of, SID if value.how == "starts" and want.kind in ("sid", "id") else TEXT, guard)
        return None if text is None else self._convert(cut_sql(value, text), value, want, guard)

    def _lookup(self, value: language.Lookup, want: Want, guard: str | None) -> str | None:
        text = self.value(value.of, TEXT, guard)
        if text is None:
            return None
        folded = f"lower(regexp_replace({text}, '\\s+', ' ', 'g'))"
        pairs = " ".join(
            f"WHEN {quote_text(found)} THEN {'NULL' if wanted is None else quote_text(wanted)}"
            for found, wanted in value.pairs
        )
        missing = {"keep": text, "null": "NULL", "reject": "NULL"}.get(value.missing) or quote_text(value.missing[1:])
        if value.missing == "reject":
            known = ", ".join(quote_text(found) for found, _ in value.pairs)
            self._check(
                f"{_guarded(text, guard)} IS NOT NULL AND {folded} NOT IN ({known})",
                value,
                text,
                f"expected one of {', '.join(found for found, _ in value.pairs)}",
                "Correct the value, or add it to the lookup of the mapping.",
            )
        # a missing value stays missing, whatever `else` says of values that are not listed
        wanted = f"CASE {folded} {pairs} ELSE {missing} END" if pairs else missing
        found = f"CASE WHEN {text} IS NULL THEN NULL ELSE {wanted} END"
        return self._convert(found, value, want, guard)

    def _typed(self, value: language.Typed, want: Want, guard: str | None) -> str | None:
        want = replace(
            want,
            unit=value.unit or want.unit,
            date_order=value.date_order or want.date_order,
            decimal=value.decimal or want.decimal,
        )
        if value.type == "id" and want.kind == "text":
            return self.value(value.of, SID, guard)
        if value.type and want.kind in ("text", "sid") and value.type != "text":
            inner = self.value(value.of, replace(want, kind=value.type, values=()), guard)
            return None if inner is None else cells.render_sql(value.type, inner)
        return self.value(value.of, want, guard)

    def _shift(self, value: language.Shift, want: Want, guard: str | None) -> str | None:
        moment = self.value(value.of, want, guard)
        days = self.value(value.days, Want("number", "days"), guard)
        if moment is None or days is None:
            return moment
        step = "::INTEGER" if want.kind == "day" else f" * {DAY}"
        moved = f"({moment} + {value.sign} * ({days}){step})"
        return moved if want.kind == "day" else f"({moved})::BIGINT"

    def _case(self, value: language.Case, want: Want, guard: str | None) -> str | None:
        sql, before, found = [], guard, False
        for condition, then in value.branches:
            holds = self.condition(condition)
            branch = self.value(then, want, _both(before, holds))
            found = found or branch is not None
            sql.append(f"WHEN {holds} THEN {branch or 'NULL'}")
            before = _both(before, f"NOT {holds}")
        last = self.value(value.otherwise, want, before) if value.otherwise else None
        return f"CASE {' '.join(sql)} ELSE {last or 'NULL'} END" if found or last else None

    def _sharpened(self, value: language.Sharpened, want: Want, guard: str | None) -> str | None:
        day = self.value(value.day, want, guard)
        times = [sql for part in value.at if (sql := self.value(part, want, guard)) is not None]
        if day is None:
            return f"coalesce({', '.join(times)})" if times else None
        near = " ".join(f"WHEN {time} >= {day} AND {time} < {day} + {DAY} THEN {time}" for time in times)
        return f"CASE {near} ELSE {day} END" if near else day

    def _named(self, value: language.Named, want: Want, guard: str | None) -> str | None:
        text = self.value(value.of, SID, guard)
        if text is None:
            return None
        name = (
            f"(SELECT CASE WHEN min(n.name) = max(n.name) THEN min(n.name) END FROM land_name n "
            f"WHERE n.source = {quote_text(self.mapping.source)} "
            f"AND n.kind = {quote_text(value.kind)} AND n.id = {text})"
        )
        return self._convert(f"coalesce({name}, {text})" if value.missing == "keep" else name, value, want, guard)

    def _previous(self, value: language.Previous, want: Want, guard: str | None) -> str | None:
        of, by = self.value(value.of, want, guard), self.value(value.by, TIME, guard)
        per = [self.value(part, TEXT) or "NULL" for part in value.per]
        if of is None or by is None:
            return None
        before = f"lag({of}) OVER (PARTITION BY {', '.join(per)} ORDER BY {by}, s.row)"
        return f"nullif({before}, {of})" if value.changed else before

    def _ref(self, value: language.Ref, want: Want, guard: str | None) -> str | None:
        if all(self.value(part, SID) is None for part in value.id):
            return None
        sid = self.sid(value.id)
        return self.key(value.table, sid)

    def _stage_class(self, value: language.StageClass, want: Want, guard: str | None) -> str | None:
        return self.stage_class(value)[0]

    def stage_class(self, value: language.StageClass) -> tuple[str, str]:
        """SQL of the class of the row's stage, and of what it rests on."""
        by_flag, by_label = self.flag_class(value) or "NULL::VARCHAR", self.share(self._label_class(value))
        label_basis = f"CASE WHEN {by_label} IS NOT NULL THEN '{value.basis}' ELSE 'none' END"
        return (
            f"coalesce({by_flag}, {by_label}, 'unknown')",
            f"CASE WHEN {by_flag} IS NOT NULL THEN 'source' ELSE {label_basis} END",
        )

    def flag_class(self, value: language.StageClass) -> str | None:
        """SQL of the class by the source's own flags; None when the file has none."""
        flags = Want("yes_no")
        closed = self.value(value.closed, flags) if value.closed else None
        won = self.value(value.won, flags) if value.won else None
        if closed is None or won is None:
            return None
        # a lost stage whose name says more than lost keeps what the name says
        by_label = self.share(self._label_class(value))
        lost = f"CASE WHEN {by_label} IN ('no_decision', 'disqualified') THEN {by_label} ELSE 'lost' END"
        return self.share(f"CASE WHEN {won} THEN 'won' WHEN {closed} THEN {lost} WHEN NOT {closed} THEN 'open' END")

    def _label_class(self, value: language.StageClass) -> str:
        stage = self.value(value.stage, TEXT) or "NULL::VARCHAR"
        folded = f"lower(regexp_replace({stage}, '\\s+', ' ', 'g'))"
        pairs = " ".join(f"WHEN {quote_text(text)} THEN '{name}'" for text, name in value.classes)
        return f"CASE {folded} {pairs} END" if pairs else "NULL::VARCHAR"

    # ---- conversions

    def _convert(self, text: str, value: language.Value, want: Want, guard: str | None) -> str:
        if want.kind == "text":
            return self._convert_text(text, value, want, guard)
        if want.kind in ("sid", "id"):
            sid = self.share(cells.salesforce_id_sql(text)) if self.mapping.ids == "salesforce" else text
            return sid if want.kind == "sid" else self.key(want.refers or "", sid)
        given = self.share(_guarded(text, self._needed_guard(text, want, guard)))
        converted, expected, fix = self._conversion(given, value, want)
        converted = self.share(converted)
        self._check(f"{given} IS NOT NULL AND {converted} IS NULL", value, text, expected, fix)
        return converted

    def _needed_guard(self, text: str, want: Want, guard: str | None) -> str | None:
        """None where the same conversion applies to every row anyhow, so that one column serves both."""
        key = (self.spell_out(text), want.kind, want.unit, want.date_order, want.decimal)
        if guard is None and not self.each:
            self.plain.add(key)
        return None if key in self.plain else guard

    def _convert_text(self, text: str, value: language.Value, want: Want, guard: str | None) -> str:
        if want.values:
            known = ", ".join(quote_text(one) for one in want.values)
            self._check(
                f"{_guarded(text, guard)} IS NOT NULL AND lower({text}) NOT IN ({known})",
                value,
                text,
                f"{want.name} is one of {', '.join(want.values)}",
                "Correct the value, or give the column a lookup in the mapping.",
            )
            return f"lower({text})"
        if want.name == "email":
            return f"lower({text})"
        if want.name == "currency":
            return f"CASE WHEN strlen({text}) = 3 THEN upper({text}) ELSE {amounts.currency_sql(text)} END"
        return text

    def _conversion(self, text: str, value: language.Value, want: Want) -> tuple[str, str, str]:
        """SQL of the converted text, what was expected, and the remedy."""
        if want.kind == "yes_no":
            return cells.yes_no_sql(text), "expected yes or no", "Write yes, no, true, false, 1 or 0."
        if want.kind == "json":
            return f"CASE WHEN json_valid({text}) THEN {text} END", "expected JSON", "Write valid JSON."
        if want.kind in ("time", "day"):
            return self._moment(text, value, want)
        return self._number(text, value, want)

    def _moment(self, text: str, value: language.Value, want: Want) -> tuple[str, str, str]:
        label = self.label(value)
        form = self.forms.date_form(self.spell_out(self.scope), self.spell_out(text), label)
        order = self.forms.order(form, label, want.date_order or self.mapping.date_order)
        build = dates.time_sql if want.kind == "time" else dates.day_sql
        said = {"dmy": ", day first", "mdy": ", month first"}.get(order or "", "")
        return (
            build(text, form, order, self.mapping.zone, want.unit),
            f"expected a date{said}",
            "Write it as YYYY-MM-DD, or YYYY-MM-DDThh:mm:ssZ with a time of day.",
        )

    def _number(self, text: str, value: language.Value, want: Want) -> tuple[str, str, str]:
        label = self.label(value)
        form = self.forms.amount_form(self.spell_out(self.scope), self.spell_out(text), label)
        decimal = self.forms.decimal(form, label, want.decimal or self.mapping.decimal, want.kind)
        if want.kind == "money":
            number = amounts.number_sql(text, form, decimal, TYPES["money"])
        else:
            number = amounts.number_sql(text, form, decimal, "DOUBLE")
            number = scale_sql(number, text, want, plain=form.plain)
        if want.kind == "whole":
            number = f"try_cast(round({number}) AS BIGINT)"
        mark = "comma" if decimal == "comma" else "point"
        return number, f"expected a number, with a decimal {mark} if any", "Write figures only, such as 1234.50."

    def _check(self, bad: str, value: language.Value, text: str, message: str, fix: str) -> None:
        self.checks.setdefault(bad, Check(bad, self.label(value), text, message, fix))


def _guarded(text: str, guard: str | None) -> str:
    return f"CASE WHEN {guard} THEN {text} END" if guard else text


def _both(one: str | None, two: str) -> str:
    return f"{one} AND {two}" if one else two


_METHODS: dict[type, Callable[..., str | None]] = {
    language.Cell: FileCompiler._cell,
    language.Const: FileCompiler._const,
    language.First: FileCompiler._first,
    language.Join: FileCompiler._join,
    language.Cut: FileCompiler._cut,
    language.Lookup: FileCompiler._lookup,
    language.Typed: FileCompiler._typed,
    language.Shift: FileCompiler._shift,
    language.Sharpened: FileCompiler._sharpened,
    language.Named: FileCompiler._named,
    language.Case: FileCompiler._case,
    language.Previous: FileCompiler._previous,
    language.Ref: FileCompiler._ref,
    language.StageClass: FileCompiler._stage_class,
}
