"""Fills the staging tables from raw tables by their feeds: all work is done by SQL over whole files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import duckdb

from assay.domain.key import key_sql
from assay.sources import cells, language
from assay.sources.assignment import Assignment as Assignment
from assay.sources.compile_rule import RulePlan, compile_rule, required_columns, rule_select, scope_sql
from assay.sources.compile_value import Check, FileCompiler
from assay.sources.forms import Forms
from assay.sources.own_fields import fill_source_fields, own_fields_sql, own_headings, say_own_fields
from assay.sources.raw import RawTable
from assay.sources.rejecting import put_rejects
from assay.sources.shared_values import SharedValues
from assay.sources.staging import create_staging
from assay.sources.suggesting import suggest_columns
from assay.sources.told_apart import check_once, say_told_apart
from assay.sources.transcript_files import SAME, join_transcripts
from assay.sources.wants import SID, TEXT
from assay.store.quoting import quote_name, quote_text
from assay.tables import TABLES

#: columns from which on it pays to look for those that are empty
_WIDE = 60


@dataclass
class MapReport:
    """What mapping did. notes: raw table -> what was decided on date order and decimal sign; ignored: -> reason."""

    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: dict[str, str] = field(default_factory=dict)


def map_tables(
    connection: duckdb.DuckDBPyConnection,
    assignments: Sequence[Assignment],
    *,
    instance: str,
    date_order: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> MapReport:
    """Fill the staging tables (staging.py) from all assigned raw tables.

    date_order: dmy or mdy, for dates that can be read both ways where nothing in their file decides it. progress is
    called with the name of each raw table before it is mapped. Raises InputError when dates stay undecided.
    """
    create_staging(connection)
    connection.execute("SET TimeZone = 'UTC'")
    report = MapReport()
    for assignment in assignments:
        if assignment.feed.names:
            _land_names(connection, assignment, instance)
    for assignment in [one for one in assignments if one.mapping.source != SAME]:
        if progress:
            progress(assignment.raw.name)
        if assignment.feed.ignore:
            report.ignored[assignment.raw.name] = assignment.feed.ignore
        elif assignment.feed.rows or assignment.feed.alias:
            report.notes[assignment.raw.name] = _map_file(connection, assignment, instance, date_order)
    for assignment in join_transcripts(connection, assignments, instance):
        report.notes[assignment.raw.name] = _map_file(connection, assignment, instance, date_order)
    _follow_aliases(connection)
    return report


@dataclass
class FilePlan:
    """Everything compiled for one file."""

    compiler: FileCompiler
    base: str
    rules: list[RulePlan]
    skips: list[tuple[str, str]]
    aliases: list[tuple[str, str, str, str]]
    scopes: dict[str, list[Check]]


def _map_file(
    connection: duckdb.DuckDBPyConnection, assignment: Assignment, instance: str, date_order: str | None
) -> tuple[str, ...]:
    raw = assignment.raw
    base = _view_clean(connection, raw)
    forms, shared = Forms(raw.name, date_order), SharedValues()
    plain = compile_file(assignment, instance, Forms(raw.name), base).compiler.plain
    compile_file(assignment, instance, forms, base, plain=plain)
    forms.look(connection)
    plan = compile_file(assignment, instance, forms, base, shared, plain)
    clean = _make_clean(connection, plan, assignment.feed, shared)
    connection.execute("CREATE OR REPLACE TEMP TABLE verdict (row BIGINT, number INTEGER, value VARCHAR)")
    checks = _judge_rows(connection, plan)
    keep = _keep_sql(connection, raw, plan)
    for rule in plan.rules:
        _land_rule(connection, plan, rule, keep)
    for table, old, new, scope in plan.aliases:
        connection.execute(
            f"INSERT INTO land_alias SELECT DISTINCT {quote_text(table)}, {old}, {new} FROM ({scope}) s "
            f"WHERE {keep} AND {old} <> {new}"
        )
    _judge_rest(connection, plan, keep)
    _reject_rows(connection, raw, checks)
    own = fill_source_fields(connection, plan.compiler, assignment.feed, base) if assignment.feed.custom else []
    connection.execute(f"DROP TABLE {clean}")
    suggested = suggest_columns(connection, raw, assignment.feed.custom, own)
    notes = (*forms.notes, *say_told_apart(plan.compiler, plan.rules))
    return (*notes, say_own_fields(own), *suggested) if own else notes


def _land_names(connection: duckdb.DuckDBPyConnection, assignment: Assignment, instance: str) -> None:
    """Keep the names that a file gives to ids, before any other file is mapped."""
    raw = assignment.raw
    base = _view_clean(connection, raw)
    compiler = FileCompiler(raw, assignment.mapping, instance, Forms(raw.name), scope=base)
    for names in assignment.feed.names:
        key, name = compiler.value(names.id, SID) or "NULL", compiler.value(names.name, TEXT) or "NULL"
        connection.execute(
            f"INSERT INTO land_name SELECT DISTINCT {quote_text(assignment.mapping.source)}, {quote_text(names.kind)}, "
            f"{key}, {name} FROM ({base}) s WHERE {key} IS NOT NULL AND {name} IS NOT NULL"
        )
    if not assignment.feed.rows:
        connection.execute(f"INSERT INTO land_skip SELECT row, 'a name for rows of other files' FROM ({base})")


def _clean_name(raw: RawTable) -> str:
    return f"clean_{raw.table}"


def _view_clean(connection: duckdb.DuckDBPyConnection, raw: RawTable) -> str:
    """A view of the file with cleaned cells; returns the SQL that reads it."""
    empty = _find_empty(connection, raw)
    columns = "".join(
        f", {'NULL::VARCHAR' if number in empty else cells.clean_sql(f'c{number}')} AS c{number}"
        for number in range(len(raw.headings))
    )
    name = quote_name(_clean_name(raw))
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT row, line{columns} FROM {quote_name(raw.table)}")
    return f"SELECT * FROM {name}"


def _find_empty(connection: duckdb.DuckDBPyConnection, raw: RawTable) -> set[int]:
    """The columns of a wide file that hold nothing: most of what a loader lands, and each takes time to plan."""
    if len(raw.headings) < _WIDE:
        return set()
    counts = ", ".join(f"count(nullif(c{number}, ''))" for number in range(len(raw.headings)))
    (filled,) = connection.execute(f"SELECT {counts} FROM {quote_name(raw.table)}").fetchall()
    return {number for number, count in enumerate(filled) if not count}


def _make_clean(
    connection: duckdb.DuckDBPyConnection, plan: FilePlan, feed: language.Feed, shared: SharedValues
) -> str:
    """Put a table in the place of the view: the cells that are used, and the shared values. Returns its name."""
    used = plan.compiler.used | set(own_headings(plan.compiler, feed) if feed.custom else ())
    name = quote_name(_clean_name(plan.compiler.raw))
    cells_used = "".join(f", s.c{number}" for number in sorted(used))
    rows = f"SELECT s.row, s.line{cells_used} FROM {name} s"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE made_clean AS {shared.select(rows)}")
    connection.execute(f"DROP VIEW {name}")
    connection.execute(f"ALTER TABLE made_clean RENAME TO {name}")
    return name


def compile_file(
    assignment: Assignment,
    instance: str,
    forms: Forms,
    base: str,
    shared: SharedValues | None = None,
    plain: set[tuple[str | None, ...]] | None = None,
) -> FilePlan:
    """The plan of one file. Compiled three times: to learn which conversions apply to every row (`plain`), to learn
    what `forms` has to look at, and to be run.

    shared: takes up what is to be worked out once; the rows of `base` must then be made to hold it.
    """
    feed = assignment.feed
    compiler = FileCompiler(
        assignment.raw, assignment.mapping, instance, forms, scope=base, shared=shared, plain=plain or set()
    )
    skips = [(compiler.condition(skip.when), skip.reason) for skip in feed.skip]
    scopes: dict[language.Each | None, str] = {}
    checks: dict[str, list[Check]] = {}
    rules = []
    for rule in feed.rows:
        compiler.scope, compiler.each = base, ""
        if rule.each not in scopes:
            scopes[rule.each] = scope_sql(compiler, rule.each, base)
        compiler.checks = {}
        plan = compile_rule(compiler, rule, scopes)
        if rule.must:
            _must_checks(compiler, plan)
        if rule.once:
            compiler.checks[f"once {rule.path}"] = check_once(compiler, plan)
        rules.append(plan)
        known = checks.setdefault(plan.scope, [])
        known += [check for check in compiler.checks.values() if check not in known]
    aliases = [alias for one in feed.alias if (alias := _alias_sql(compiler, one, base))]
    compiler.scope, compiler.each = base, ""
    if feed.custom:
        plan = next(plan for plan in rules if plan.table.name == feed.custom)
        plan.custom = own_fields_sql(compiler, feed)
    return FilePlan(compiler, base, rules, skips, aliases, checks)


def _alias_sql(compiler: FileCompiler, alias: language.Alias, base: str) -> tuple[str, str, str, str] | None:
    """Table, key of the old id, key of the new one, and SQL of the rows that they are read from."""
    compiler.scope, compiler.each = base, ""
    scope = scope_sql(compiler, alias.each, base)
    compiler.scope, compiler.each = scope, alias.each.kind if alias.each else ""
    old, new = compiler.value(alias.old, SID), compiler.value(alias.new, SID)
    if old is None or new is None:
        return None
    return alias.table, compiler.key(alias.table, old), compiler.key(alias.table, new), scope


def _must_checks(compiler: FileCompiler, plan: RulePlan) -> None:
    """A row that must land is rejected when it lacks its id or a required column."""
    label = next((compiler.label(part) for part in plan.rule.id if compiler.label(part)), "id")
    compiler.checks[f"id {plan.rule.path}"] = Check(
        f"{plan.when} AND {plan.source_id} IS NULL",
        label,
        "NULL",
        f"it is empty, and without it the row of {plan.table.name} has no id",
        "Fill it in the source, or map another column as the id.",
    )
    for column in required_columns(plan):
        sql = plan.columns.get(column.name)
        label = compiler.label(plan.rule.set[column.name]) if column.name in plan.rule.set else column.name
        compiler.checks[f"{column.name} {plan.rule.path}"] = Check(
            f"{plan.when} AND ({sql or 'NULL'}) IS NULL",
            label or column.name,
            "NULL",
            f"it is empty, and a row of {plan.table.name} needs its {column.name}",
            "Fill it in the source, or map another column.",
        )


def _judge_rows(connection: duckdb.DuckDBPyConnection, plan: FilePlan) -> list[Check]:
    """Note every row that fails checks, with each check it fails; skipped rows are not judged."""
    numbered: list[Check] = []
    skipped = " OR ".join(condition for condition, _ in plan.skips) or "false"
    for scope, checks in plan.scopes.items():
        if not checks:
            continue
        first = len(numbered)
        numbered += checks
        tests = [f"WHEN {check.bad} THEN {first + number}" for number, check in enumerate(checks)]
        values = " ".join(f"WHEN {first + number} THEN ({check.value})::VARCHAR" for number, check in enumerate(checks))
        # most rows fail none: only of the others is it worked out which
        failing = f"SELECT *, CASE WHEN {skipped} THEN NULL {' '.join(tests)} END AS failed FROM ({scope}) s"
        failed = ", ".join(f"CASE {test} END" for test in tests)
        listed = f"SELECT *, [{failed}] AS numbers FROM ({failing}) s WHERE failed IS NOT NULL"
        connection.execute(
            f"INSERT INTO verdict SELECT row, number, CASE number {values} END FROM "
            f"(SELECT *, unnest(numbers) AS number FROM ({listed}) s) s WHERE number IS NOT NULL"
        )
    return numbered


def _keep_sql(connection: duckdb.DuckDBPyConnection, raw: RawTable, plan: FilePlan) -> str:
    """The condition on source rows that may land: neither rejected nor skipped. Notes the skipped ones."""
    parts = []
    for number, (condition, reason) in enumerate(plan.skips):
        earlier = " OR ".join(one for one, _ in plan.skips[:number]) or "false"
        connection.execute(
            f"INSERT INTO land_skip SELECT row, {quote_text(reason)} FROM ({plan.base}) s "
            f"WHERE {condition} AND NOT ({earlier})"
        )
        parts.append(f"NOT {condition}")
    if connection.execute("SELECT count(*) FROM verdict").fetchall()[0][0]:
        parts.append("s.row NOT IN (SELECT row FROM verdict)")
    return " AND ".join(parts) or "true"


def _land_rule(connection: duckdb.DuckDBPyConnection, plan: FilePlan, rule: RulePlan, keep: str) -> None:
    if not rule.columns and not rule.rule.primary:
        # the file lacks all headings of the by-product
        return
    select = rule_select(rule, plan.compiler, keep)
    connection.execute(f"INSERT INTO {quote_name('land_' + rule.table.name)} BY NAME {select}")
    raw = plan.compiler.raw
    if rule.rule.primary:
        provided = [*rule.provided, *(("field", "old_value", "new_value") if rule.changes else ())]
        provided += ["custom"] if rule.custom else []
        for column in dict.fromkeys(provided):
            connection.execute(
                "INSERT INTO land_provides VALUES (?, ?, ?, ?)",
                [rule.table.name, column, raw.first_row, raw.first_row + raw.rows - 1],
            )
    outcome = rule.rule.set.get("outcome")
    if isinstance(outcome, language.StageClass):
        _land_stages(connection, plan, rule, outcome, keep)


def _land_stages(
    connection: duckdb.DuckDBPyConnection, plan: FilePlan, rule: RulePlan, outcome: language.StageClass, keep: str
) -> None:
    """One by-product row of `stage` for each stage that the deals of the file carry."""
    compiler = plan.compiler
    stage = compiler.value(outcome.stage, TEXT)
    if stage is None:
        return
    pipeline = (compiler.value(outcome.pipeline, TEXT) if outcome.pipeline else None) or "NULL::VARCHAR"
    name, basis = compiler.stage_class(outcome)
    rows = (
        f"SELECT {pipeline} AS pipeline, {stage} AS code, arg_max({name}, s.row) AS stage_class, "
        f"arg_max({basis}, s.row) AS class_basis, max(s.row) AS row, arg_max(s.line, s.row) AS line, "
        f"min({rule.known_at}) AS known_at, arg_min({rule.known_basis}, {rule.known_at}) AS known_at_basis "
        f"FROM ({rule.scope}) s WHERE {rule.when} AND {keep} AND {stage} IS NOT NULL GROUP BY ALL"
    )
    sid = "concat_ws('/', pipeline, code)"
    key = key_sql(compiler.mapping.source, compiler.instance, "stage", f"({sid})")
    connection.execute(
        f"INSERT INTO land_stage BY NAME SELECT {key} AS id, {quote_text(compiler.mapping.source)} AS source, "
        f"{quote_text(compiler.instance)} AS instance, {sid} AS source_id, known_at, known_at_basis, "
        f"false AS is_deleted, line, pipeline, code, "
        f"code AS label, stage_class, class_basis, row, row AS order_no, false AS primary_row FROM ({rows}) "
        # a stage whose class nobody knows is left to the landing, which knows what names usually mean
        f"WHERE class_basis <> 'none'"
    )


def _judge_rest(connection: duckdb.DuckDBPyConnection, plan: FilePlan, keep: str) -> None:
    """Source rows that made nothing: no change worth a row, or two ids of one, is merged; all else is rejected."""
    if any(
        rule.rule.must and rule.rule.when is None and not rule.changes and not rule.rule.each for rule in plan.rules
    ):
        return
    raw = plan.compiler.raw
    span = f"row BETWEEN {raw.first_row} AND {raw.first_row + raw.rows - 1}"
    tables = sorted({rule.table.name for rule in plan.rules})
    parts = [f"SELECT row FROM {quote_name('land_' + table)} WHERE {span}" for table in tables]
    landed = " UNION ".join(parts) or "SELECT 0"
    rest = f"SELECT s.row FROM ({plan.base}) s WHERE {keep} AND s.row NOT IN ({landed})"
    if not plan.rules:
        connection.execute(f"INSERT INTO land_skip SELECT row, 'says that two rows are one' FROM ({rest})")
    elif any(_compares(rule.rule) for rule in plan.rules):
        connection.execute(f"INSERT INTO land_skip SELECT row, 'nothing changed that is kept' FROM ({rest})")
    else:
        connection.execute(f"INSERT INTO verdict SELECT row, NULL, NULL FROM ({rest})")


def _compares(rule: language.Rule) -> bool:
    """Whether a rule makes a row only where something differs from the row before."""
    return rule.changes is not None or any(_is_changed(value) for value in rule.set.values())


def _is_changed(value: language.Value) -> bool:
    match value:
        case language.Previous():
            return value.changed
        case language.First(parts) | language.Join(parts, _):
            return any(_is_changed(part) for part in parts)
        case language.Lookup(of) | language.Typed(of):
            return _is_changed(of)
        case _:
            return False


def _reject_rows(connection: duckdb.DuckDBPyConnection, raw: RawTable, checks: list[Check]) -> None:
    """Every rejected row whole, with what is wrong and what would mend it."""

    def pick(part: str, otherwise: str) -> str:
        cases = " ".join(
            f"WHEN {number} THEN {quote_text(getattr(check, part))}" for number, check in enumerate(checks)
        )
        return f"CASE number {cases} ELSE {quote_text(otherwise)} END" if cases else quote_text(otherwise)

    faults = (
        f"SELECT row, number, value, {pick('label', '')} AS field, "
        f"{pick('message', 'no rule of the mapping took this row')} AS message, "
        f"{pick('fix', 'Add a rule for such rows to the mapping, or a skip with the reason.')} AS fix FROM verdict"
    )
    # transcripts are mapped many at a time, and each row names its file
    put_rejects(connection, raw, faults, f"t.{raw.column('file')}" if raw.kind == "transcript" else None)


def _follow_aliases(connection: duckdb.DuckDBPyConnection) -> None:
    """Let references to a merged or converted row point to the row that it became."""
    aliased = [name for (name,) in connection.execute("SELECT DISTINCT table_name FROM land_alias").fetchall()]
    for table in TABLES.values():
        for column in table.columns:
            if table.common and column.refers in aliased:
                staging, name = quote_name("land_" + table.name), quote_name(column.name)
                connection.execute(
                    f"UPDATE {staging} SET {name} = a.new_id FROM land_alias a "
                    f"WHERE a.table_name = {quote_text(column.refers or '')} AND {staging}.{name} = a.old_id"
                )
