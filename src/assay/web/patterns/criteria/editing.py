"""One rule as it is changed: one that was learnt, one that a person keeps, or a new one."""

from dataclasses import dataclass

from django.http import Http404

from assay.patterns.criteria.rule import Rule, read_rule
from assay.web.patterns.criteria.forms import RuleForm, fill_form
from assay.web.patterns.criteria.models import RuleVersion, SavedRule
from assay.web.patterns.criteria.standing import Criteria
from assay.web.patterns.criteria.words import name_fact, say_rule
from assay.web.results import Reading

#: words of a fact that are shown as examples
_EXAMPLES = 6


@dataclass(frozen=True)
class Editing:
    """rule: as it stands; None for a new one.  saved: where a person keeps it.  learnt_key: what it stands in for."""

    rule: Rule | None = None
    saved: SavedRule | None = None
    learnt_key: str = ""
    basis: str = "then"

    def make_form(self, criteria: Criteria) -> RuleForm:
        """The form with what stands."""
        told: dict[str, object] = dict(fill_form(self.rule)) if self.rule else {"direction": "decline"}
        told["in_force"] = self.saved.is_in_force if self.saved else True
        if self.saved:
            told["version"] = self.saved.version
        return RuleForm(criteria.facts, initial=told)

    def list_words(self, reading: Reading, criteria: Criteria) -> list[tuple[str, str]]:
        """Facts that hold words, each with its commonest."""
        rows = reading.connection.execute(
            """SELECT fact, text FROM (
                SELECT fact, text, row_number() OVER (PARTITION BY fact ORDER BY count(*) DESC, text) AS place
                FROM criterion_fact WHERE text IS NOT NULL AND deal_id IS NOT NULL GROUP BY fact, text)
            WHERE place <= ? ORDER BY fact, place""",
            [_EXAMPLES],
        ).fetchall()
        words: dict[str, list[str]] = {}
        for fact, text in rows:
            words.setdefault(fact, []).append(text)
        return [
            (name_fact(fact), ", ".join(words[name]))
            for name, fact in criteria.facts.items()
            if name in words and fact.kind == "word" and fact.shut_out != "tells_outcome"
        ]

    def list_versions(self, criteria: Criteria) -> list[tuple[RuleVersion, str]]:
        """What it was before, the latest first."""
        if self.saved is None:
            return []
        facts, kept = criteria.facts, self.saved.versions.all()
        return [(one, say_rule(read_rule(one.conditions, one.direction), facts)) for one in kept]


def open_editing(criteria: Criteria, name: str) -> Editing:
    """The rule of that name; a new one without a name. Raises Http404 where there is none."""
    if not name:
        return Editing()
    if name.startswith("own-"):
        saved = SavedRule.objects.filter(pk=int(name[4:])).first() if name[4:].isdecimal() and len(name) < 16 else None
    else:
        saved = SavedRule.objects.filter(learnt_key=name).first()
    if saved is not None:
        return Editing(read_rule(saved.conditions, saved.direction), saved, saved.learnt_key)
    learnt = next((one for one in criteria.learnt if one.key == name), None)
    if learnt is None:
        raise Http404
    return Editing(read_rule(learnt.conditions, learnt.direction), None, learnt.key, learnt.basis)
