"""What a page or the terminal shows of a deal's reasons, ready to be drawn."""

from dataclasses import dataclass
from typing import Annotated

from assay.reports.reasons.gap import GapView


@dataclass(frozen=True)
class GroundView:
    """One row that speaks for a reason, or against it."""

    kind: Annotated[str, "finding, asked and not found, words"]
    quote: Annotated[str, "the words, or empty"]
    sentence: Annotated[str, "what was found, or empty"]
    said: Annotated[str, "whose words, where and when"]
    weight: Annotated[str, "how far it moved the odds, or empty"]
    anchor: Annotated[str, "where it stands on the page, or empty"]
    row: Annotated[str, "table and id of its row, or empty where it stands on the page alone"]


@dataclass(frozen=True)
class BarView:
    """One line of the picture, in per cent of its width."""

    p: Annotated[float, "the probability"]
    low: Annotated[float, "lower end of its interval"]
    high: Annotated[float, "upper end of its interval"]


@dataclass(frozen=True)
class ReasonView:
    """One reason with all that is told of it."""

    anchor: Annotated[str, "where links to it point"]
    name: Annotated[str, "the driver"]
    standing: Annotated[str, "how likely in a word"]
    standing_code: Annotated[str, "likely, possible or rest, as a style class"]
    share: Annotated[str, "the probability"]
    interval: Annotated[str, "its 95 % interval"]
    bar: Annotated[BarView, "its line in the picture"]
    is_main: Annotated[bool, "whether it weighs most"]
    whose: Annotated[str, "who could have acted on it"]
    since: Annotated[str, "since when it was there, or that no day can be told"]
    stated: Annotated[str, "who named it"]
    record: Annotated[str, "what the record alone gives it"]
    strength: Annotated[str, "what goes with it across deals"]
    together: Annotated[str, "which others of this deal go with it, or empty"]
    speaking: Annotated[tuple[GroundView, ...], "what speaks for it"]
    opposing: Annotated[tuple[GroundView, ...], "what speaks against it"]
    beyond: Annotated[str, "that more rows speak for or against it, or empty"]


@dataclass(frozen=True)
class AccountRow:
    """One driver in the three accounts."""

    name: Annotated[str, "the driver"]
    rep: Annotated[str, "named, not named, or that nothing was said"]
    buyer: Annotated[str, "the same of the buyer"]
    record: Annotated[str, "what the record alone gives it"]
    audit: Annotated[str, "whether an audit found it, or empty where there was none"]
    verdict: Annotated[str, "whether they agree"]
    is_apart: Annotated[bool, "whether they differ"]


@dataclass(frozen=True)
class AccountsView:
    """The rep's account, the buyer's and the record's, side by side."""

    sentence: Annotated[str, "where they agree and differ"]
    is_audited: Annotated[bool, "whether an audit stands beside them"]
    rows: Annotated[tuple[AccountRow, ...], "a driver each"]


@dataclass(frozen=True)
class ReasonsView:
    """The reasons of one deal."""

    heading: Annotated[str, "what is told"]
    note: Annotated[str, "that they are of an earlier run, or empty"]
    sentence: Annotated[str, "the whole set in words"]
    caution: Annotated[str, "how to read the figures, or empty where there are none"]
    shown: Annotated[tuple[ReasonView, ...], "those that stand out and those that may have had a part"]
    rest: Annotated[tuple[ReasonView, ...], "the less likely ones"]
    rest_text: Annotated[str, "how many less likely ones there are"]
    weak: Annotated[tuple[str, ...], "what the rep named and the record does not bear out"]
    weak_text: Annotated[str, "how much such words weigh"]
    ask: Annotated[str, "what would settle it, or empty"]
    questions: Annotated[tuple[str, ...], "open questions that would settle what is not settled"]
    accounts: Annotated[AccountsView | None, "the three accounts; None where nobody named anything"]
    gap: Annotated[GapView | None, "the truth gap; None where there is none to tell"]
    csv_href: Annotated[str, "address of the figures as CSV, or empty where there are none"]
