"""Who is led to the page Import."""

import pytest
from django.urls import reverse

from web.conftest import Staff, sign_in


@pytest.mark.parametrize(
    ("who", "imports"), [("anna", False), ("nora", False), ("analyst", True), ("administrator", True)]
)
def test_import_stands_in_the_bar_of_those_who_may(staff: Staff, who: str, imports: bool) -> None:
    page = sign_in(getattr(staff, who)).get(reverse("profile")).text
    assert (f'<a href="{reverse("imports")}">Import</a>' in page) == imports


def test_who_may_not_import_and_goes_there_is_told_whom_to_ask(staff: Staff) -> None:
    assert "Ask one of them" in sign_in(staff.anna).get(reverse("imports")).text
