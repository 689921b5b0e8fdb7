"""EmailMessage and EmailMessageRelation: e-mails with their direction, and everyone named in them."""

from assay.sample.cast import Contact, Person
from assay.sample.clock import time_text
from assay.sample.deal import Deal
from assay.sample.files import Sheet, yes_no
from assay.sample.happenings import Mail
from assay.sample.ids import Ids


class MailRows:
    """Collects the rows of all deals' e-mails."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._messages, self._addresses = Sheet("EmailMessage"), Sheet("EmailMessageRelation")

    @property
    def sheets(self) -> list[Sheet]:
        return [self._messages, self._addresses]

    def enter(self, deal: Deal, mail: Mail, task: str) -> tuple[str, str]:
        """One e-mail and its task's id; returns the ids of the buyer it is about and of the seller who keeps it."""
        message, at = self._ids.take("EmailMessage"), time_text(mail.at)
        buyer, keeper = (mail.sender, deal.owner) if isinstance(mail.sender, Contact) else (mail.to[0], mail.sender)
        self._messages.add(
            Id=message,
            IsDeleted="false",
            ActivityId=task,
            RelatedToId=deal.id,
            Incoming=yes_no(mail.incoming),
            MessageDate=at,
            FromAddress=mail.sender.email,
            FromName=mail.sender.name,
            ToAddress=_join(mail.to),
            CcAddress=_join(mail.cc),
            Subject=mail.subject,
            TextBody=mail.body,
            HasAttachment=yes_no(mail.attachment),
            ThreadIdentifier=mail.thread,
            CreatedById=keeper.id,
            CreatedDate=at,
            SystemModstamp=at,
        )
        for kind, people in (("From", (mail.sender,)), ("To", mail.to), ("Cc", mail.cc)):
            for person in people:
                self._name(message, kind, person, at)
        return buyer.id, keeper.id

    def _name(self, message: str, kind: str, person: Person, at: str) -> None:
        self._addresses.add(
            Id=self._ids.take("EmailMessageRelation"),
            EmailMessageId=message,
            RelationId=person.id,
            RelationType=f"{kind}Address",
            RelationAddress=person.email,
            RelationObjectType="Contact" if isinstance(person, Contact) else "User",
            CreatedDate=at,
        )


def _join(people: tuple[Person, ...]) -> str:
    return "; ".join(person.email for person in people)
