"""The results of the invented company, for the tests of pages."""

import math
import random
from datetime import UTC, datetime

from assay.domain.key import make_key
from assay.domain.spans import DAY
from reports.collected_record import AS_OF, Record, Row

SIGNALS = {
    "people.entry_seniority": ("Began too low", "Did the first talks reach nobody with authority?", "seniority"),
    "process.close_date_pushed": ("Close date pushed", "Was the close date moved later again and again?", "times"),
    "rhythm.gone_silent": ("Gone silent", "Did the buyer stop answering?", "days"),
    "people.decision_maker_met": ("No decision maker met", "Was nobody met who decides?", "people"),
}


class InventedResults:
    """A run over the deals of `record`: answers by lot, and findings that rest on the deals' own rows."""

    def __init__(self, record: Record, lot: random.Random, deals: list[Row]) -> None:
        self.record = record
        self.random = lot
        self.deals = deals
        self.answers: dict[tuple[int, str], str] = {}

    def add(self) -> None:
        """Put every row of the results."""
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
        self._add_events()
        self._add_comparable()

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

    def _add_events(self) -> None:
        """One event of each verdict but no_difference; numbers that a page must show stand nowhere else."""
        spread: dict[str, tuple[str, float | None, float, int]] = {
            "nurture_stopped": ("associated", 1.62, 0.97, 41),
            "leadership_changed": ("withheld_by_placebo", 1.48, 1.44, 23),
            "competitor_named": ("not_enough", None, 1.0, 0),
        }
        for event, (verdict, hazard, placebo, after) in spread.items():
            ratios: Row = {}
            for name, mid in (
                ("hazard", hazard),
                ("plain_hazard", hazard),
                ("placebo_hazard", placebo),
                ("lift", hazard),
            ):
                if hazard is not None and mid is not None:
                    ratios |= {name: mid, f"{name}_low": mid * 0.8, f"{name}_high": mid * 1.25}
            if after:
                ratios |= {f"gap_p{share}": share / 2 + 3 for share in (10, 25, 50, 75, 90)}
                ratios |= {f"{side}_share{end}": 0.2 for side in ("lost", "won") for end in ("", "_low", "_high")}
                ratios |= {"after_with": 0.3, "after_without": 0.2, "imbalance": 0.07, "p": 0.001, "q": 0.004}
                ratios |= {"e_value": 2.1, "e_value_low": 1.4}
            self.record.put(
                "precedence",
                event=event,
                lost_with=after * 2,
                lost_n=300,
                won_with=after,
                won_n=140,
                lost_after=after,
                weeks_after=6,
                cases=after * 2,
                controls=after * 5,
                placebo_draws=5,
                asked=6,
                verdict=verdict,
                **ratios,
            )

    def _add_comparable(self) -> None:
        """Enough won deals for lost ones with an odd number, and for the others too few."""
        for deal in self.deals:
            if deal["outcome"] not in ("lost", "no_decision"):
                continue
            found: Row = {"n_won": 5, "declined": "too_few", "not_recorded": "segment"}
            if int(str(deal["number"])) % 2:
                found = {"n_won": 17, "n_lost": 31, "held": "size, product", "given_up": "channel"}
                found |= {"not_recorded": "segment", "worst_balance": 0.42, "worst_dimension": "amount"}
                found |= {"size_difference": 0.11, "opened_difference": -0.05}
            self.record.put("comparable", deal_id=deal["id"], age_days=88, **found)
