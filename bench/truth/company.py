"""One made-up company put through the product: its record, a run, its passages as coded, and what follows."""

import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import yaml
from numpy.typing import NDArray

from assay.runs.concluding.working import conclude_run
from assay.runs.running import run_signals
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.folder import FolderPlace
from assay.store.home import Home, open_home
from assay.tables.results import RESULT_TABLES
from assay.words.coding.naming import name_coder
from bench.truth.columns import Columns
from bench.truth.contact import Contact, draw_contact
from bench.truth.history import Lives, draw_lives
from bench.truth.record import put_rows, write_record
from bench.truth.rows import Told, write_rows
from bench.truth.witness import Witness, draw_witness
from bench.truth.world import World

_TAXONOMY = Path(__file__).parents[2] / "src" / "assay" / "tables" / "taxonomy.yml"


@dataclass(frozen=True)
class Company:
    """A history with all that is known of it. told: what it leaves in a record and in words."""

    lives: Lives
    contact: Contact
    witness: Witness
    told: Told


def draw_company(world: World, seed: int) -> Company:
    """The whole of a made-up company."""
    lives = draw_lives(world, seed)
    contact, witness = draw_contact(lives, seed), draw_witness(lives, seed)
    return Company(lives, contact, witness, write_rows(lives, contact, witness, seed))


def put_through(folder: Path, told: Told, as_of: int | None = None) -> Home:
    """A new home at `folder` with the record, run as of a moment (by default its last), and all that follows of it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _share_compiled(folder)
    write_record(folder / "record", told.rows, told.ends)
    # whatever the surroundings say: words are given as coded
    home = replace(open_home(str(folder)), settings={"words": "yes"})
    asked = None if as_of is None else datetime.fromtimestamp(as_of, UTC)
    run_signals(home, as_of=asked, renew_baseline=False, tell=lambda step: None)
    write_mentions(home, told.mentions)
    conclude_run(home, report=lambda step, share: None)
    return home


def _share_compiled(folder: Path) -> None:
    """Signals compiled for one home serve the next."""
    other = folder.parent / "compiled"
    other.mkdir(exist_ok=True)
    (folder / "compiled").symlink_to(other.resolve())


def write_mentions(home: Home, mentions: Columns) -> None:
    """The passages as the product's own coding would have left them, those that the run may not read left out."""
    place, coder = FolderPlace(Path(home.results), RESULT_TABLES), name_coder(home)
    with place.writing() as commit, closing(open_connection()) as connection:
        place.attach(connection)
        ((run_id, as_of),) = connection.execute("SELECT run_id, as_of FROM run").fetchall()
        ((known_by,),) = connection.execute("SELECT coalesce(max(known_by), max(as_of)) FROM run").fetchall()
        put_rows(connection, "made_mention", _describe(mentions))
        commit.replace(
            connection,
            "mention",
            f"""SELECT deal_id, "table", row_id, side, origin, occurred_at, known_at, 0::BIGINT AS start,
              12::BIGINT AS "end", 'as was said' AS quote, nullif(driver, '') AS driver, theme, about,
              NULL::BIGINT AS competitor_id, polarity, coder, 0.9::DOUBLE AS confidence, 0.5::DOUBLE AS margin,
              NULL::VARCHAR AS choices, '{coder}' AS coder_id, 'en' AS language, NULL::VARCHAR AS note
            FROM made_mention JOIN moment m USING (deal_id)
            WHERE made_mention.known_at <= {known_by} AND occurred_at <= {as_of}""",
        )
        commit.replace(
            connection,
            "coding",
            f"SELECT '{run_id}' AS run_id, '{coder}' AS coder_id, 1::BIGINT AS texts, {as_of}::BIGINT AS coded_at",
        )
        commit.publish(note=run_id)


def _describe(mentions: Columns) -> Columns:
    """With whom a passage is about, and how it speaks of them, as the taxonomy says of its driver."""
    told = _read_taxonomy()
    drivers = mentions["driver"].tolist()
    found = [told.get(driver, {}) for driver in drivers]
    themes = [theme or one.get("theme") for theme, one in zip(mentions["theme"].tolist(), found, strict=True)]
    polarity = [one.get("polarity", old) for one, old in zip(found, mentions["polarity"].tolist(), strict=True)]
    return {
        **mentions,
        "about": np.array([one.get("about", "us") for one in found], dtype=object),
        "theme": np.array(themes, dtype=object),
        "polarity": np.array(polarity, dtype=object),
    }


@cache
def _read_taxonomy() -> Mapping[str, Mapping[str, str]]:
    told = yaml.safe_load(_TAXONOMY.read_text(encoding="utf-8"))
    return {one["code"]: one for one in told["drivers"]}


def read_table(home: Home, query: str) -> dict[str, NDArray[Any]] | None:
    """Columns of what the results say; None where a table or column that is asked for is not there yet."""
    with closing(open_connection()) as connection:
        open_place(home.results, RESULT_TABLES).attach(connection)
        try:
            return dict(connection.execute(query).fetchnumpy())
        except (duckdb.CatalogException, duckdb.BinderException):
            return None


def read_concluded(home: Home) -> set[str]:
    """The parts that were worked out."""
    found = read_table(home, "SELECT part FROM conclusion")
    return set() if found is None else set(found["part"].tolist())
