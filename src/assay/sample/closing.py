"""How an everyday deal ends: won, lost, stopped, or left lying, and what the owner puts down as the reason."""

from collections import Counter

from assay.sample.acts import Acts
from assay.sample.cast import Contact
from assay.sample.clock import DAY, END, in_office
from assay.sample.deal import LOST, NO_DECISION, PROPOSAL, WON, Deal, RivalMention
from assay.sample.dice import Dice
from assay.sample.market import Rival, compare

# what weighed most -> what an owner who thinks about it picks from the list
_REASONS = {
    "neglect": "Relationship",
    "need": "No budget",
    "fit": "Product gap",
    "leadership": "Timing",
    "letters": "No response",
    "rival": "Competitor",
    "access": "Other",
}
_LETTERS = {
    "neglect": "decline_neglect",
    "rival": "decline_rival",
    "access": "decline_access",
    "price": "decline_price",
}


class Closing:
    """Ends one deal. `abandoned` means that nobody will touch it again by themselves."""

    def __init__(self, deal: Deal, acts: Acts, dice: Dice, rival: Rival | None) -> None:
        self.deal = deal
        self.acts = acts
        self.dice = dice
        self.rival = rival
        self.abandoned = False

    def mention_rival(self, at: int) -> None:
        """Enters the competitor on the deal, with what was heard about it, once."""
        if self.rival and not self.deal.rivals:
            better = [theme for theme in self.rival.ours if compare(self.rival, theme, at) < 0]
            worse = [theme for theme in self.rival.ours if compare(self.rival, theme, at) > 0]
            entered = in_office(at + int(self.dice.skewed(2) * DAY), self.dice)
            self.deal.rivals.append(RivalMention(self.rival.name, entered, ", ".join(better), ", ".join(worse)))

    def win(self, at: int, buyer: Contact) -> None:
        deal = self.deal
        if self.dice.chance(0.55):
            deal.discount = self.dice.pick((3, 5, 5, 8, 10, 12))
            deal.reprice(at + 60, deal.amount * (100 - deal.discount) // 100, deal.owner)
        if self.dice.chance(0.8):
            self.acts.mail(at, "accept", buyer, deal.owner)
        closed = in_office(at + int(self.dice.skewed(1.5) * DAY) + 300, self.dice)
        if closed < END:
            deal.move(closed, WON, deal.owner)
            deal.win_reason = self.dice.pick(("Product", "Relationship", "Service", "Price", "Product", ""))

    def stop(self, at: int, buyer: Contact) -> None:
        """The buyer buys nothing."""
        if self.dice.chance(0.6):
            self.acts.mail(at, "decline_other", buyer, self.deal.owner)
        closed = in_office(at + int(self.dice.skewed(8) * DAY), self.dice)
        if closed < END:
            self.deal.move(closed, NO_DECISION, self.deal.owner)

    def lose(self, at: int, buyer: Contact, drags: Counter[str], access: float) -> None:
        """The buyer says no; the owner closes it some days later and picks a reason."""
        weights = Counter(drags)
        weights["access"] = int(130 * (1 - access)) if self.deal.stage >= PROPOSAL else 0
        weights["price"] = self.dice.whole(0, 160)
        main = weights.most_common(1)[0][0]
        if main == "rival":
            self.mention_rival(at - 3 * DAY)
            self.deal.lost_to = self.rival.name if self.rival else ""
        if self.dice.chance(0.7):
            letter = _LETTERS.get(main, "decline_other") if self.dice.chance(0.65) else "decline_other"
            if not (self.rival is None and letter in ("decline_rival", "decline_price", "decline_neglect")):
                self.acts.mail(at, letter, buyer, self.deal.owner)
        closed = in_office(at + int(self.dice.skewed(5) * DAY), self.dice)
        if self.dice.chance(0.5):
            self.acts.mail(min(closed, at + DAY), "thanks_loss", self.deal.owner, buyer, reply=True)
        self._close_lost(closed, main)

    def fade(self, at: int, buyer: Contact, drags: Counter[str], need: float) -> int:
        """The buyer has gone quiet: some tries, then it wakes, is closed, or is left lying. Returns when."""
        for _ in range(self.dice.whole(1, 5)):
            if self.dice.chance(0.55):
                self.acts.mail(at, "nudge", self.deal.owner, buyer)
            else:
                self.acts.call(at, buyer, reached=False)
            at = in_office(at + int(self.dice.skewed(8) * DAY), self.dice)
            if at >= END:
                return at
            if self.dice.chance(0.06 + 0.06 * need):
                self.acts.mail(at, "delay", buyer, self.deal.owner, reply=True)
                return at
        if self.dice.chance(0.4):
            self.acts.mail(at, "last_try", self.deal.owner, buyer)
        at = in_office(at + int(self.dice.skewed(18) * DAY), self.dice)
        self.abandoned = self.dice.chance(0.36 * (2 - self.deal.owner.follow_up))
        if not self.abandoned and at < END:
            if self.dice.chance(0.28):
                self.deal.move(at, NO_DECISION, self.deal.owner)
            else:
                self._close_lost(at, max(drags, key=lambda name: drags[name], default="need"))
        return at

    def _close_lost(self, at: int, main: str) -> None:
        if at >= END:
            return
        deal = self.deal
        deal.move(at, LOST, deal.owner)
        roll = self.dice.between(0, 1)
        if roll < 0.44:
            deal.state_reason(at, "Price", deal.owner)
        elif roll < 0.86:
            deal.state_reason(at, _REASONS.get(main, "Price"), deal.owner)
