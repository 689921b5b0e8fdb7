"""One rule of a feed as SQL that fills one staging table from one file."""

from dataclasses import dataclass, field

from assay.domain.spans import DAY
from assay.sources import cells, language
from assay.sources.compile_value import FileCompiler
from assay.sources.wants import TEXT, TIME, Want, want_column
from assay.store.quoting import quote_name, quote_text
from assay.tables import TABLES
from assay.tables.column import Column, Table

#: what a required column holds when neither rule nor row says it
DEFAULTS = {
    ("activity_deal", "basis"): "source",
    ("deal_person", "basis"): "crm_role",
    ("person", "kind"): "contact",
    ("person_change", "basis"): "import",
    ("stage_history", "basis"): "source_history",
}
#: more rows than any import has
YIELDS = 1_000_000_000_000
_SEQUENCE = "sequence"


@dataclass(frozen=True)
class Scope:
    """The rows that a rule reads: one a source row, or one an item. `each` is the SQL of the list, if any."""

    each: language.Each | None = None


@dataclass
class RulePlan:
    """SQL pieces of one rule. columns: own column -> SQL; provided: columns that the file states."""

    rule: language.Rule
    table: Table
    scope: str
    source_id: str
    own_key: str
    when: str
    columns: dict[str, str]
    provided: tuple[str, ...]
    known_at: str
    known_basis: str
    changes: str = ""
    custom: str | None = None
    stages: str = ""
    checks: list[str] = field(default_factory=list)


def compile_rule(compiler: FileCompiler, rule: language.Rule, scopes: dict[language.Each | None, str]) -> RulePlan:
    """The pieces of one rule over the compiler's file. scopes: each -> SQL of the rows of that scope."""
    table = TABLES[rule.table]
    compiler.scope = scopes[rule.each]
    compiler.each = rule.each.kind if rule.each else ""
    when = compiler.condition(rule.when) if rule.when else "true"
    guard = when if rule.when else None
    source_id = compiler.sid(rule.id)
    if rule.primary and not rule.each:
        compiler.own.add((table.name, source_id))
    columns: dict[str, str] = {}
    for name, value in rule.set.items():
        column = table.column(name)
        if isinstance(value, language.StageClass) and name == "class_basis":
            columns[name] = compiler.stage_class(value)[1]
            continue
        sql = compiler.value(value, want_column(column), guard)
        if sql is not None:
            columns[name] = sql
        if isinstance(value, language.StageClass) and name == "outcome" and "outcome_stated" not in rule.set:
            flagged = compiler.flag_class(value)
            if flagged:
                columns["outcome_stated"] = flagged
    provided = tuple(name for name in columns if name != "is_deleted")
    _fill_defaults(table, columns)
    known_at, known_basis = _known(compiler, rule, guard)
    return RulePlan(
        rule=rule,
        table=table,
        scope=compiler.scope,
        source_id=source_id,
        # a by-product stands for many rows, and a change has an id of its own
        own_key="" if rule.changes or not rule.primary else compiler.share(compiler.key(table.name, source_id)),
        when=when,
        columns=columns,
        provided=provided,
        known_at=known_at,
        known_basis=known_basis,
        changes=_changes_sql(compiler, rule.changes, guard) if rule.changes else "",
    )


def _fill_defaults(table: Table, columns: dict[str, str]) -> None:
    for column in table.own:
        default = DEFAULTS.get((table.name, column.name)) or ("unknown" if "unknown" in column.values else None)
        if column.required and default:
            stated = columns.get(column.name)
            columns[column.name] = f"coalesce({stated}, '{default}')" if stated else f"'{default}'"


def _known(compiler: FileCompiler, rule: language.Rule, guard: str | None) -> tuple[str, str]:
    """SQL of known_at and of its basis: the first that is filled, else the day of the file."""
    stated = [(basis, sql) for basis, value in rule.known_at if (sql := compiler.value(value, TIME, guard)) is not None]
    # an assumed moment cannot lie after the file that holds the row
    limit = compiler.raw.seen_at + DAY
    stated = [(b, f"CASE WHEN {sql} <= {limit} THEN {sql} END" if b == "assumed" else sql) for b, sql in stated]
    moments = [sql for _, sql in stated] + [f"{compiler.raw.seen_at}::BIGINT"]
    bases = " ".join(f"WHEN {sql} IS NOT NULL THEN '{basis}'" for basis, sql in stated)
    return f"coalesce({', '.join(moments)})", f"CASE {bases} ELSE 'file_date' END" if bases else "'file_date'"


def required_columns(plan: RulePlan) -> list[Column]:
    """Required columns that a row may leave empty; `sequence` and `changes` fill theirs themselves."""
    filled = {_SEQUENCE, *(("field", "new_value") if plan.changes else ())}
    return [column for column in plan.table.own if column.required and column.name not in filled]


def rule_select(plan: RulePlan, compiler: FileCompiler, keep: str) -> str:
    """The SELECT that fills the rule's staging table; `keep` is a condition on the source rows that may land."""
    own = dict(plan.columns)
    for column in required_columns(plan):
        own.setdefault(column.name, f"NULL::{column.sql_type}")
    listed = ", ".join(f"{sql} AS {quote_name(name)}" for name, sql in own.items())
    extra = f", {plan.changes}" if plan.changes else ""
    own_key = f"{plan.own_key} AS id, " if plan.own_key else ""
    custom = f", {plan.custom} AS custom" if plan.custom else ""
    rows = (
        f"SELECT s.row, s.line, {own_key}{plan.source_id} AS source_id, {plan.known_at} AS known_at, "
        f"{plan.known_basis} AS known_at_basis, {listed}{custom}{extra} FROM ({plan.scope}) s "
        f"WHERE {plan.when} AND {keep}"
    )
    if plan.changes:
        rows = _long_changes(rows, own, plan.rule.changes.first if plan.rule.changes else "")
    if plan.table.name == "stage_history":
        order = "r.row, r.nth" if plan.changes else "r.row"
        number = f"row_number() OVER (PARTITION BY deal_id, changed_at ORDER BY {order})"
        rows = f"SELECT *, {number} AS sequence FROM ({rows}) r"
    filled = " AND ".join(
        ["r.source_id IS NOT NULL", *(f"r.{quote_name(c.name)} IS NOT NULL" for c in required_columns(plan))]
    )
    names = [*own, *(("custom",) if plan.custom else ())]
    if plan.changes:
        names += [name for name in ("field", "old_value", "new_value") if name not in names]
    if plan.table.name == "stage_history" and _SEQUENCE not in names:
        names.append(_SEQUENCE)
    rows = f"SELECT * FROM ({rows}) r WHERE {filled}"
    return _land(plan, compiler, rows, names)


def _land(plan: RulePlan, compiler: FileCompiler, rows: str, names: list[str]) -> str:
    """One staging row for each row; by-products once for each id, each column as it was last filled."""
    deleted = "" if "is_deleted" in names else "false AS is_deleted, "
    listed = ", ".join(f"r.{quote_name(name)}" for name in names)
    if "is_deleted" in names:
        listed = listed.replace('r."is_deleted"', 'coalesce(r."is_deleted", false) AS is_deleted')
    key = "r.id" if plan.own_key else compiler.key(plan.table.name, "r.source_id")
    # what yields comes before everything else, in the same order
    order = f"r.row - {YIELDS}" if plan.rule.yields else "r.row"
    if not plan.rule.primary:
        folded = ", ".join(f"arg_max({quote_name(name)}, row) AS {quote_name(name)}" for name in names)
        rows = (
            f"SELECT source_id, max(row) AS row, arg_max(line, row) AS line, min(known_at) AS known_at, "
            f"arg_min(known_at_basis, known_at) AS known_at_basis, {folded} FROM ({rows}) GROUP BY source_id"
        )
    return (
        f"SELECT {key} AS id, {quote_text(compiler.mapping.source)} AS source, "
        f"{quote_text(compiler.instance)} AS instance, r.source_id, r.known_at, r.known_at_basis, {deleted}r.line, "
        f"{listed}, r.row, {order} AS order_no, {str(plan.rule.primary).lower()} AS primary_row FROM ({rows}) r"
    )


def _changes_sql(compiler: FileCompiler, changes: language.Changes, guard: str | None) -> str:
    """Columns new1.., old1.. and nth: the value of each field in this row and in the row before."""
    per = [compiler.value(part, TEXT) or "NULL" for part in changes.per]
    by = compiler.value(changes.by, TIME, guard) or "NULL"
    window = f"OVER (PARTITION BY {', '.join(per)} ORDER BY {by}, s.row)"
    news, olds, names = [], [], []
    for name, kind, value in changes.fields:
        sql = compiler.value(value, Want(kind, name), guard)
        if sql is not None:
            text = cells.render_sql(kind, sql)
            news.append(text)
            olds.append(f"lag({text}) {window}")
            names.append(quote_text(name))
    first = f", row_number() {window} = 1 AS is_first" if changes.first else ""
    return f"[{', '.join(names)}] AS fields, [{', '.join(news)}] AS news, [{', '.join(olds)}] AS olds{first}"


def _long_changes(rows: str, own: dict[str, str], first: str) -> str:
    """One row for each field that differs from the row before; the field's name ends the source id."""
    kept = ", ".join(quote_name(name) for name in own if name not in ("field", "old_value", "new_value"))
    if first:
        kept = kept.replace('"basis"', f"CASE WHEN is_first THEN '{first}' ELSE basis END AS basis")
    return (
        f"SELECT row, line, source_id || '/' || field AS source_id, known_at, known_at_basis, {kept}, "
        f"field, old_value, new_value, nth FROM (SELECT * EXCLUDE (fields, news, olds), unnest(fields) AS field, "
        f"unnest(news) AS new_value, unnest(olds) AS old_value, generate_subscripts(fields, 1) AS nth FROM ({rows})) "
        f"WHERE new_value IS DISTINCT FROM old_value"
    )


def scope_sql(compiler: FileCompiler, each: language.Each | None, base: str) -> str:
    """SQL of the rows of a scope: the source rows, or one row an item with item, item_no (and item_key)."""
    if each is None:
        return base
    if each.kind == "columns":
        return _columns_scope(compiler, each, base)
    text = compiler.value(each.of, TEXT) if each.of else None
    items = _items_sql(each, text or "NULL::VARCHAR")
    return (
        f"SELECT * REPLACE ({cells.clean_sql('item')} AS item) FROM (SELECT s.*, unnest({items}) AS item, "
        f"generate_subscripts({items}, 1) AS item_no FROM ({base}) s) WHERE {cells.clean_sql('item')} IS NOT NULL"
    )


def _items_sql(each: language.Each, text: str) -> str:
    if each.kind == "json":
        array = f"CASE WHEN json_valid({text}) THEN json_extract({text}, '$[*]') ELSE [] END"
        return (
            f"list_transform({array}, lambda e: CASE WHEN json_type(e) = 'VARCHAR' THEN e ->> '$' ELSE e::VARCHAR END)"
        )
    pieces = f"string_split({text}, {quote_text(each.separator)})"
    if each.kind == "people":
        person = '(?:"[^"]*"|[^;,<"]+)?\\s*<[^>]+>|[^;,<>]+'
        people = f"regexp_extract_all({text}, {quote_text(person)})"
        pieces = f"CASE WHEN contains({text}, ';') THEN string_split({text}, ';') ELSE {people} END"
    return pieces


def _columns_scope(compiler: FileCompiler, each: language.Each, base: str) -> str:
    import re

    pairs = []
    for number, heading in enumerate(compiler.raw.headings):
        found = re.search(each.match, heading, re.IGNORECASE)
        if found:
            compiler.used.add(number)
            key = found.group(1) if found.groups() else heading
            pairs.append((quote_text(key), f"s.c{number}"))
    keys = ", ".join(key for key, _ in pairs)
    texts = ", ".join(cell for _, cell in pairs)
    if not pairs:
        return f"SELECT s.*, NULL::VARCHAR AS item_key, NULL::VARCHAR AS item, 0 AS item_no FROM ({base}) s WHERE false"
    return (
        f"SELECT * FROM (SELECT s.*, unnest([{keys}]) AS item_key, unnest([{texts}]) AS item, "
        f"generate_subscripts([{keys}], 1) AS item_no FROM ({base}) s) WHERE item IS NOT NULL"
    )
