"""The rows that a finding rests on, as rows of the deal file, and how people are called."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assay.domain.tongue import say_counted
from assay.reports.deal_file import Change, Competitor, DealFile, Demand, Event, Finding, Person, Touch, Utterance
from assay.reports.deal_file import PersonChange as Move
from assay.reports.wording import cut_text, write_list


@dataclass(frozen=True)
class Evidence:
    """What one finding rests on, oldest first."""

    file: DealFile
    thresholds: dict[str, float]
    events: list[Event]
    changes: list[Change]
    touches: list[Touch]
    moves: list[Move]
    rivals: list[Competitor]
    demands: list[Demand]
    utterances: list[Utterance]
    roles: set[int]

    @property
    def people(self) -> dict[int, Person]:
        return {person.id: person for person in self.file.people}

    def list_changes(self, *fields: str) -> list[Change]:
        return [change for change in self.changes if change.field in fields]

    def call_people(self, people: Iterable[int], *, with_titles: bool = False) -> str:
        """Names, with titles where asked for and known."""
        known = self.people
        found = [known[one] for one in dict.fromkeys(people) if one in known]
        if with_titles and any(one.title for one in found):
            return "; ".join(call_person(one) for one in found)
        return write_list([one.name for one in found])


#: the names that belong behind some words of a sentence; empty where the evidence holds none
Namer = Callable[[Evidence], str]


def gather_evidence(finding: Finding, file: DealFile, thresholds: dict[str, float]) -> Evidence:
    """The rows of `finding`; those that the record no longer has are left out."""
    keys = set(finding.rows)
    return Evidence(
        file,
        thresholds,
        events=[row for row in file.events if ("activity", row.id) in keys],
        changes=[row for row in file.changes if ("stage_history", row.id) in keys],
        touches=[row for row in file.touches if ("campaign_touch", row.id) in keys],
        moves=[row for row in file.person_changes if ("person_change", row.id) in keys],
        rivals=[row for row in file.competitors if ("deal_competitor", row.id) in keys],
        demands=[row for row in file.demands if ("stage_requirement", row.id) in keys],
        utterances=[row for row in file.utterances if ("utterance", row.id) in keys],
        roles={row_id for table, row_id in keys if table == "deal_person"},
    )


def call_person(person: Person) -> str:
    """The name with the title, where there is one."""
    return f"{person.name}, {person.title}" if person.title else person.name


def quote(texts: Iterable[str], longest: int = 60) -> str:
    """Each text once, cut and in quotation marks, three at most."""
    found = list(dict.fromkeys(cut_text(text, longest) for text in texts if text.strip()))
    more = [say_counted("{n} more", "{n} more", len(found) - 3)] if len(found) > 3 else []
    return write_list([*(f"“{text}”" for text in found[:3]), *more])
