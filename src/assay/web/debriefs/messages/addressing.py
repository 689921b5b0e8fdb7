"""Who writes to a buyer, and the mail that goes there in that person's name."""

from assay.outside.calendar import Method
from assay.web.debriefs.asker import name_asker
from assay.web.debriefs.mailing.posting import Writing
from assay.web.debriefs.models import BuyerMessage


def name_writer(message: BuyerMessage) -> str:
    """As the buyer knows whoever writes."""
    return name_asker(message.debrief, message.sent_by)


def find_reply_address(message: BuyerMessage) -> str:
    """Where answers go; empty where nobody holds the debrief yet."""
    writer = message.debrief.asker or message.sent_by
    return writer.email if writer else ""


def write_to(message: BuyerMessage, subject: str, text: str, calendar: str, method: Method) -> Writing:
    """A mail to whom the message goes, in the language of the message. calendar: a file of `method`, may be empty."""
    return Writing(
        to_address=message.address,
        to_name=message.person.name,
        subject=subject,
        text=text,
        language=message.language,
        in_name_of=name_writer(message),
        reply_to=find_reply_address(message),
        calendar=calendar,
        method=str(method) if calendar else "",
    )
