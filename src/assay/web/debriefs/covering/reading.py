"""The ended deals of a scope with what was done about each, from the results, the record and the workflow."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from assay.asking.ask import Ask, list_ids, list_texts
from assay.asking.coverage import EndedTalk
from assay.asking.opening import SILENT
from assay.domain.outcome import COMPARED
from assay.domain.spans import DAY
from assay.reports.catalogue.scope import Scope
from assay.web.debriefs.models import Announcement, Debrief
from assay.web.people.models import SellerLink, TeamSeller

_ENDED = """
SELECT d.id, d.owner_id, m.outcome, coalesce(s.team, ''), coalesce(m.segment, ''), coalesce(m.size_band, ''),
  m.closed_at
FROM moment m JOIN deal d ON d.id = m.deal_id LEFT JOIN seller s ON s.id = d.owner_id
WHERE NOT d.is_deleted AND m.outcome IN ({outcomes}) AND m.closed_at >= {since:d}"""


def read_ended(ask: Ask, scope: Scope, days: int) -> list[EndedTalk]:
    """The deals that closed within so many days before the last run, and the open ones thought dead that are debriefed.

    Those whose patterns the user may see: all, or of the sellers of the user's team.
    """
    ((as_of,),) = ask("SELECT as_of FROM run")
    since = int(as_of) - days * DAY
    rows = ask(_ENDED.format(outcomes=list_texts(COMPARED), since=since))
    rows += _read_silent(ask, {row[0] for row in rows}, since)
    sellers = None if scope.everything else scope.team_sellers or frozenset()
    rows = [row for row in rows if sellers is None or row[1] in sellers]
    done, told, teams = _read_done(), _read_told(), _name_teams()
    found = []
    for deal, owner, outcome, team, segment, size, closed in rows:
        what = done.get(deal, {})
        found.append(
            EndedTalk(
                deal_id=deal,
                owner_id=owner,
                outcome=outcome,
                team=teams.get(owner, team),
                segment=segment,
                size=size,
                announced=deal in told and (closed is None or told[deal] <= closed),
                **what,
            )
        )
    return found


def _read_silent(ask: Ask, known: Collection[int], since: int) -> list[tuple[object, ...]]:
    """Open deals that were opened for debriefs as dead, as the results describe them."""
    begun = datetime.fromtimestamp(since, UTC)
    dead = Debrief.objects.filter(kind="buyer", outcome=SILENT, ended_at__gte=begun).exclude(state="withdrawn")
    ids = set(dead.values_list("deal_id", flat=True)) - set(known)
    if not ids:
        return []
    return ask(
        f"""SELECT d.id, d.owner_id, '{SILENT}', coalesce(s.team, ''), coalesce(m.segment, ''),
          coalesce(m.size_band, ''), NULL FROM moment m JOIN deal d ON d.id = m.deal_id
        LEFT JOIN seller s ON s.id = d.owner_id
        WHERE m.outcome = 'open' AND NOT d.is_deleted AND d.id IN ({list_ids(ids)})"""
    )


def _read_done() -> dict[int, dict[str, bool]]:
    """What was done about each deal."""
    done: dict[int, dict[str, bool]] = {}
    rows = Debrief.objects.values_list("deal_id", "kind", "state", "asked_at", "answer", "held_at")
    for deal, kind, state, asked, answer, held in rows:
        one = done.setdefault(deal, {})
        if kind == "buyer":
            one |= {
                "asked": asked is not None,
                "agreed": answer == "agreed",
                "held": held is not None,
                "taken_out": state == "declined_by_manager",
            }
        elif held is not None and kind in {"self", "investigation"}:
            one["self_analysed" if kind == "self" else "investigated"] = True
    return done


def _read_told() -> dict[int, int]:
    rows = Announcement.objects.filter(removed_at=None).values_list("deal_id", "announced_at")
    return {deal: int(at.timestamp()) for deal, at in rows}


def _name_teams() -> Mapping[int | None, str]:
    """Seller -> the team in which that seller was placed here, which goes before what the CRM says."""
    linked = SellerLink.objects.filter(user__team__isnull=False).values_list("seller_id", "user__team__name")
    placed = TeamSeller.objects.values_list("seller_id", "team__name")
    return {**dict(linked), **dict(placed)}
