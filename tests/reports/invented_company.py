"""An invented company with its results, for the tests of pages."""

import json
import random
from datetime import UTC, datetime

import duckdb

from assay.domain.spans import DAY
from reports.collected_record import AS_OF, START, Record, Row
from reports.invented_results import InventedResults

TITLES = {
    "individual": "Machine Operator",
    "manager": "Plant Manager",
    "director": "Director of Operations",
    "vp": "VP Manufacturing",
    "c_level": "Chief Operating Officer",
}
FIRST = ("Ada", "Bela", "Chiara", "Dmitri", "Edda", "Farid", "Greta", "Hugo", "Ines", "Jorma", "Kaja", "Lorenz")
LAST = ("Abt", "Brandt", "Castellanos-Weidenhofer", "Dahl", "Eklund", "Falk", "Grimm", "Holm", "Iversen", "Juul")
FIRMS = ("Nordwerk", "Alpha Guss", "Brix & Sohn", "Cantor Pumps", "Delta Foils", "Elm Tooling", "Farrow Mills")
STAGES = (("qualify", "Qualification"), ("demo", "Demonstration"), ("offer", "Offer sent"), ("contract", "Contract"))


class Company:
    """Sixty deals with people, activities, stage history, touches, competitors and reasons, from one seed."""

    def __init__(self, deals: int = 60, seed: int = 7) -> None:
        self.record = Record()
        self.random = random.Random(seed)  # noqa: S311
        self.deals: list[Row] = []
        self._add_shared_rows()
        for number in range(deals):
            self._add_deal(number)

    def open(self) -> duckdb.DuckDBPyConnection:
        """The company with its results."""
        InventedResults(self.record, self.random, self.deals).add()
        return self.record.open()

    def _add_shared_rows(self) -> None:
        record = self.record
        self.sellers = [record.add("seller", f"S{n}", name=name) for n, name in enumerate(("Mara Lind", "Tom Reuter"))]
        for order, (code, label) in enumerate(STAGES):
            record.add("stage", code, code=code, label=label, sort_order=order, stage_class="open")
        self.campaign = record.add("campaign", "C1", name="Spring newsletter", kind="nurture")
        self.rivals = [record.add("competitor", name, name=name) for name in ("Fastline", "Omnivalve")]
        record.put(
            "import_file", import_run=1, file_no=1, name="deals.csv", kind="csv", profile="x", sha256="", rows_read=60
        )
        record.add("exchange_rate", "USD1", currency="USD", day=datetime(2025, 1, 1, tzinfo=UTC).date(), rate=0.92)

    def _add_deal(self, number: int) -> None:
        roll = self.random
        firm = f"{FIRMS[number % len(FIRMS)]} {number}"
        account = self.record.add("account", f"A{number}", name=firm)
        opened = START + number % 62 * 11 * DAY
        outcome = self._choose_outcome(number, opened)
        closed = None if outcome == "open" else opened + roll.randint(40, 160) * DAY
        name = "<script>alert(1)</script>" if number == 3 else f"Press line for {firm}"
        deal = self.record.add(
            "deal",
            f"D{number:03}",
            name=name,
            account_id=account,
            owner_id=self.sellers[number % 2],
            pipeline="sales",
            stage="offer",
            outcome=outcome,
            amount=float(roll.randint(8, 240) * 1000),
            currency="USD" if number % 9 == 0 else "EUR",
            opened_at=opened,
            closed_at=closed,
            closed_at_basis="history",
            source_channel=roll.choice(("Trade fair", "Web", "Referral")),
            loss_reason_stated="Price" if outcome == "lost" else None,
            custom=json.dumps({"Region": roll.choice(("North", "South")), "Invented": "yes"}),
        )
        row = {"id": deal, "number": number, "outcome": outcome, "opened": opened, "closed": closed}
        people = self._add_people(number, account, deal)
        row["last_word"] = self._add_events(
            row, people, 400 if number == 5 else 0 if number == 7 else roll.randint(4, 22)
        )
        self._add_changes(row)
        self._add_remarks(row, people)
        self.deals.append(row)

    def _choose_outcome(self, number: int, opened: int) -> str:
        if opened > AS_OF - 170 * DAY or number == 11:
            return "open"
        if number in (3, 5, 7):
            return "lost"
        return "no_decision" if number % 13 == 6 else "won" if self.random.random() < 0.35 else "lost"

    def _add_people(self, number: int, account: int, deal: int) -> list[tuple[int, int]]:
        ranks = ["individual", *self.random.sample(list(TITLES)[1:], self.random.randint(1, 4))]
        people = []
        for place, seniority in enumerate(ranks):
            name = f"{FIRST[(number + place * 5) % len(FIRST)]} {LAST[(number * 3 + place) % len(LAST)]}"
            person = self.record.add(
                "person",
                f"P{number}-{place}",
                kind="contact",
                full_name=name,
                title=TITLES[seniority],
                seniority=seniority,
                account_id=account,
            )
            role = "economic_buyer" if seniority == "c_level" else "champion" if place == 1 else "unknown"
            self.record.add(
                "deal_person", f"DP{number}-{place}", deal_id=deal, person_id=person, role=role, basis="crm_role"
            )
            people.append((person, 1 + list(TITLES).index(seniority)))
        # the last of the buying group is known and never met
        return people[:-1] if len(people) > 2 else people

    def _add_events(self, deal: Row, people: list[tuple[int, int]], count: int) -> int | None:
        roll, opened = self.random, int(str(deal["opened"]))
        end = int(str(deal["closed"] or AS_OF))
        talk_end = opened + int((end - opened) * (0.65 if deal["outcome"] != "won" else 0.97))
        last_word = None
        for moment in sorted(roll.randint(opened, talk_end) for _ in range(count)):
            kind = roll.choice(("email", "email", "email", "call", "meeting", "demo", "note"))
            two_way = kind in ("meeting", "demo")
            direction = "unknown" if two_way else "internal" if kind == "note" else roll.choice(("inbound", "outbound"))
            there = roll.sample(people, 1 if not two_way else roll.randint(1, len(people))) if kind != "note" else []
            self._add_event(deal, moment, kind, direction, there)
            if two_way or direction == "inbound":
                last_word = moment
        return last_word

    def _add_event(self, deal: Row, moment: int, kind: str, direction: str, there: list[tuple[int, int]]) -> None:
        number = len(self.record.rows["activity"])
        status = "unknown" if kind == "note" else "held"
        activity = self.record.add(
            "activity",
            f"T{number}",
            kind=kind,
            direction=direction,
            status=status,
            occurred_at=moment,
            subject=f"{kind.title()} about the press line",
            body="They asked what happens to the old line.\nWe promised an answer." if number % 3 == 0 else None,
            is_automated=number % 17 == 0,
            owner_id=self.sellers[0],
        )
        shared = {
            "deal_id": deal["id"],
            "activity_id": activity,
            "occurred_at": moment,
            "known_at": moment,
            "kind": kind,
            "direction": direction,
            "status": status,
        }
        top = max((rank for _, rank in there), default=0)
        self.record.put(
            "deal_event", **shared, is_automated=number % 17 == 0, buyers=len(there), unnamed=0, top_rank=top
        )
        for person, rank in there:
            part = "attendee" if kind in ("meeting", "demo") else "from" if direction == "inbound" else "to"
            self.record.put("deal_presence", **shared, person_id=person, part=part, rank=rank)

    def _add_changes(self, deal: Row) -> None:
        opened, end = int(str(deal["opened"])), int(str(deal["closed"] or AS_OF))
        steps = self.random.randint(2, len(STAGES))
        old = None
        for place, (code, _) in enumerate(STAGES[:steps]):
            self._add_change(deal, "stage", old, code, opened + (end - opened) * place // (steps + 1), place)
            old = code
        for push in range(self.random.randint(0, 3)):
            moved = opened + (push + 1) * 25 * DAY
            if moved < end:
                days = [datetime.fromtimestamp(moved + late * DAY, UTC).date().isoformat() for late in (20, 50)]
                self._add_change(deal, "close_date", days[0], days[1], moved, 10 + push)

    def _add_change(self, deal: Row, field: str, old: str | None, new: str, at: int, sequence: int) -> None:
        number = len(self.record.rows["stage_history"])
        self.record.add(
            "stage_history",
            f"H{number}",
            deal_id=deal["id"],
            field=field,
            old_value=old,
            new_value=new,
            changed_at=at,
            basis="source_history",
            sequence=sequence,
        )

    def _add_remarks(self, deal: Row, people: list[tuple[int, int]]) -> None:
        number, opened = deal["number"], int(str(deal["opened"]))
        for n in range(self.random.randint(0, 4)):
            self.record.add(
                "campaign_touch",
                f"CT{number}-{n}",
                campaign_id=self.campaign,
                person_id=people[0][0],
                kind="opened",
                responded=n == 0,
                occurred_at=opened + n * 9 * DAY,
            )
        if deal["outcome"] == "lost":
            text = "Lost on price, they took Fastline."
            self.record.add(
                "statement",
                f"N{number}",
                deal_id=deal["id"],
                side="rep",
                origin="crm_note",
                occurred_at=deal["closed"],
                text=text,
            )
            self.record.add(
                "deal_competitor",
                f"DC{number}",
                deal_id=deal["id"],
                competitor_id=self.rivals[0],
                part="won_by",
                named_at=opened + 20 * DAY,
            )
