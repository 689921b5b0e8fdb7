"""How an everyday deal lives: interest rises and falls with what both sides do, what the market does, and chance.

Nothing here aims at a finding. A deal has a need, a fit, a way in and an owner with habits; each step changes how
warm the buyer is; the end follows from all of it together, with much luck.
"""

from collections import Counter
from dataclasses import dataclass

from assay.sample.acts import Acts
from assay.sample.cast import Account, Contact, Seller, TitleChange
from assay.sample.clock import DAY, END, HOUR, in_office, month_end, quarter_end
from assay.sample.closing import Closing
from assay.sample.deal import DISCOVERY, EVALUATION, NEGOTIATION, PROPOSAL, QUALIFYING, Deal
from assay.sample.dice import Dice
from assay.sample.market import Rival, compare
from assay.sample.titles import BENCH, HEAD

# stage -> median days between the owner's steps, two-way contacts before it can move on
_PACE = {QUALIFYING: (3.0, 2), DISCOVERY: (3.2, 5), EVALUATION: (3.3, 7), PROPOSAL: (3.0, 5), NEGOTIATION: (2.8, 4)}
_STEPS = {
    QUALIFYING: (("call", 5.0), ("mail", 4.0), ("meeting", 1.5)),
    DISCOVERY: (("call", 3.0), ("mail", 3.5), ("meeting", 3.0), ("demo", 0.7), ("note", 0.6)),
    EVALUATION: (("call", 2.2), ("mail", 3.0), ("meeting", 1.4), ("demo", 2.6), ("result", 1.2)),
    PROPOSAL: (("call", 3.6), ("mail", 3.2), ("meeting", 1.6), ("announce", 0.5), ("note", 0.4)),
    NEGOTIATION: (("call", 3.2), ("terms", 2.4), ("talks", 2.0), ("mail", 1.6)),
}
_MAILS = {
    QUALIFYING: "intro",
    DISCOVERY: "follow_up",
    EVALUATION: "invite",
    PROPOSAL: "follow_up",
    NEGOTIATION: "follow_up",
}


@dataclass(frozen=True)
class Nature:
    """What a deal is like inside; each 0 to 1."""

    need: float
    fit: float
    sponsor: float
    load: float
    rival: Rival | None
    shock_at: int | None
    letters_end: int | None
    heir: Seller | None = None


class Life:
    """One deal from its first contact on."""

    def __init__(self, deal: Deal, nature: Nature, acts: Acts, dice: Dice) -> None:
        self.deal = deal
        self.nature = nature
        self.acts = acts
        self.dice = dice
        self.at = deal.opened
        self.warmth = 0.28 + 0.3 * nature.need + 0.1 * dice.bell()
        self.drags: Counter[str] = Counter()
        self.met: set[str] = set()
        self.done_in_stage = 0
        self.demos = 0
        self.closing = Closing(deal, acts, dice, nature.rival)
        self.circle = self._choose_entry()

    def run(self) -> None:
        """Lives the deal until it is over, is left lying, or the files end."""
        self.deal.begin()
        if self.deal.source in ("Web", "Webinar"):
            self.acts.robot_mail(self.deal.opened + 2 * 60, "auto_thanks", self.partner)
        while self.at < END and not self.deal.is_over and not self.closing.abandoned:
            self._step()

    @property
    def rep(self) -> Seller:
        return self.deal.owner

    @property
    def partner(self) -> Contact:
        return self.circle[0]

    def _choose_entry(self) -> list[Contact]:
        """Where the owner gets in: high if they reach for it, otherwise at the bench."""
        people = [c for c in self.deal.account.contacts if c.created <= self.deal.opened + 90 * DAY]
        by_level = sorted(people or self.deal.account.contacts, key=lambda c: c.level)
        aim = 0.35 * self.rep.reach + 0.25 * self.dice.bell() + 0.3 * self.nature.sponsor
        place = min(max(int(aim * len(by_level)), 0), len(by_level) - 1)
        return [by_level[place]]

    def _step(self) -> None:
        gap = self.dice.skewed(_PACE[self.deal.stage][0]) * (0.75 + 0.5 * self.nature.load)
        self.at = in_office(self.at + int(gap * DAY) + self.dice.whole(0, 8) * HOUR, self.dice)
        self._pass_time(gap)
        if self.at >= END:
            return
        self._tend_forecast()
        if self._goes_quiet():
            self.at = self.closing.fade(self.at, self.partner, self.drags, self.nature.need)
            self.warmth = 0.35
            return
        self._act(self.dice.weighted(_STEPS[self.deal.stage]))
        self._turn()

    def _warm(self, change: float, drag: str = "") -> None:
        self.warmth = min(max(self.warmth + change, 0.02), 0.98)
        if change < 0 and drag:
            self.drags[drag] -= int(change * 1000)

    def _pass_time(self, days: float) -> None:
        self._warm(-0.0026 * days * (1.1 - self.nature.need), "need" if self.nature.need < 0.4 else "")
        leaves, heir = self.rep.left, self.nature.heir
        if leaves is not None and heir and self.at >= leaves:
            self.deal.hand_over(leaves, heir, heir.manager or heir)
            self._warm(-0.05, "neglect")
        shock = self.nature.shock_at
        if shock is not None and self.at >= shock and "leadership" not in self.met:
            self.met.add("leadership")
            self._change_leader(shock)
        if self.nature.letters_end is not None and self.at >= self.nature.letters_end and "letters" not in self.met:
            self.met.add("letters")
            self._warm(-0.09 * (1.1 - self.nature.need), "letters")

    def _change_leader(self, at: int) -> None:
        """Someone above our contact is replaced or promoted; for us that is more often bad than good."""
        seniors = [c for c in self.deal.account.contacts if c.level >= HEAD and c not in self.circle[:1]]
        if seniors:
            record_new_title(self.deal.account, self.dice.pick(seniors), at, self.rep)
        self._warm(self.dice.pick((-0.3, -0.2, -0.1, 0.1)), "leadership")

    def _goes_quiet(self) -> bool:
        if self.warmth > 0.4:
            return self.dice.chance(0.004)
        return self.dice.chance(0.012 if self.warmth > 0.27 else 0.11)

    def _act(self, step: str) -> None:
        if step == "call":
            self._ring()
        elif step in ("meeting", "demo", "talks"):
            self._sit_together(step)
        elif step == "note":
            self.acts.jot(self.at, self.partner)
        else:
            self._write(_MAILS[self.deal.stage] if step == "mail" else step)

    def _ring(self) -> None:
        reached = self.dice.chance(0.32 + 0.5 * self.warmth)
        self.acts.call(self.at, self.partner, reached=reached)
        if reached:
            self.done_in_stage += 1
            self._warm(0.03 * (self.nature.fit + 0.3))
            if self.dice.chance(0.3):
                self._keep_promise(self.at)
        if self.warmth > 0.5 and self.dice.chance(0.12):
            self.acts.call(in_office(self.at + 2 * DAY, self.dice), self.partner, reached=True, incoming=True)

    def _sit_together(self, kind: str) -> None:
        self._widen()
        guests = self.circle[: self.dice.whole(1, min(len(self.circle), 5))]
        held = self.dice.chance(0.72 + 0.25 * self.warmth)
        at = self.acts.meet(self.at, kind, guests, held=held)
        self.at = max(self.at, at + 2 * HOUR)
        if not held:
            self._warm(-0.03, "need")
            return
        self.done_in_stage += 2
        self.met.update(guest.id for guest in guests)
        if kind == "demo":
            self.demos += 1
            self._warm(0.22 * (self.nature.fit - 0.4) - 0.03 * (self.demos > 2), "fit")
        else:
            self._warm(0.12 * (self.nature.fit - 0.25) + 0.04 * self.dice.bell(), "fit")
        if self.at < END and self.dice.chance(0.6):
            self._write("follow_up")

    def _widen(self) -> None:
        """Somebody new comes in: upwards if the owner asks for it and the contact can."""
        others = [c for c in self.deal.account.contacts if c not in self.circle and c.created <= self.at]
        if not others or not self.dice.chance(0.3 + 0.35 * self.nature.sponsor):
            return
        seniors = [c for c in others if c.level >= HEAD]
        up = seniors and self.dice.chance(0.25 + 0.45 * self.rep.reach * (0.4 + self.nature.sponsor))
        new = self.dice.pick(seniors if up else others)
        self.circle.append(new)
        if new.level >= HEAD and self.dice.chance(0.5):
            self.acts.voice.facts["colleague"] = new.name
            self.acts.mail(in_office(self.at - DAY, self.dice), "introduce", self.partner, self.rep, cc=(new,))

    def _write(self, kind: str) -> None:
        """A mail from the owner, and what comes back."""
        to = self.partner if self.dice.chance(0.75) else self.dice.pick(self.circle)
        if kind == "announce":
            self.deal.announced = self.at
        cc = tuple(c for c in self.circle[1:3] if c is not to and self.dice.chance(0.3))
        self.acts.mail(self.at, kind, self.rep, to, cc=cc)
        if self.dice.chance(0.03):
            self.acts.mail(self.at + 4, "away", to, self.rep, reply=True)
        if not self.dice.chance(0.2 + 0.62 * self.warmth):
            return
        delay = self.dice.skewed(1.6 - 1.1 * self.warmth)
        back = in_office(self.at + int(delay * DAY), self.dice)
        self.done_in_stage += 1
        self._receive(back, to)
        self.at = max(self.at, back)

    def _receive(self, at: int, sender: Contact) -> None:
        """What the buyer writes back, and how long our answer takes when it is a question."""
        if self.deal.stage == QUALIFYING and self.dice.chance(0.5):
            kind = "interest"
        elif self.warmth < 0.3 and self.dice.chance(0.5):
            kind = "delay"
        elif self.deal.stage >= PROPOSAL and self.dice.chance(0.3):
            kind = "price_worry"
        elif self.nature.rival and self.deal.stage >= EVALUATION and self.dice.chance(0.16):
            kind = "rival"
            self.closing.mention_rival(at)
        else:
            kind = "positive" if self.dice.chance(self.warmth - 0.1) else "question"
        self.acts.mail(at, kind, sender, self.rep, reply=True)
        self._warm({"positive": 0.03, "delay": -0.04}.get(kind, 0.0))
        if kind in ("question", "interest", "price_worry"):
            self._answer(at, sender)

    def _answer(self, asked: int, buyer: Contact) -> None:
        days = self.dice.skewed(self.rep.reply_days) * (0.6 + 0.8 * self.nature.load)
        if not self.dice.chance(self.rep.follow_up):
            days += self.dice.skewed(5)
            if self.dice.chance(0.3):
                self._warm(-0.11, "neglect")
                return
        self._warm(0.02 if days < 1.2 else -min(0.02 * days, 0.16), "neglect")
        at = in_office(asked + int(days * DAY) + self.dice.whole(600, 9000), self.dice)
        self.acts.mail(at, "answer", self.rep, buyer, reply=True)
        self.at = max(self.at, at)

    def _keep_promise(self, at: int) -> None:
        kept = self.dice.chance(self.rep.follow_up)
        done = in_office(at + int(self.dice.skewed(2 if kept else 9) * DAY), self.dice)
        forgotten = not kept and self.dice.chance(0.5)
        self.acts.promise(at, self.partner, done=None if forgotten else done)
        if not kept:
            self._warm(-0.05, "neglect")

    def _tend_forecast(self) -> None:
        """Moves a close date that has come too near, and says how sure it is."""
        if self.at > self.deal.close_day - self.dice.whole(-6, 5) * DAY:
            later = (
                quarter_end(self.at + 30 * DAY) if self.dice.chance(0.6) else month_end(self.at, self.dice.whole(1, 3))
            )
            self.deal.push(self.at, max(later, self.deal.close_day + DAY), self.rep)
        sure = self.warmth + 0.35 * (self.rep.hope - 0.5) + 0.06 * self.dice.bell()
        if self.deal.stage >= PROPOSAL:
            self.deal.set_forecast(self.at, "Commit" if sure > 0.66 else "Best Case", self.rep)

    def _turn(self) -> None:
        """After a step: the buyer may say no, the deal may move on, or be decided."""
        stage = self.deal.stage
        if self.at >= END:
            return
        refusal = 0.01 + 0.06 * max(0.0, 0.5 - self.nature.fit) + 0.02 * max(0.0, 0.45 - self.warmth)
        if stage >= DISCOVERY and self.dice.chance(refusal):
            self.closing.lose(self.at, self.partner, self.drags, self._access())
        elif (
            stage in (PROPOSAL, NEGOTIATION)
            and self.done_in_stage >= 4
            and self.dice.chance(0.16 if stage == PROPOSAL else 0.4)
        ):
            self._decide()
        elif (
            self.done_in_stage >= _PACE[stage][1] and stage < NEGOTIATION and self.dice.chance(0.25 + 0.5 * self.warmth)
        ):
            self._advance()

    def _advance(self) -> None:
        self.deal.move(self.at, self.deal.stage + 1, self.rep)
        self.done_in_stage = 0
        if self.deal.stage == PROPOSAL:
            amount = int(self.deal.amount * self.dice.between(0.8, 1.25)) // 50 * 50
            self.deal.reprice(self.at + 120, amount, self.rep)
            self.acts.voice.facts["amount"] = f"{amount:,} {self.deal.currency}"
            self._write("proposal")
            self.acts.robot_mail(in_office(self.at + 50 * DAY, self.dice), "auto_expiry", self.partner)

    def _access(self) -> float:
        """How far up we got: 1 if someone who can sign was met."""
        levels = [c.level for c in self.deal.account.contacts if c.id in self.met]
        return (max(levels, default=BENCH) - BENCH) / 4

    def _decide(self) -> None:
        rival, at = self.nature.rival, self.at
        theirs = 0.0
        if rival:
            gaps = [compare(rival, theme, at) for theme in rival.ours]
            theirs = -sum(gaps) / len(gaps)
            self.drags["rival"] += int(max(theirs, 0) * 500) + 140
        score = 0.7 * self.warmth + 0.5 * self.nature.fit + 0.22 * self._access() + 0.15 * self.nature.sponsor
        score += 0.22 * self.dice.bell() - 0.35 * theirs - 0.1 * bool(rival)
        if score > 0.87:
            self.closing.win(at, self.partner)
        elif self.nature.need < 0.4 and self.dice.chance(0.45):
            self.closing.stop(at, self.partner)
        else:
            self.closing.lose(at, self.partner, self.drags, self._access())


def record_new_title(account: Account, contact: Contact, at: int, by: Seller) -> None:
    """A new title for someone senior, as the CRM keeps it: old and new, on the day it was typed."""
    old = contact.shown_title
    new = {"finance": "Chief Financial Officer", "operations": "Chief Operating Officer"}.get(
        contact.function, "Group Director"
    )
    if old != new:
        contact.shown_title = contact.title = new
        account.changes.append(TitleChange(contact, at, old, new, by))
