"""Rules and decisions against them kept: each logged, each kept from two windows that write at once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from assay.domain.errors import InputError
from assay.patterns.criteria.rule import Rule, write_conditions
from assay.web.patterns.criteria.models import Override, RuleVersion, SavedRule
from assay.web.patterns.criteria.trying import Tried
from assay.web.people.log import note
from assay.web.request import Request


class StaleRule(Exception):
    """Somebody changed the rule since the page was made."""


def save_rule(
    request: Request,
    tried: Tried,
    *,
    why: str,
    in_force: bool,
    saved: SavedRule | None = None,
    learnt_key: str = "",
    seen: int = 0,
) -> SavedRule:
    """Keeps a rule, with its figures, by whom and why; a new version of `saved` where it was kept before.

    The same sent twice is kept once. Raises StaleRule where `saved` is no longer the version `seen`, or where somebody
    else has kept a rule in place of that learnt one.
    """
    rule, figures = tried.rule, tried.keep()
    with transaction.atomic():
        if saved is None:
            saved = _find_same(rule, learnt_key)
            if saved is not None:
                if _is_same(saved, rule, in_force):
                    return saved
                raise StaleRule
            saved = SavedRule(learnt_key=learnt_key, version=0)
        else:
            saved = SavedRule.objects.select_for_update().get(pk=saved.pk)
            if saved.version == seen + 1 and _is_same(saved, rule, in_force):
                return saved
            if saved.version != seen:
                raise StaleRule
        saved.conditions, saved.direction = write_conditions(rule), rule.direction
        saved.is_in_force, saved.figures, saved.version = in_force, figures, saved.version + 1
        saved.save()
        _add_version(request, saved, why)
    act = "changed" if saved.version > 1 or learnt_key else "made"
    note(request, act, "criterion", saved.pk, why[:300], conditions=saved.conditions, direction=saved.direction)
    return saved


def _find_same(rule: Rule, learnt_key: str) -> SavedRule | None:
    """What stands in place of that learnt rule already, or the very same rule of one's own."""
    if learnt_key:
        return SavedRule.objects.filter(learnt_key=learnt_key).first()
    own = SavedRule.objects.filter(conditions=write_conditions(rule), direction=rule.direction, is_in_force=True)
    return own.first()


def _is_same(saved: SavedRule, rule: Rule, in_force: bool) -> bool:
    told = (saved.conditions, saved.direction, saved.is_in_force)
    return told == (write_conditions(rule), rule.direction, in_force)


def _add_version(request: Request, saved: SavedRule, why: str) -> None:
    RuleVersion.objects.create(
        rule=saved,
        number=saved.version,
        conditions=saved.conditions,
        direction=saved.direction,
        is_in_force=saved.is_in_force,
        figures=saved.figures,
        why=why,
        user=request.user,
        who=request.user.name or request.user.email,
    )


def keep_override(
    request: Request, *, deal_id: int, deal_name: str, owner_id: int | None, choice: str, why: str, rules: list[str]
) -> Override:
    """Keeps a decision against the rules; one that stands is withdrawn first. The same sent twice is kept once.

    Raises InputError without a reason.
    """
    if not why.strip():
        raise InputError("A decision against the rules needs a reason.", fix="Say in a few words why.")
    standing = Override.objects.filter(deal_id=deal_id, withdrawn_at=None).first()
    if standing and (standing.choice, standing.why) == (choice, why):
        return standing
    try:
        with transaction.atomic():
            Override.objects.filter(deal_id=deal_id, withdrawn_at=None).update(withdrawn_at=timezone.now())
            made = Override.objects.create(
                deal_id=deal_id,
                deal_name=deal_name[:300],
                owner_id=owner_id,
                choice=choice,
                why=why[:500],
                rules=rules,
                user=request.user,
                who=request.user.name or request.user.email,
            )
    except IntegrityError:  # a double click came in between
        return Override.objects.get(deal_id=deal_id, withdrawn_at=None)
    note(request, "made", "override", deal_id, why[:300], choice=choice, rules=rules)
    return made


def withdraw_override(request: Request, deal_id: int) -> None:
    """Takes the decision back; it stays in the log and in the count of those made."""
    if Override.objects.filter(deal_id=deal_id, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        note(request, "removed", "override", deal_id)
