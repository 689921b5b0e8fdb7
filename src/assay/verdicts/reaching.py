"""The verdict of one deal: whether a reason stands out, and how far the rep's account is from an audit's."""

from collections.abc import Collection


def reach_standing(highest: float, *, has_grounds: bool, stands_out: float) -> str:
    """told, cannot_tell or too_little. highest: the greatest p of its reasons."""
    if highest >= stands_out:
        return "told"
    return "cannot_tell" if has_grounds else "too_little"


def tell_gap(stated: Collection[str], audited: Collection[str], *, was_audited: bool) -> str:
    """How much of what an audit found the rep named: all, part or none; not_asked, not_audited.

    all: every driver that the audit found material, and no other. none: none of them.
    """
    if not was_audited:
        return "not_audited"
    if not stated:
        return "not_asked"
    if set(stated) == set(audited):
        return "all"
    return "part" if set(stated) & set(audited) else "none"
