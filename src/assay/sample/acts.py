"""The single acts of a deal's life: a mail, a call, a meeting, a promise; and how late each is logged."""

from assay.sample.cast import Contact, Person
from assay.sample.clock import DAY, END, HOUR, in_office, next_workday, on_the_quarter
from assay.sample.deal import Deal
from assay.sample.dice import Dice
from assay.sample.happenings import Call, Chore, Happening, Jotting, Mail, Meeting
from assay.sample.sellers import Staff
from assay.sample.speech import Voice


class Acts:
    """Writes what happens into a deal's log, in its words; what lies after the end of the files is not written."""

    def __init__(self, deal: Deal, dice: Dice, voice: Voice, staff: Staff, foreign: float = 0.0) -> None:
        self.deal = deal
        self.dice = dice
        self.voice = voice
        self.robot = staff.robot
        self.engineer = dice.pick(staff.engineers)
        self.foreign = foreign
        self._threads = 0
        self._thread = ""

    def keep(self, happening: Happening, known: int) -> None:
        if known < END:
            self.deal.log.append(happening)

    def log_lag(self, at: int) -> int:
        """When the owner gets round to logging it: mostly at once, sometimes on Friday, sometimes weeks later."""
        late = self.deal.owner.late
        if not self.dice.chance(late):
            return at + self.dice.whole(2, 90) * 60
        if self.dice.chance(0.7):
            to_friday = (4 - (at // DAY + 3) % 7) % 7
            return (
                at - at % DAY + to_friday * DAY + self.dice.whole(14, 17) * HOUR + self.dice.whole(0, 3000) + DAY // 2
            )
        return in_office(at + int(self.dice.skewed(14) * DAY), self.dice)

    def mail(
        self, at: int, kind: str, sender: Person, to: Person, *, reply: bool = False, cc: tuple[Person, ...] = ()
    ) -> Mail:
        """An e-mail of a kind; a reply stays in the thread."""
        if not (reply and self._thread):
            self._threads += 1
            self._thread = f"{self.deal.id}-{self._threads}"
        language = self.voice.language if self.dice.chance(self.foreign) else "en"
        subject, body = self.voice.mail(kind, sender, to, language)
        attachment = f"{self.deal.product.name}_{kind}.pdf" if kind in ("proposal", "terms", "result") else ""
        mail = Mail(at, sender, (to,), subject, body, self._thread, cc, attachment, kind == "away")
        self.keep(mail, at)
        return mail

    def robot_mail(self, at: int, kind: str, to: Contact) -> None:
        """A mail that a system sends by itself."""
        subject, body = self.voice.mail(kind, self.robot, to, "en")
        self.keep(Mail(at, self.robot, (to,), subject, body, "", automated=True), at)

    def call(self, at: int, buyer: Contact, *, reached: bool, incoming: bool = False) -> None:
        kind = "call.in" if incoming else "call.reached" if reached else "call.missed"
        minutes = self.dice.whole(4, 34) if reached else self.dice.whole(0, 1)
        logged = self.log_lag(at)
        text = self.voice.note(kind, buyer)
        call = Call(
            at, self.deal.owner, buyer, minutes, self.voice.headline(kind), text, logged, incoming, reached or incoming
        )
        self.keep(call, max(at, logged))

    def meet(self, at: int, kind: str, buyers: list[Contact], *, held: bool = True) -> int:
        """A meeting some days ahead, booked now; returns when it takes place."""
        start = on_the_quarter(in_office(next_workday(at + self.dice.whole(2, 11) * DAY), self.dice))
        demo = kind == "demo"
        with_engineer = demo or self.dice.chance(0.15)
        lagging = self.dice.chance(self.deal.owner.late * 0.6)
        booked = self.log_lag(start) if lagging else at
        text = self.voice.note(kind if held else "cancelled", buyers[0])
        meeting = Meeting(
            start,
            "Demo" if demo else "Meeting",
            self.deal.owner,
            (self.engineer,) if with_engineer else (),
            tuple(buyers),
            self.dice.pick((30, 45, 60, 60, 90)),
            self.voice.headline(kind),
            text if start < END else "",
            booked,
            held,
        )
        self.keep(meeting, booked)
        return start

    def promise(self, at: int, buyer: Contact, *, done: int | None) -> None:
        """A task with a date: what the owner promised to do."""
        due = next_workday(at + self.dice.whole(1, 6) * DAY)
        finished = done if done is not None and done < END else None
        text = self.voice.note("chore", buyer)
        self.keep(Chore(at, self.deal.owner, buyer, self.voice.headline("chore"), text, due, finished), at)

    def jot(self, at: int, buyer: Contact) -> None:
        note = Jotting(at, self.deal.owner, self.voice.headline("note"), self.voice.note("note", buyer))
        self.keep(note, at)
