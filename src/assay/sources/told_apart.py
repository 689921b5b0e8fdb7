"""Rows without an id of the source: what tells them apart, and which of them cannot be told apart."""

from collections.abc import Sequence

from assay.sources import language
from assay.sources.compile_rule import RulePlan
from assay.sources.compile_value import Check, FileCompiler
from assay.sources.named_headings import names_in

#: lines that are named of rows that look like one
SHOWN = 5


def check_once(compiler: FileCompiler, plan: RulePlan) -> Check:
    """Rows of the file that make the same id are rejected, each with the lines of all of them."""
    alike = f"PARTITION BY CASE WHEN {plan.when} THEN {plan.source_id} END"
    lines = f"list_slice(list_sort(list_distinct(list(s.line) OVER ({alike}))), 1, {SHOWN})"
    return Check(
        f"{plan.when} AND {plan.source_id} IS NOT NULL AND count(*) OVER ({alike}) > 1",
        " + ".join(_name_parts(compiler, plan)),
        f"{plan.source_id} || ' (lines ' || array_to_string({lines}, ', ') || ')'",
        f"these lines of the file look like one {plan.table.name}, and no id tells them apart",
        "Remove the line that stands twice, give them different names, or map a column that holds ids.",
    )


def say_told_apart(compiler: FileCompiler, plans: Sequence[RulePlan]) -> tuple[str, ...]:
    """One sentence for each table whose rows have no id of the source."""
    return tuple(
        f"no column of ids: {plan.table.name}s are told apart by {' + '.join(_name_parts(compiler, plan))}"
        for plan in plans
        if plan.rule.once
    )


def _name_parts(compiler: FileCompiler, plan: RulePlan) -> list[str]:
    """The headings of the file that make up the id of a rule."""
    named = [compiler.label(language.Cell((name,))) for part in plan.rule.id for name in names_in(part)]
    return list(dict.fromkeys(named))
