"""Places for links in a text that goes to a buyer. Their secrets are made when it goes, and kept nowhere."""

from django.urls import reverse

from assay.web.debriefs.models import AskedPerson
from assay.web.debriefs.tokens import make_token
from assay.web.people.letters import make_address
from assay.web.people.models import User

#: where the address of the buyer's own page stands, and that of the page on which one press says no
PAGE, NO = "{link}", "{no_link}"


def has_link(text: str) -> bool:
    """Whether a link stands in the text."""
    return PAGE in text or NO in text


def fill_links(text: str, person: AskedPerson, made_by: User | None, language: str) -> str:
    """The text with a new link in each place, both of one secret. Earlier links open on: another mail may have them."""
    if not has_link(text):
        return text
    _, secret = make_token(person, made_by, language=language, ends_earlier=False)
    page, no = (make_address(reverse(name, args=[secret])) for name in ("buyer_page", "buyer_no"))
    return text.replace(NO, no).replace(PAGE, page)


def leave_out_links(text: str) -> str:
    """The text without the lines that hold a link, for paper."""
    kept = [line for line in text.split("\n") if not has_link(line)]
    return "\n".join(kept)
