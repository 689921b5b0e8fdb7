"""Roll-outs by hand: foreseen and written down in a browser, one that is over, and what axe finds of each."""

from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Browser, Page

from assay.patterns.practices.rolling import Plan, PlannedTeam, Power, hash_plan, write_plan
from assay.web.patterns.rollouts.models import RollOut, RollOutTeam
from assay.web.people.models import Team, TeamSeller
from browser.test_web_pages import find_faults, open_context, sign_in_lately
from browser.whole_company import Served
from browser.whole_company import made_company as made_company
from browser.whole_company import served as served

HOME = "/patterns/practices/roll-outs/"


def place_teams(served: Served) -> list[tuple[Team, int]]:
    """A team for each of six sellers, those who own deals first; the others have none yet."""
    rows = served.connection.execute(
        "SELECT owner_id FROM deal WHERE owner_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 6"
    ).fetchall()
    placed = []
    sellers = [*(seller for (seller,) in rows), *range(701, 707)][:6]
    for place, seller in enumerate(sellers):
        team = Team.objects.create(name=f"Desk {place + 1}")
        TeamSeller.objects.create(team=team, seller_id=seller, name="Somebody")
        placed.append((team, seller))
    return placed


def write_earlier(served: Served, first_day: date) -> RollOut:
    """As it would have been written down before its first day: one team with each step."""
    placed = place_teams(served)
    teams = tuple(
        PlannedTeam(team.pk, team.name, (seller,), 5, 20, 1, step) for step, (team, seller) in enumerate(placed)
    )
    power = Power(0.3, ((0.1, 0.2), (0.2, 0.5)), 0.25, 120, 24)
    plan = Plan("guide", first_day, 56, len(teams), teams, power, seed="s")
    text = write_plan(plan)
    made = RollOut.objects.create(
        practice="guide", plan=text, digest=hash_plan(text), first_day=first_day, last_day=plan.last_day,
        known_on=plan.known_on, who="Alex", made_by=served.administrator,
    )  # fmt: skip
    for team in teams:
        RollOutTeam.objects.create(
            roll_out=made, team_id=team.id, team_number=team.id, name=team.name, begins_on=plan.find_day(team)
        )
    return made


def _look(page: Page, said: list[str], path: str) -> list[str]:
    page.goto(path)
    return find_faults(page, said)


def test_a_roll_out_that_waits_and_one_that_is_over_are_for_everybody(browser: Browser, served: Served) -> None:
    ((as_of,),) = served.connection.execute("SELECT as_of FROM run").fetchall()
    over = write_earlier(served, datetime.fromtimestamp(as_of, UTC).date() - timedelta(days=180 + 56 * 5 + 9))
    waits = RollOut.objects.create(
        practice="announce", plan=over.plan, digest="0" * 64, first_day=datetime.now(UTC).date() + timedelta(days=9),
        last_day=datetime.now(UTC).date() + timedelta(days=90), known_on=datetime.now(UTC).date() + timedelta(days=120),
        who="Alex", made_by=served.administrator,
    )  # fmt: skip
    for part in over.parts.all():
        told = {"team": part.team, "team_number": part.team_number, "name": part.name}
        RollOutTeam.objects.create(roll_out=waits, begins_on=waits.first_day, **told)
    with open_context(browser, served, sign_in_lately(served.administrator)) as (page, said):
        faults = _look(page, said, HOME)
        for one in (over, waits):
            faults += _look(page, said, f"{HOME}{one.pk}/")
    assert not faults, "\n".join(faults)


def test_a_roll_out_is_looked_at_and_its_chart_has_its_numbers(browser: Browser, served: Served) -> None:
    ((as_of,),) = served.connection.execute("SELECT as_of FROM run").fetchall()
    over = write_earlier(served, datetime.fromtimestamp(as_of, UTC).date() - timedelta(days=180 + 56 * 5 + 9))
    with open_context(browser, served, sign_in_lately(served.administrator)) as (page, _said):
        page.goto(f"{HOME}{over.pk}/")
        page.locator("#chart-roll-out-periods svg:visible").wait_for()
        page.locator("#chart-roll-out summary").click()
        assert page.locator("#chart-roll-out td").first.inner_text() == "deals won"


def test_what_it_would_tell_stands_beside_the_form(browser: Browser, served: Served) -> None:
    placed = place_teams(served)
    with open_context(browser, served, sign_in_lately(served.administrator)) as (page, said):
        page.goto(f"{HOME}new/")
        for team, _seller in placed:
            page.get_by_label(team.name, exact=True).check()
        page.get_by_label("First day").fill((datetime.now(UTC).date() + timedelta(days=30)).isoformat())
        page.get_by_label("In how many steps").fill("3")
        page.get_by_label("Weeks from one step to the next").fill("20")
        page.get_by_role("button", name="What would it tell?").click()
        page.get_by_role("heading", name="What it would tell").or_(
            page.get_by_text("too few deals in the year before")
        ).first.wait_for()
        faults = find_faults(page, said)
    assert not faults, "\n".join(faults)
