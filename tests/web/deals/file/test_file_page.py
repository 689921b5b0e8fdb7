"""What the file of a deal shows in the application, and one of its rows."""

import gzip
import re
from dataclasses import replace

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders

from assay.web.people.models import User
from assay.words.taxonomy import load_taxonomy
from web.conftest import sign_in

from .conftest import Opened

NEW_NAME = "<img src=x onerror=alert(1)>\u202egnp.exe \u05e9\u05dc\u05d5\u05dd"


def read_page(company: Opened, deal: str = "D004") -> str:
    return sign_in(company.staff.analyst).get(company.address(deal)).content.decode()


@pytest.mark.parametrize("outcome", ["lost", "won", "open", "no_decision"])
def test_every_outcome_has_the_same_page(company: Opened, outcome: str) -> None:
    query = "SELECT source_id FROM deal WHERE outcome = ? ORDER BY source_id LIMIT 1"
    ((deal,),) = company.connection.execute(query, [outcome]).fetchall()
    page = read_page(company, deal)
    for part in ("story", "findings", "facts", "sides", "people", "unknown", "rows"):
        assert f'id="{part}"' in page


def test_a_second_opinion_is_offered_where_a_model_is_set_and_to_those_who_see_all(
    company: Opened, settings: LazySettings
) -> None:
    deal = company.deals["D004"]
    analyst = sign_in(company.staff.analyst)
    offered = f"/outgoing/?deal={deal}"
    assert offered not in analyst.get(f"/deals/{deal}/").content.decode()
    settings.HOME = replace(settings.HOME, settings={"opinion": "yes"})
    assert offered in analyst.get(f"/deals/{deal}/").content.decode()
    assert offered not in sign_in(company.staff.anna).get(f"/deals/{deal}/").content.decode()


def test_nothing_in_the_page_needs_what_the_policy_forbids(company: Opened) -> None:
    page = read_page(company)
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", page)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_a_script_in_a_name_is_shown_as_it_is_written(company: Opened) -> None:
    page = read_page(company, "D003")
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_name_that_turns_the_direction_turns_nothing_else(company: Opened) -> None:
    deal = company.deals["D006"]
    old = company.connection.execute("SELECT name FROM deal WHERE id = ?", [deal]).fetchall()[0][0]
    company.connection.execute("UPDATE deal SET name = ? WHERE id = ?", [NEW_NAME, deal])
    try:
        page = read_page(company, "D006")
    finally:
        company.connection.execute("UPDATE deal SET name = ? WHERE id = ?", [old, deal])
    assert "<img" not in page.replace('<img src="/static', "")
    assert re.search(r"<h1>&lt;img src=x onerror=alert\(1\)&gt;gnp\.exe \u05e9\u05dc\u05d5\u05dd</h1>", page)


def test_marks_carry_their_time_lane_and_row(company: Opened) -> None:
    page = read_page(company, "D005")
    marks = re.findall(r'<a href="#row-\d+" class="mark [^"]*"[^>]*>', page)
    assert len(marks) >= 400
    assert all(re.search(r'data-lane="\d+" data-at="\d+" data-open="\w+/\d+"', mark) for mark in marks)


def test_evidence_leads_to_the_very_rows(company: Opened) -> None:
    query = "SELECT deal_id FROM evidence e JOIN deal d ON d.id = e.deal_id WHERE table_name = 'activity' LIMIT 1"
    ((deal_id,),) = company.connection.execute(query).fetchall()
    client = sign_in(company.staff.analyst)
    page = client.get(f"/deals/{deal_id}/").content.decode()
    evidence = page[page.index('class="evidence"') :]
    link = re.search(r'href="(/deals/\d+/rows/\w+/\d+/)" data-open', evidence)
    assert link
    assert client.get(link[1]).status_code == 200


def test_a_row_is_a_page_of_its_own_or_a_part_for_the_panel(company: Opened) -> None:
    client = sign_in(company.staff.anna)
    address = company.address(rest=f"rows/activity/{company.find_row('activity')}/")
    whole, part = client.get(address), client.get(address, headers={"HX-Request": "true"})
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b'class="whole-row"' in whole.content
    assert b'class="whole-row"' in part.content


def test_the_first_view_of_a_long_deal_weighs_less_than_300_kilobytes(company: Opened) -> None:
    page = read_page(company, "D005")
    sheets = re.findall(r'(?:href|src)="/static/([^"?]+)"', page)
    weights = {"page": len(gzip.compress(page.encode()))}
    for name in sheets:
        found = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name))
        assert isinstance(found, str), name
        with open(found, "rb") as asset:  # noqa: PTH123
            weights[name] = len(gzip.compress(asset.read()))
    assert len(weights) >= 5
    assert sum(weights.values()) < 300_000, weights


def test_who_chose_german_reads_a_loss_file_without_english_names_of_drivers(company: Opened) -> None:
    number = company.deals["D004"]
    company.connection.execute(
        "INSERT INTO conclusion BY NAME SELECT 'reasons' AS part, run_id, 'x' AS rests_on, 1 AS made_at FROM run"
    )
    company.connection.execute(
        "INSERT INTO reason BY NAME SELECT $1 AS deal_id, 'look_back' AS view, 'champion_lost_or_weak' AS driver, "
        "0.8 AS p, 0.7 AS p_low, 0.9 AS p_high, 0.9 AS p_active, 0.7 AS p_main, 1 AS rank, 0.5 AS strength, 0.8 AS "
        "p_record, 'ours' AS whose, false AS stated_by_rep, false AS stated_by_buyer, 0 AS for_rows, 0 AS against_rows",
        [number],
    )
    User.objects.filter(pk=company.staff.anna.pk).update(language="de")
    said = sign_in(company.staff.anna).get(company.address()).content.decode()
    company.connection.execute("DELETE FROM reason WHERE deal_id = $1", [number])
    company.connection.execute("DELETE FROM conclusion WHERE part = 'reasons'")
    names = {one.name for one in load_taxonomy().drivers} - {"Integration"}
    assert "Fürsprecher verloren oder schwach" in said
    assert [name for name in sorted(names) if f">{name}<" in said] == []
    for english in ("Each on a scale", "What speaks for it", "By which rule", "CSV of these numbers", "weighs most"):
        assert english not in said
