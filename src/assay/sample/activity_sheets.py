"""Task, Event, EmailMessage with their relations, Note and transcripts: all that happened, as the export has it."""

from dataclasses import dataclass, field

from assay.sample.cast import Contact, Person
from assay.sample.clock import END, HOUR, day_text, time_text
from assay.sample.deal import Deal
from assay.sample.files import Row, Sheet, make_sheet, yes_no
from assay.sample.happenings import Call, Chore, Jotting, Mail, Meeting, Transcript
from assay.sample.ids import Ids

_TASK = (
    "Id IsDeleted WhoId WhatId AccountId Subject ActivityDate Status Priority Type TaskSubtype CallType "
    "CallDurationInSeconds CallDisposition CompletedDateTime Description OwnerId IsClosed IsArchived CreatedById "
    "CreatedDate LastModifiedDate SystemModstamp"
)
_EVENT = (
    "Id IsDeleted WhoId WhatId AccountId Subject Type EventSubtype StartDateTime EndDateTime ActivityDateTime "
    "DurationInMinutes IsAllDayEvent IsChild GroupEventType Status__c Description OwnerId CreatedById CreatedDate "
    "LastModifiedDate SystemModstamp"
)
_EMAIL = (
    "Id IsDeleted ActivityId RelatedToId ParentId Incoming Status MessageDate FromAddress FromName ToAddress CcAddress "
    "Subject TextBody HasAttachment ThreadIdentifier IsBounced CreatedById CreatedDate SystemModstamp"
)
#: "status" as the CRM codes it: 1 read, 2 replied, 3 sent
_READ, _SENT = "1", "3"


@dataclass
class ActivityBook:
    """Collects the rows of all deals' activities."""

    ids: Ids
    tasks: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    guests: list[Row] = field(default_factory=list)
    mails: list[Row] = field(default_factory=list)
    addresses: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    transcripts: list[tuple[str, Transcript]] = field(default_factory=list)

    def enter(self, deal: Deal) -> None:
        """All that happened in one deal."""
        for happening in sorted(deal.log, key=lambda h: h.at):
            match happening:
                case Mail():
                    self._enter_mail(deal, happening)
                case Call():
                    self._enter_call(deal, happening)
                case Meeting():
                    self._enter_meeting(deal, happening)
                case Chore():
                    self._enter_chore(deal, happening)
                case Jotting():
                    self._enter_note(deal, happening)

    def sheets(self) -> list[Sheet]:
        """The rows as sheets."""
        return [
            make_sheet("Task", _TASK, self.tasks),
            make_sheet("Event", _EVENT, self.events),
            make_sheet(
                "EventRelation",
                "Id IsDeleted EventId RelationId IsWhat IsParent IsInvitee Status RespondedDate CreatedDate SystemModstamp",
                self.guests,
            ),
            make_sheet("EmailMessage", _EMAIL, self.mails),
            make_sheet(
                "EmailMessageRelation",
                "Id IsDeleted EmailMessageId RelationId RelationType RelationAddress RelationObjectType CreatedDate SystemModstamp",
                self.addresses,
            ),
            make_sheet(
                "Note", "Id IsDeleted ParentId Title Body IsPrivate OwnerId CreatedById CreatedDate LastModifiedDate SystemModstamp",
                self.notes,
            ),
        ]  # fmt: skip

    def _enter_call(self, deal: Deal, call: Call) -> None:
        task = self.ids.take("Task")
        logged = time_text(max(call.logged, call.at))
        self.tasks.append(
            (
                task, "false", call.buyer.id, deal.id, deal.account.id, call.subject, day_text(call.at), "Completed",
                "Normal", "Call", "Call", "Inbound" if call.incoming else "Outbound", call.minutes * 60,
                "Connected" if call.reached else "No answer", time_text(call.at + call.minutes * 60), call.text,
                call.rep.id, "true", "false", call.rep.id, logged, logged, logged,
            )
        )  # fmt: skip
        if call.transcript:
            self.transcripts.append((task, call.transcript))

    def _enter_chore(self, deal: Deal, chore: Chore) -> None:
        done = chore.done is not None
        changed = time_text(chore.done or chore.at)
        self.tasks.append(
            (
                self.ids.take("Task"), "false", chore.buyer.id if chore.buyer else "", deal.id, deal.account.id,
                chore.subject, day_text(chore.due), "Completed" if done else "Not Started", "Normal", "Follow-up", "Task",
                "", "", "", time_text(chore.done) if chore.done else "", chore.text, chore.rep.id, yes_no(done), "false",
                chore.rep.id, time_text(chore.at), changed, changed,
            )
        )  # fmt: skip

    def _enter_meeting(self, deal: Deal, meeting: Meeting) -> None:
        event = self.ids.take("Event")
        booked = time_text(meeting.booked)
        over = meeting.at + meeting.minutes * 60
        changed = time_text(min(max(over + HOUR, meeting.booked), END)) if over < END else booked
        status = "Planned" if meeting.at >= END else "Held" if meeting.held else "Cancelled"
        self.events.append(
            (
                event, "false", meeting.buyers[0].id if meeting.buyers else "", deal.id, deal.account.id, meeting.subject,
                meeting.kind, "Event", time_text(meeting.at), time_text(over), time_text(meeting.at), meeting.minutes,
                "false", "false", "1" if meeting.colleagues else "0", status, meeting.text, meeting.host.id,
                meeting.host.id, booked, changed, changed,
            )
        )  # fmt: skip
        self._enter_guest(event, meeting.host, booked, "", parent=True)
        for guest in (*meeting.buyers, *meeting.colleagues):
            self._enter_guest(event, guest, booked, "Accepted" if meeting.held else "Declined")
        self._enter_relation(event, deal.id, booked, is_what=True)
        if meeting.transcript:
            self.transcripts.append((event, meeting.transcript))

    def _enter_guest(self, event: str, guest: Person, booked: str, status: str, *, parent: bool = False) -> None:
        self.guests.append(
            (
                self.ids.take("EventRelation"), "false", event, guest.id, "false", yes_no(parent), yes_no(not parent),
                status, "", booked, booked,
            )
        )  # fmt: skip

    def _enter_relation(self, event: str, what: str, booked: str, *, is_what: bool) -> None:
        row = (
            self.ids.take("EventRelation"),
            "false",
            event,
            what,
            yes_no(is_what),
            "true",
            "false",
            "",
            "",
            booked,
            booked,
        )
        self.guests.append(row)

    def _enter_mail(self, deal: Deal, mail: Mail) -> None:
        message, twin = self.ids.take("EmailMessage"), self.ids.take("Task")
        at = time_text(mail.at)
        keeper = deal.owner if isinstance(mail.sender, Contact) else mail.sender
        buyer = mail.sender if isinstance(mail.sender, Contact) else mail.to[0]
        self.tasks.append(
            (
                twin, "false", buyer.id, deal.id, deal.account.id, f"Email: {mail.subject}", day_text(mail.at), "Completed",
                "Normal", "Email", "Email", "", "", "", at, "", keeper.id, "true", "false", keeper.id, at, at, at,
            )
        )  # fmt: skip
        self.mails.append(
            (
                message, "false", twin, deal.id, "", yes_no(mail.incoming), _READ if mail.incoming else _SENT, at,
                mail.sender.email, mail.sender.name, _join(mail.to), _join(mail.cc), mail.subject, mail.body,
                yes_no(mail.attachment), mail.thread, "false", keeper.id, at, at,
            )
        )  # fmt: skip
        for kind, people in (("From", (mail.sender,)), ("To", mail.to), ("Cc", mail.cc)):
            for person in people:
                self.addresses.append(
                    (
                        self.ids.take("EmailMessageRelation"), "false", message, person.id, f"{kind}Address", person.email,
                        "Contact" if isinstance(person, Contact) else "User", at, at,
                    )
                )  # fmt: skip

    def _enter_note(self, deal: Deal, note: Jotting) -> None:
        at = time_text(note.at)
        self.notes.append(
            (
                self.ids.take("Note"), "false", deal.id, note.title, note.text, "false", note.author.id, note.author.id, at,
                at, at,
            )
        )  # fmt: skip


def _join(people: tuple[Person, ...]) -> str:
    return "; ".join(person.email for person in people)
