"""Task, Event, EventRelation, Note: what was logged by hand and what stood in the calendar, as the export has it."""

from assay.sample.cast import Person
from assay.sample.clock import END, HOUR, day_text, time_text
from assay.sample.deal import Deal
from assay.sample.files import Cell, Sheet, stamp, yes_no
from assay.sample.happenings import Call, Chore, Jotting, Mail, Meeting, Transcript, is_mailing
from assay.sample.ids import Ids
from assay.sample.mail_sheets import MailRows


class ActivityRows:
    """Collects the rows of all deals' activities, and the transcripts by the id of their call or meeting."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._tasks, self._events = Sheet("Task"), Sheet("Event")
        self._guests, self._notes = Sheet("EventRelation"), Sheet("Note")
        self._mails = MailRows(ids)
        self.transcripts: list[tuple[str, Transcript]] = []

    @property
    def sheets(self) -> list[Sheet]:
        return [self._tasks, self._events, self._guests, *self._mails.sheets, self._notes]

    def enter(self, deal: Deal) -> None:
        """All that happened in one deal."""
        for happening in sorted(deal.log, key=lambda item: item.at):
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

    def _enter_mail(self, deal: Deal, mail: Mail) -> None:
        """An e-mail leaves two rows: the message, and a task that says that there is one. A mailing leaves the task."""
        task, mailing = self._ids.take("Task"), is_mailing(mail)
        buyer, keeper = (mail.to[0].id, mail.sender.id) if mailing else self._mails.enter(deal, mail, task)
        subject = f"{'List Email' if mailing else 'Email'}: {mail.subject}"
        self._tasks.add(
            **self._task_head(task, deal, buyer, subject, mail.at),
            **_task_kind("Email", "ListEmail" if mailing else "Email"),
            **_task_end(keeper, "Completed", time_text(mail.at), mail.body if mailing else ""),
            **stamp(keeper, mail.at),
        )

    def _enter_call(self, deal: Deal, call: Call) -> None:
        task, seconds = self._ids.take("Task"), call.minutes * 60
        way = "Inbound" if call.incoming else "Outbound"
        self._tasks.add(
            **self._task_head(task, deal, call.buyer.id, call.subject, call.at),
            **_task_kind("Call", "Call", way, seconds, "Connected" if call.reached else "No answer"),
            **_task_end(call.rep.id, "Completed", time_text(call.at + seconds), call.text),
            **stamp(call.rep.id, max(call.logged, call.at)),
        )
        if call.transcript:
            self.transcripts.append((task, call.transcript))

    def _enter_chore(self, deal: Deal, chore: Chore) -> None:
        done = time_text(chore.done) if chore.done is not None else ""
        buyer = chore.buyer.id if chore.buyer else ""
        self._tasks.add(
            **self._task_head(self._ids.take("Task"), deal, buyer, chore.subject, chore.due),
            **_task_kind("Follow-up", "Task"),
            **_task_end(chore.rep.id, "Completed" if done else "Not Started", done, chore.text),
            **stamp(chore.rep.id, chore.at, chore.done),
        )

    def _task_head(self, task: str, deal: Deal, buyer: str, subject: str, day: int) -> dict[str, Cell]:
        return {
            "Id": task,
            "IsDeleted": "false",
            "WhoId": buyer,
            "WhatId": deal.id,
            "AccountId": deal.account.id,
            "Subject": subject,
            "ActivityDate": day_text(day),
        }

    def _enter_meeting(self, deal: Deal, meeting: Meeting) -> None:
        event, over = self._ids.take("Event"), meeting.at + meeting.minutes * 60
        changed = max(meeting.booked, over + HOUR) if over + HOUR < END else meeting.booked
        self._events.add(
            Id=event,
            IsDeleted="false",
            WhoId=meeting.buyers[0].id if meeting.buyers else "",
            WhatId=deal.id,
            AccountId=deal.account.id,
            # the calendar marks what was called off in the subject; the CRM has no field for it
            Subject=meeting.subject if meeting.held else f"Cancelled: {meeting.subject}",
            Type=meeting.kind,
            EventSubtype="Event",
            StartDateTime=time_text(meeting.at),
            EndDateTime=time_text(over),
            ActivityDateTime=time_text(meeting.at),
            DurationInMinutes=meeting.minutes,
            IsAllDayEvent="false",
            IsChild="false",
            GroupEventType="1" if meeting.colleagues else "0",
            Description=meeting.text,
            OwnerId=meeting.host.id,
            **stamp(meeting.host.id, meeting.booked, changed),
        )
        self._invite(event, meeting)
        self._relate(event, deal.id, meeting.booked, "", is_what=True, is_parent=True)
        if meeting.transcript:
            self.transcripts.append((event, meeting.transcript))

    def _invite(self, event: str, meeting: Meeting) -> None:
        answer = "Accepted" if meeting.held else "Declined"
        self._relate(event, meeting.host.id, meeting.booked, "", is_parent=True)
        guests: tuple[Person, ...] = (*meeting.buyers, *meeting.colleagues)
        for guest in guests:
            self._relate(event, guest.id, meeting.booked, answer)

    def _relate(
        self, event: str, who: str, at: int, answer: str, *, is_what: bool = False, is_parent: bool = False
    ) -> None:
        self._guests.add(
            Id=self._ids.take("EventRelation"),
            IsDeleted="false",
            EventId=event,
            RelationId=who,
            IsWhat=yes_no(is_what),
            IsParent=yes_no(is_parent),
            IsInvitee=yes_no(not is_parent),
            Status=answer,
            CreatedDate=time_text(at),
        )

    def _enter_note(self, deal: Deal, note: Jotting) -> None:
        self._notes.add(
            Id=self._ids.take("Note"),
            IsDeleted="false",
            ParentId=deal.id,
            Title=note.title,
            Body=note.text,
            IsPrivate="false",
            OwnerId=note.author.id,
            **stamp(note.author.id, note.at),
        )


def _task_kind(kind: str, subtype: str, way: str = "", seconds: Cell = "", how: str = "") -> dict[str, Cell]:
    return {
        "Type": kind,
        "TaskSubtype": subtype,
        "CallType": way,
        "CallDurationInSeconds": seconds,
        "CallDisposition": how,
    }


def _task_end(owner: str, status: str, completed: str, text: str) -> dict[str, Cell]:
    return {
        "Status": status,
        "CompletedDateTime": completed,
        "Description": text,
        "OwnerId": owner,
        "IsClosed": yes_no(status == "Completed"),
    }
