"""How long it takes to tell what was done against concerns in many deals: lives, words and texts invented in SQL."""

import argparse
import time
from pathlib import Path

from assay.runs.clock import Clock
from assay.runs.concluding.offers.part import OFFERS_PART
from assay.runs.concluding.part import Work
from assay.runs.gathering import Gathering
from assay.store.duckdb_engine import DuckDbEngine, open_connection
from assay.store.home import Home
from bench.concluding import AS_OF, invent_lives, note_steps

#: what messages and notes are made of: a few of these sentences tell of something done
_SENTENCES = (
    "Thank you for the time today, three points stay open and I take the first two.",
    "They have a lot on at the moment and will come back to us after the plant shutdown.",
    "Talked through the response time of service and who has to say yes in the end.",
    "We owe them a drawing, and they asked what happens in year three.",
    "Is there anybody who should see this before we go on? A line is enough.",
    "Went over the list from last time, one is clear now and the other is not.",
    "The pain is real and the money is not yet found, so nothing moves before the summer.",
    "Someone else was there last week and will be heard on Monday, as they told us openly.",
    "Not at the desk, left a line instead; will try again at the end of the week.",
    "She explained how the shifts hand over and what it costs when a batch is off.",
    "Good people, little time: half of it went to something that nobody had put down.",
    "Ran eight of their samples, within spec on seven.",
    "I have put you in touch with Jana, who runs two of them.",
    "The business case is attached.",
    "We take training for the night shift into the price.",
)
_SUBJECTS = (
    *("Notes from today", "Summary of our talk", "Re: your question", "Open points", "Next steps line 2", "Any news?"),
    *("Site visit Colbridge", "Revised offer line 2"),
)


def main() -> None:
    """Prints seconds and rows. --deals: how many.  --acts: texts of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=100_000)
    parser.add_argument("--acts", type=int, default=25)
    given = parser.parse_args()
    engine = DuckDbEngine(open_connection())
    invent_lives(engine, given.deals)
    _invent_acts(engine, given.acts)
    steps: list[str] = []
    clock = Clock(AS_OF, AS_OF, True, AS_OF)
    began = time.perf_counter()
    OFFERS_PART.make(Work(Gathering(engine), clock, Home(Path(".bench"), {}), "bench", note_steps(steps)))
    took = time.perf_counter() - began
    counts = {table.name: engine.rows(f"SELECT count(*) FROM new_{table.name}")[0][0] for table in OFFERS_PART.tables}
    told = ", ".join(f"{name} {count:,}" for name, count in counts.items())
    print(f"Offers of {given.deals:,} deals with {given.acts} texts each: {took:.1f} s; rows {told}")


def _invent_acts(engine: DuckDbEngine, acts: int) -> None:
    """Texts of four sentences over the life of each deal, a demo in ten, half of the amounts lowered once."""
    sentences, subjects = (", ".join(f"'{one}'" for one in some) for some in (_SENTENCES, _SUBJECTS))
    pick = f"list_extract([{sentences}], 1 + (random() * random() * random() * {len(_SENTENCES)} * 0.999)::INT)"
    engine.connection.execute(
        f"""INSERT INTO run (run_id, as_of, mature_before) VALUES ('bench', {AS_OF}, {AS_OF});
        INSERT INTO deal (id, source_id, owner_id, is_deleted) SELECT deal_id, deal_id, 1, false FROM moment;
        CREATE TABLE told AS SELECT deal_id, deal_id * 1000 + j AS activity_id, random() AS u,
            opened_at + (random() * (as_of - opened_at))::BIGINT AS occurred_at FROM moment, range({acts}) r(j);
        INSERT INTO deal_event (deal_id, activity_id, occurred_at, known_at, kind, direction, status, is_automated,
            buyers, unnamed, top_rank)
        SELECT deal_id, activity_id, occurred_at, occurred_at, CASE WHEN u < 0.1 THEN 'demo' WHEN u < 0.4 THEN 'call'
            WHEN u < 0.5 THEN 'meeting' ELSE 'email' END, CASE WHEN u < 0.8 THEN 'outbound' ELSE 'inbound' END, 'held',
            false, 1, 0, (random() * 5.4)::INT FROM told ORDER BY deal_id, occurred_at;
        INSERT INTO activity (id, subject, body)
        SELECT activity_id, list_extract([{subjects}], 1 + (random() * random() * {len(_SUBJECTS)} * 0.999)::INT),
            {pick} || ' ' || {pick} || ' ' || {pick} || ' ' || {pick} FROM told;
        INSERT INTO stage_history (id, deal_id, field, old_value, new_value, changed_at, known_at, is_deleted)
        SELECT deal_id, deal_id, 'amount', '10000', '9000', opened_at + 2600000, opened_at + 2600000, false
        FROM moment WHERE deal_id % 2 = 0"""
    )


if __name__ == "__main__":
    main()
