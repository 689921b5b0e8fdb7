"""What of a deal may stand in a message to its buyer, and what the buyer has said, which may be repeated to them."""

from dataclasses import dataclass

from assay.web.debriefs.models import AskedPerson
from assay.web.people.sellers import ask_record

#: of what the buyer wrote and said on one deal the newest so many passages are read
_MOST = 2000


@dataclass(frozen=True)
class Facts:
    """account: the buyer's own name for themselves.  has_met: whether there were talks with this person.

    email: as the record has it.  said: all that buyers wrote and said on this deal.  names: of competitors, of sellers
    and of other people of the deal.
    """

    account: str
    has_met: bool
    email: str
    said: tuple[str, ...]
    names: frozenset[str]


def read_facts(person: AskedPerson) -> Facts:
    """From the record as it is now."""
    debrief, deal = person.debrief, person.debrief.deal_id
    accounts = ask_record(f"SELECT name FROM account WHERE id = {debrief.account_id or -1:d}")
    mails = ask_record(f"SELECT coalesce(email, '') FROM person WHERE id = {person.person_id:d}")
    return Facts(
        account=str(accounts[0][0] or "") if accounts else "",
        has_met=bool((person.figures or {}).get("meetings")),
        email=str(mails[0][0]) if mails else "",
        said=tuple(str(text) for (text,) in ask_record(_SAID.format(deal=deal, most=_MOST)) if text),
        names=frozenset(str(name) for (name,) in ask_record(_NAMES.format(deal=deal)) if name),
    )


_SAID = """
SELECT text FROM (
  SELECT concat_ws(' ', a.subject, a.body) AS text, a.occurred_at AS said_at FROM activity a
    JOIN activity_deal d ON d.activity_id = a.id
    WHERE d.deal_id = {deal:d} AND a.direction = 'inbound' AND NOT a.is_deleted
  UNION ALL
  SELECT u.text, a.occurred_at FROM utterance u JOIN activity a ON a.id = u.activity_id
    JOIN activity_deal d ON d.activity_id = a.id
    WHERE d.deal_id = {deal:d} AND u.side = 'buyer' AND NOT u.is_deleted
  UNION ALL
  SELECT text, occurred_at FROM statement
    WHERE deal_id = {deal:d} AND side = 'buyer' AND circle IS NULL AND NOT is_deleted
) ORDER BY said_at DESC NULLS LAST LIMIT {most:d}"""

_NAMES = """
SELECT name FROM competitor WHERE NOT is_deleted
UNION SELECT name FROM seller WHERE NOT is_deleted
UNION SELECT p.full_name FROM deal_person d JOIN person p ON p.id = d.person_id WHERE d.deal_id = {deal:d}"""
