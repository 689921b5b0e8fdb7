"""A mapping that reads what another one reads, as a loader lands it: the same feeds with its marks around them."""

from dataclasses import dataclass, replace

from assay.sources.language import All, Case, Condition, Const, Feed, Rule, Skip


@dataclass(frozen=True)
class Marks:
    """What all feeds of a mapping have in common.

    require, drop: headings, as in a feed.  skip: rows that no adopted feed lands.  deleted: rows deleted at the source.
    """

    require: tuple[tuple[str, ...], ...] = ()
    skip: tuple[Skip, ...] = ()
    deleted: Condition | None = None
    drop: tuple[str, ...] = ()


def adopt_feeds(own: tuple[Feed, ...], liked: tuple[Feed, ...], marks: Marks) -> tuple[Feed, ...]:
    """The mapping's own feeds, then those of the mapping that it is like, save those that it names itself."""
    names = {feed.name for feed in own}
    adopted = (replace(feed, skip=(*feed.skip, *marks.skip)) for feed in liked if feed.name not in names)
    return tuple(_mark_feed(feed, marks) for feed in (*own, *adopted))


def adopt_rows(feed: Feed, liked: Feed, only: Condition | None) -> Feed:
    """The feed with the rows of another feed before its own; those are made where `only` holds."""
    rows = tuple(_narrow_rule(rule, only) for rule in liked.rows) if only else liked.rows
    return replace(
        feed,
        rows=(*rows, *feed.rows),
        skip=(*feed.skip, *liked.skip),
        alias=(*feed.alias, *liked.alias),
        names=feed.names or liked.names,
        custom=feed.custom or liked.custom,
        drop=(*feed.drop, *liked.drop),
    )


def _narrow_rule(rule: Rule, only: Condition) -> Rule:
    return replace(rule, when=All((only, rule.when)) if rule.when else only)


def _mark_feed(feed: Feed, marks: Marks) -> Feed:
    return replace(
        feed,
        require=(*feed.require, *marks.require),
        drop=(*feed.drop, *marks.drop),
        rows=tuple(_mark_deleted(rule, marks.deleted) for rule in feed.rows) if marks.deleted else feed.rows,
    )


def _mark_deleted(rule: Rule, deleted: Condition) -> Rule:
    """By-products are not the rows that were deleted."""
    if not rule.primary:
        return rule
    otherwise = rule.set.get("is_deleted", Const("false"))
    return replace(rule, set={**rule.set, "is_deleted": Case(((deleted, Const("true")),), otherwise)})
