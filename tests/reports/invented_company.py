"""An invented company with its results, for the tests of pages."""

import json
import math
import random
from datetime import UTC, datetime

import duckdb

from assay.domain.key import make_key
from reports.collected_record import START, Record, Row

DAY = 86_400
AS_OF = int(datetime(2025, 12, 19, 23, 59, 59, tzinfo=UTC).timestamp())

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
SIGNALS = {
    "people.entry_seniority": ("Began too low", "Did the first talks reach nobody with authority?", "seniority"),
    "process.close_date_pushed": ("Close date pushed", "Was the close date moved later again and again?", "times"),
    "rhythm.gone_silent": ("Gone silent", "Did the buyer stop answering?", "days"),
    "people.decision_maker_met": ("No decision maker met", "Was nobody met who decides?", "people"),
}


class Company:
    """Sixty deals with people, activities, stage history, touches, competitors and reasons, from one seed."""

    def __init__(self, deals: int = 60, seed: int = 7) -> None:
        self.record = Record()
        self.random = random.Random(seed)  # noqa: S311
        self.deals: list[Row] = []
        self.answers: dict[tuple[int, str], str] = {}
        self._add_shared_rows()
        for number in range(deals):
            self._add_deal(number)

    def open(self) -> duckdb.DuckDBPyConnection:
        """The company with its results."""
        self._add_results()
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

    def _add_results(self) -> None:
        self.record.put(
            "run",
            run_id="f00d" * 4,
            as_of=AS_OF,
            made_at=AS_OF + DAY,
            record_version=1,
            baseline_version="2025-Q4",
            home_currency="EUR",
            deals=len(self.deals),
            recomputed_deals=len(self.deals),
        )
        for signal, (title, question, unit) in SIGNALS.items():
            self.record.put(
                "signal",
                signal=signal,
                title=title,
                question=question,
                fires="when it is so",
                says="{value}",
                value_unit=unit,
                unknown="No titles: export the contacts' titles to have this answered.",
                source="test",
                thresholds="{}",
                fingerprint="0",
            )
        for deal in self.deals:
            self._add_moment(deal)
            for signal in SIGNALS:
                self._add_answer(deal, signal)
        self._add_coverage()
        self._add_comparisons()
        self._add_rates()

    def _add_moment(self, deal: Row) -> None:
        closed, last_word = deal["closed"], deal["last_word"]
        ended = None if closed is None else min(int(str(last_word)) + 7 * DAY if last_word else closed, closed)
        row = next(row for row in self.record.rows["deal"] if row["id"] == deal["id"])
        rate = 0.92 if row["currency"] == "USD" else 1.0
        self.record.put(
            "moment",
            deal_id=deal["id"],
            view="open" if closed is None else "look_back",
            outcome=deal["outcome"],
            as_of=AS_OF if ended is None else ended,
            known_by=AS_OF,
            opened_at=deal["opened"],
            closed_at=closed,
            ended_at=ended,
            last_word_at=last_word,
            amount=float(str(row["amount"])) * rate,
            value=float(str(row["amount"])) * rate,
            size_band="30k-100k",
            stage="offer",
            digest=0,
        )

    def _add_answer(self, deal: Row, signal: str) -> None:
        rows = [row for row in self.record.rows["deal_event"] if row["deal_id"] == deal["id"]]
        pushes = [
            row
            for row in self.record.rows["stage_history"]
            if row["deal_id"] == deal["id"] and row["field"] == "close_date"
        ]
        evidence = pushes if signal.startswith("process") else rows[-3:]
        answer = "unknown" if not evidence else self.random.choice(("hit", "clear", "clear"))
        if deal["number"] == 7:
            answer = "unknown"
        self.answers[int(str(deal["id"])), signal] = answer
        view = "open" if deal["closed"] is None else "look_back"
        shared = {"signal": signal, "deal_id": deal["id"]}
        self.record.put("answer", **shared, view=view, answer=answer, value=float(len(evidence)))
        if answer != "hit":
            return
        finding = make_key("result", "main", signal, str(deal["id"]))
        sentence = f"{SIGNALS[signal][0]}: seen {len(evidence)} times."
        self.record.put(
            "finding", **shared, finding_id=finding, view=view, sentence=sentence, evidence_rows=len(evidence)
        )
        for row in evidence:
            table = "activity" if "activity_id" in row else "stage_history"
            row_id = row.get("activity_id") or row["id"]
            at = row.get("occurred_at") or row["changed_at"]
            self.record.put("evidence", **shared, finding_id=finding, table_name=table, row_id=row_id, occurred_at=at)

    def _add_coverage(self) -> None:
        for signal in SIGNALS:
            for outcome in ("open", "won", "lost", "no_decision"):
                given = [
                    self.answers[int(str(deal["id"])), signal] for deal in self.deals if deal["outcome"] == outcome
                ]
                counts = {answer: given.count(answer) for answer in ("hit", "clear", "unknown")}
                view = "open" if outcome == "open" else "look_back"
                self.record.put("coverage", signal=signal, view=view, outcome=outcome, deals=len(given), **counts)

    def _add_comparisons(self) -> None:
        shares = {
            "people.entry_seniority": ("associated", 0.62, 0.34, 1.8, 1.3, 2.4, 0.004, None),
            "process.close_date_pushed": ("no_difference", 0.41, 0.4, 1.02, 0.94, 1.11, 0.8, None),
            "rhythm.gone_silent": ("not_enough", 0.3, 0.2, 1.5, 0.6, 3.4, 0.4, 140),
            "people.decision_maker_met": ("not_enough", None, None, None, None, None, None, None),
        }
        for signal, (verdict, lost, won, lift, low, high, p, more) in shares.items():
            sides: Row = {}
            for side, share in (("lost", lost), ("won", won)):
                if share is not None:
                    sides |= {
                        f"{side}_share": share,
                        f"{side}_share_low": share - 0.1,
                        f"{side}_share_high": share + 0.1,
                    }
            self.record.put(
                "comparison",
                signal=signal,
                lost_hit=round(30 * (lost or 0)),
                lost_n=30 if lost else 0,
                won_hit=round(14 * (won or 0)),
                won_n=14 if won else 0,
                **sides,
                lift=lift,
                lift_low=low,
                lift_high=high,
                p=p,
                q=None if p is None else min(1.0, p * 3),
                asked=3,
                verdict=verdict,
                more_needed=more,
                raw_lost_share=lost,
                raw_won_share=won,
                answered_share=0.8,
            )

    def _add_rates(self) -> None:
        for cohort in ("opening", "closing"):
            periods: dict[str, list[Row]] = {"all": []}
            for deal in self.deals:
                moment = deal["opened"] if cohort == "opening" else deal["closed"]
                if moment is None:
                    continue
                day = datetime.fromtimestamp(int(str(moment)), UTC)
                periods.setdefault(f"{day.year}-Q{(day.month + 2) // 3}", []).append(deal)
                periods["all"].append(deal)
            for period, deals in periods.items():
                self._add_rate(cohort, period, deals)
        for age in range(0, 365, 7):
            won, lost = 0.3 * (1 - math.exp(-age / 90)), 0.55 * (1 - math.exp(-age / 70))
            bands = {"won_low": won * 0.8, "won_high": won * 1.2, "lost_low": lost * 0.85, "lost_high": lost * 1.15}
            self.record.put("incidence", age_days=age, won=won, lost=lost, **bands, at_risk=max(1, 60 - age // 7))

    def _add_rate(self, cohort: str, period: str, deals: list[Row]) -> None:
        counts = {
            outcome: sum(1 for deal in deals if deal["outcome"] == outcome)
            for outcome in ("won", "lost", "no_decision", "disqualified", "open", "unknown")
        }
        decided = counts["won"] + counts["lost"] + counts["no_decision"]
        amounts = {row["id"]: float(str(row["amount"])) for row in self.record.rows["deal"]}
        values = {
            outcome: sum(amounts[deal["id"]] for deal in deals if deal["outcome"] == outcome)
            for outcome in ("won", "lost")
        }
        for base in ("count", "value"):
            rate = counts["won"] / decided if decided else None
            if base == "value" and sum(values.values()):
                rate = values["won"] / sum(values.values())
            spread = 0.98 / math.sqrt(decided) if decided else 0.0
            self.record.put(
                "win_rate",
                cohort=cohort,
                grp="all",
                period=period,
                base=base,
                **counts,
                rate=rate,
                rate_low=None if rate is None else max(0.0, rate - spread),
                rate_high=None if rate is None else min(1.0, rate + spread),
                won_value=values["won"],
                lost_value=values["lost"],
            )
