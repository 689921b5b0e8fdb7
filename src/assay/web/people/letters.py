"""Letters by e-mail: plain text, in the name of the company."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from assay.store.home import open_home


def name_company() -> str:
    """The name that pages and letters show: the home's company, else the product's."""
    return open_home().settings.get("company") or "Assay"


def is_company_named() -> bool:
    """Whether people outside read a company's name, and not the product's in its place."""
    return bool(open_home().settings.get("company"))


def send_letter(address: str, template: str, **context: object) -> None:
    """Sends the letter of people/letters/<template>.txt, whose first line is its subject.

    Raises OSError (of which SMTP's errors are kinds) when the server of letters does not take it.
    """
    text = render_to_string(f"people/letters/{template}.txt", {"company": name_company(), **context})
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [address]).send()


def make_address(path: str) -> str:
    """The whole address of a page, as people outside type it."""
    return f"{settings.PUBLIC_URL}{path}"
