"""What people said that passages tell, as known by the run's moment: it goes before the coder's."""

from dataclasses import dataclass

from assay.runs.clock import Clock
from assay.store.engine import Engine
from assay.tables.statement import OPEN_STATEMENT


@dataclass(frozen=True)
class PersonsCode:
    """start, end: characters in the text of the row; both None for all of it."""

    start: int | None
    end: int | None
    driver: str
    theme: str | None
    about: str
    competitor_id: int | None
    polarity: str
    taxonomy: str
    known_at: int

    def covers(self, start: int, end: int) -> bool:
        """Whether it speaks of any character of that passage."""
        return self.start is None or self.end is None or (self.start < end and start < self.end)


def read_peoples(engine: Engine, clock: Clock) -> dict[tuple[int, str, int], list[PersonsCode]]:
    """(deal_id, table, row_id) -> what was said of passages there; of one passage what was said last."""
    # asked of the record as it stands, what people say of it since counts, however long ago the last export was
    known = "true" if clock.is_now else f"c.known_at <= {clock.known_by}"
    rows = engine.rows(
        f"""SELECT s.deal_id, coalesce(s.quoted_table, 'statement'), coalesce(s.quoted_row, s.id), s.quoted_start,
        s.quoted_end, c.span, c.driver, c.theme, c.about_whom, c.about, c.polarity, c.taxonomy, c.known_at
        FROM statement_code c JOIN statement s ON s.id = c.statement_id
        WHERE c.coder = 'person' AND NOT c.is_deleted AND NOT s.is_deleted AND {OPEN_STATEMENT} AND {known}
        ORDER BY c.known_at, c.id"""
    )
    found: dict[tuple[int, str, int], dict[tuple[int | None, int | None], PersonsCode]] = {}
    for deal_id, table, row_id, start, end, span, driver, theme, whom, competitor, polarity, taxonomy, known_at in rows:
        if span:
            start, end = (int(place) for place in str(span).split("-"))
        about = whom or ("competitor" if competitor is not None else "us")
        code = PersonsCode(
            start, end, driver, theme, about, competitor, polarity or "unknown", taxonomy or "", known_at
        )
        found.setdefault((deal_id, table, row_id), {})[start, end] = code
    return {place: list(codes.values()) for place, codes in found.items()}
