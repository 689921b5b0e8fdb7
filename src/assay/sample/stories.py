"""Performs the stories: makes the deal and its people, and lets each beat happen."""

from collections.abc import Callable
from dataclasses import replace

from assay.sample.buyers import Buyers
from assay.sample.cast import Account, Contact, Person, Seller, Tie, TitleChange
from assay.sample.clock import DAY, END, HOUR, next_workday, on_the_quarter, read_day
from assay.sample.deal import LOST, NO_DECISION, STAGES, WON, Deal, Member, RivalMention
from assay.sample.dice import Dice
from assay.sample.happenings import Call, Chore, Jotting, Mail, Meeting, Transcript
from assay.sample.market import find_product
from assay.sample.names import TONGUES
from assay.sample.script import Beat, Story
from assay.sample.sellers import Staff
from assay.sample.texts import read_phrases
from assay.sample.titles import LEVELS, Post


class Performance:
    """One story on its way into the files. Verbs are the methods named `_do_VERB`."""

    def __init__(self, story: Story, buyers: Buyers, staff: Staff) -> None:
        self.story = story
        self.buyers = buyers
        self.staff = staff
        self.dice = Dice("story", story.name)
        self.opened = read_day(story.facts["opened"]) + self.dice.whole(8 * 60, 10 * 60) * 60
        self.rep = staff.find(story.facts["rep"])
        self.people: dict[str, Person] = self._know_sellers()
        self.account = self._find_account(story.facts["account"])
        for key, line in story.cast.items():
            self.people[key] = self._find_contact(line)
        self.deal = self._make_deal()
        self._threads: dict[str, str] = {}
        self._now = 0

    def play(self) -> Deal:
        """The deal with all its beats."""
        self.deal.begin()
        for beat in self.story.beats:
            verb: Callable[[Beat, int], None] = getattr(self, f"_do_{beat.verb}")
            self._now = self._when(beat)
            verb(beat, self._now)
        return self.deal

    def _know_sellers(self) -> dict[str, Person]:
        staff = self.staff
        known = {"rep": self.rep, "engineer": staff.engineers[0], "second": staff.engineers[1]}
        known |= {"director": staff.director, "marketing": staff.marketing, "robot": staff.robot}
        return {**known, "manager": self.rep.manager or staff.director, **{s.given.lower(): s for s in staff.everyone}}

    def _find_account(self, line: str) -> Account:
        """`Name | industry | employees | country`, or the name alone of an account that is there already."""
        name, *more = (part.strip() for part in line.split("|"))
        for account in self.buyers.accounts:
            if account.name == name:
                return account
        industry, employees, country = more
        tongue = next(tongue for tongue, _ in TONGUES if tongue.country == country)
        account = self.buyers.add_account(name, industry, int(employees), tongue, self.rep)
        account.created = min(account.created, self.opened - 40 * DAY)
        return account

    def _find_contact(self, line: str) -> Contact:
        """`Name | level function | title [| joins DAY] [| of ACCOUNT LINE]`; no title is written as -."""
        name, post, title, *more = (part.strip() for part in line.split(" | "))
        account = self.account
        for option in more:
            if option.startswith("of "):
                account = self._find_account(option.removeprefix("of ").replace(", ", " | "))
        for contact in account.contacts:
            if contact.name == name:
                return contact
        level, function = post.split()
        given, _, family = name.partition(" ")
        shown = "" if title == "-" else title
        contact = self.buyers.add_person(
            account, Post(LEVELS.index(level), function, {"en": (shown,)}), (given, family)
        )
        contact.shown_title = contact.title = shown
        contact.opted_out = False
        joins = [option for option in more if option.startswith("joins ")]
        contact.created = self._day(int(joins[0].split()[1])) if joins else min(contact.created, self.opened - 3 * DAY)
        return contact

    def _make_deal(self) -> Deal:
        facts = self.story.facts
        amount, currency = facts["amount"].split()
        deal = Deal(
            self.buyers.ids.take("Opportunity"),
            facts["deal"],
            self.account,
            self.rep,
            find_product(facts["product"]),
            self.opened,
            int(amount),
            currency,
            read_day(facts["close"]),
        )
        deal.source, deal.kind = facts.get("source", "Outbound"), facts.get("kind", "New Business")
        deal.why_buy, deal.next_step = facts.get("why", ""), facts.get("next", "")
        deal.story = self.story.name
        return deal

    def _day(self, number: int) -> int:
        return next_workday(self.opened - self.opened % DAY + number * DAY)

    def _when(self, beat: Beat) -> int:
        """When a beat happens: after the one told before it, also where a weekend moves both to one Monday."""
        minute = self.dice.whole(7 * 60 + 30, 16 * 60) if beat.minute is None else beat.minute
        return max(self._day(beat.day) + minute * 60 + self.dice.whole(0, 59), self._now + 240)

    def _contact(self, key: str) -> Contact:
        person = self.people[key]
        if not isinstance(person, Contact):
            raise ValueError(f"{self.story.name}: {key} is not a buyer")
        return person

    def _seller(self, key: str) -> Seller:
        person = self.people[key]
        if not isinstance(person, Seller):
            raise ValueError(f"{self.story.name}: {key} is not a seller")
        return person

    def _fill(self, text: str) -> str:
        return text.format_map({key: person.given for key, person in self.people.items()})

    def _headline(self, beat: Beat) -> str:
        return self._fill(beat.parts[0])

    def _do_call(self, beat: Beat, at: int) -> None:
        """`call WHO MINUTES [in] [missed] [by SELLER] [logged DAY]`"""
        who, minutes = self._contact(beat.words[0]), int(beat.words[1])
        by = self._seller(beat.words[beat.words.index("by") + 1]) if "by" in beat.words else self.deal.owner
        late = beat.option("logged")
        logged = at + self.dice.whole(5, 60) * 60 if late is None else self._day(late) + 15 * HOUR
        incoming, missed = "in" in beat.words, "missed" in beat.words
        text = self._fill(beat.text)
        self.deal.log.append(Call(at, by, who, minutes, self._headline(beat), text, logged, incoming, not missed))

    def _do_mail(self, beat: Beat, at: int) -> None:
        """`mail FROM > TO[,TO] [cc WHO[,WHO]] [with FILE]`"""
        sender, to = self.people[beat.words[0]], self._list(beat.words[2])
        cc = self._list(beat.words[beat.words.index("cc") + 1]) if "cc" in beat.words else ()
        attachment = beat.words[beat.words.index("with") + 1] if "with" in beat.words else ""
        phrases = read_phrases(f"mails_{self.story.facts.get('language', 'en')}")
        greeting = self.dice.pick(phrases["greeting"]).format(first=to[0].given)
        sign = self.dice.pick(phrases["buyer.sign" if isinstance(sender, Contact) else "seller.sign"])
        signed = sign.format(me=sender.given, account=self.account.name)
        subject = self._headline(beat)
        thread = self._threads.setdefault(subject.removeprefix("Re: "), f"{self.deal.id}-{len(self._threads) + 1}")
        body = f"{greeting}\n\n{self._fill(beat.text)}\n\n{signed}"
        self.deal.log.append(Mail(at, sender, to, subject, body, thread, cc, attachment))

    def _do_auto(self, beat: Beat, at: int) -> None:
        """`auto WHO`: a mail that a system sends."""
        to = self._list(beat.words[0])
        mail = Mail(at, self.staff.robot, to, self._headline(beat), self._fill(beat.text), f"auto-{at}", automated=True)
        self.deal.log.append(mail)

    def _do_away(self, beat: Beat, at: int) -> None:
        """`away WHO`: the buyer's automatic answer."""
        who = self._contact(beat.words[0])
        text = self._fill(beat.text)
        self.deal.log.append(Mail(at, who, (self.rep,), self._headline(beat), text, f"away-{at}", automated=True))

    def _list(self, keys: str) -> tuple[Person, ...]:
        return tuple(self.people[key] for key in keys.split(","))

    def _do_meeting(self, beat: Beat, at: int) -> None:
        self._meet("Meeting", beat, at)

    def _do_demo(self, beat: Beat, at: int) -> None:
        self._meet("Demo", beat, at)

    def _do_debrief(self, beat: Beat, at: int) -> None:
        self._meet("Debrief", beat, at)

    def _meet(self, kind: str, beat: Beat, at: int) -> None:
        """`meeting WHO[,WHO] MINUTES [with SELLER[,SELLER]] [by SELLER] [cancelled] [booked DAY]`"""
        buyers = tuple(self._contact(key) for key in beat.words[0].split(",") if key != "-")
        with_us = beat.words[beat.words.index("with") + 1].split(",") if "with" in beat.words else []
        by = self._seller(beat.words[beat.words.index("by") + 1]) if "by" in beat.words else self.deal.owner
        early = beat.option("booked")
        booked = min(self._day(beat.day - 7 if early is None else early) + 9 * HOUR, END - DAY)
        meeting = Meeting(
            on_the_quarter(at),
            kind,
            by,
            tuple(self._seller(key) for key in with_us),
            buyers,
            int(beat.words[1]),
            self._headline(beat),
            self._fill(beat.text),
            max(booked, self.opened - 2 * DAY),
            "cancelled" not in beat.words,
        )
        self.deal.log.append(meeting)

    def _do_said(self, beat: Beat, at: int) -> None:
        """`said STYLE`: the transcript of the call or meeting told last; each line is `WHO: words`."""
        lines = [line.split(": ", 1) for line in self._fill(beat.text).splitlines() if line.strip()]
        turns = tuple((self.people[who].name, words) for who, words in lines)
        last = self.deal.log.pop()
        if not isinstance(last, Call | Meeting):
            raise ValueError(f"{self.story.name}: a transcript must follow its call or meeting")
        self.deal.log.append(replace(last, transcript=Transcript(beat.words[0], turns)))

    def _do_todo(self, beat: Beat, at: int) -> None:
        """`todo WHO due DAY [done DAY] [by SELLER]`: WHO may be - for nobody."""
        done, due = beat.option("done"), beat.option("due")
        by = self._seller(beat.words[beat.words.index("by") + 1]) if "by" in beat.words else self.deal.owner
        buyer = None if beat.words[0] == "-" else self._contact(beat.words[0])
        finished = None if done is None else self._day(done) + 14 * HOUR
        chore = Chore(at, by, buyer, self._headline(beat), self._fill(beat.text), self._day(due or 0), finished)
        self.deal.log.append(chore)

    def _do_note(self, beat: Beat, at: int) -> None:
        """`note SELLER | title`"""
        self.deal.log.append(Jotting(at, self._seller(beat.words[0]), self._headline(beat), self._fill(beat.text)))

    def _do_stage(self, beat: Beat, at: int) -> None:
        self.deal.move(at, STAGES.index(" ".join(beat.words)), self.deal.owner)

    def _do_close(self, beat: Beat, at: int) -> None:
        self.deal.push(at, read_day(beat.words[0]), self.deal.owner)

    def _do_amount(self, beat: Beat, at: int) -> None:
        self.deal.reprice(at, int(beat.words[0]), self.deal.owner)

    def _do_forecast(self, beat: Beat, at: int) -> None:
        """`forecast CATEGORY [by SELLER]`"""
        by = self._seller(beat.words[-1]) if "by" in beat.words else self.deal.owner
        name = " ".join(beat.words).partition(" by ")[0]
        self.deal.believe(at, name, by)

    def _do_role(self, beat: Beat, at: int) -> None:
        """`role WHO [primary] | ROLE`"""
        contact = self._contact(beat.words[0])
        self.deal.members.append(Member(contact, self._headline(beat), at, "primary" in beat.words))

    def _do_rival(self, beat: Beat, at: int) -> None:
        """`rival | NAME | strengths | weaknesses`"""
        name, strengths, weaknesses = beat.parts
        self.deal.rivals.append(RivalMention(name, at, strengths, weaknesses))

    def _do_title(self, beat: Beat, at: int) -> None:
        """`title WHO | new title`"""
        who = self._contact(beat.words[0])
        self.account.changes.append(TitleChange(who, at, who.shown_title, beat.parts[0], self.deal.owner))
        who.shown_title = who.title = beat.parts[0]

    def _do_owner(self, beat: Beat, at: int) -> None:
        self.deal.hand_over(at, self._seller(beat.words[0]), self.deal.owner.manager or self.deal.owner)

    def _do_partner(self, beat: Beat, at: int) -> None:
        """`partner | ACCOUNT | role`: another company that has a part in the deal."""
        self.deal.partner, self.deal.partner_role = (
            self._find_account(beat.parts[0].replace(", ", " | ")),
            beat.parts[1],
        )
        self.deal.partner.kind = "Partner"

    def _do_tie(self, beat: Beat, at: int) -> None:
        """`tie WHO [until DAY] | role`: someone of another company who knows this one from within."""
        until = beat.option("until")
        end = None if until is None else self._day(until)
        self.account.ties.append(Tie(self._contact(beat.words[0]), beat.parts[0], at - 700 * DAY, end, at))

    def _do_letters(self, beat: Beat, at: int) -> None:
        """`letters WHO[,WHO] [until DAY]`: from this day on they get the newsletter; it may be stopped."""
        until = beat.option("until")
        for person in self._list(beat.words[0]):
            contact = self._contact(next(key for key, known in self.people.items() if known is person))
            contact.letters_from, contact.letters_until = at, None if until is None else self._day(until)

    def _do_announced(self, beat: Beat, at: int) -> None:
        self.deal.announced = at

    def _do_discount(self, beat: Beat, at: int) -> None:
        self.deal.discount = int(beat.words[0])

    def _do_won(self, beat: Beat, at: int) -> None:
        self.deal.move(at, WON, self.deal.owner)
        self.deal.win_reason = " ".join(beat.words)

    def _do_lost(self, beat: Beat, at: int) -> None:
        """`lost [REASON] [| detail [| competitor]]`"""
        self._end(LOST, beat, at)

    def _do_stopped(self, beat: Beat, at: int) -> None:
        self._end(NO_DECISION, beat, at)

    def _end(self, stage: int, beat: Beat, at: int) -> None:
        self.deal.move(at, stage, self.deal.owner)
        if beat.words:
            self.deal.state_reason(at, " ".join(beat.words), self.deal.owner)
        detail, rival, *_ = (*beat.parts, "", "")
        self.deal.reason_detail, self.deal.lost_to = self._fill(detail), rival
