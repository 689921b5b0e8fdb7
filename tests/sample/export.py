"""The sample company as read back from its files alone."""

import csv
from datetime import date
from functools import cached_property
from pathlib import Path

Row = dict[str, str]


class Export:
    """The folder that was written. Deals are asked for by name; rows come in the order of time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows: dict[str, list[Row]] = {}

    def rows(self, name: str) -> list[Row]:
        if name not in self._rows:
            with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                self._rows[name] = list(csv.DictReader(file))
        return self._rows[name]

    @cached_property
    def contacts(self) -> dict[str, Row]:
        return {row["Id"]: row for row in self.rows("Contact")}

    @cached_property
    def sellers(self) -> dict[str, str]:
        return {row["Id"]: row["Name"] for row in self.rows("User")}

    def deal(self, name: str) -> Row:
        return next(row for row in self.rows("Opportunity") if row["Name"] == name)

    def _of(self, table: str, column: str, name: str, clock: str) -> list[Row]:
        key = self.deal(name)["Id"]
        return sorted((row for row in self.rows(table) if row[column] == key), key=lambda row: row[clock])

    def mails(self, name: str, *, incoming: bool | None = None) -> list[Row]:
        found = self._of("EmailMessage", "RelatedToId", name, "MessageDate")
        return [row for row in found if incoming is None or (row["Incoming"] == "true") == incoming]

    def calls(self, name: str) -> list[Row]:
        return [row for row in self._of("Task", "WhatId", name, "ActivityDate") if row["Type"] == "Call"]

    def promises(self, name: str) -> list[Row]:
        return [row for row in self._of("Task", "WhatId", name, "ActivityDate") if row["TaskSubtype"] == "Task"]

    def meetings(self, name: str, kind: str | None = None) -> list[Row]:
        found = self._of("Event", "WhatId", name, "StartDateTime")
        return [row for row in found if kind is None or row["Type"] == kind]

    def guests(self, event: Row) -> list[Row]:
        """The buyers who were invited to a meeting."""
        invited = [row["RelationId"] for row in self.rows("EventRelation") if row["EventId"] == event["Id"]]
        return [self.contacts[key] for key in invited if key in self.contacts]

    def notes(self, name: str) -> list[Row]:
        return self._of("Note", "ParentId", name, "CreatedDate")

    def roles(self, name: str) -> list[Row]:
        return self._of("OpportunityContactRole", "OpportunityId", name, "CreatedDate")

    def states(self, name: str) -> list[Row]:
        return self._of("OpportunityHistory", "OpportunityId", name, "CreatedDate")

    def rivals(self, name: str) -> list[Row]:
        return self._of("OpportunityCompetitor", "OpportunityId", name, "CreatedDate")

    def said(self, name: str) -> str:
        """Everything that was said in the recorded calls and meetings of a deal."""
        ids = [row["Id"] for row in (*self.calls(name), *self.meetings(name))]
        files = [self.folder / "transcripts" / f"{key}.vtt" for key in ids]
        return "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())

    def closed(self, name: str) -> str:
        """When the deal left its last open stage."""
        return self.deal(name)["LastStageChangeDate"]


def days_between(earlier: str, later: str) -> int:
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
