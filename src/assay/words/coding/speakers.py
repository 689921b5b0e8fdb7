"""Whom a note quotes: "Emily: 'we have other priorities'" is read as the words alone, without name and marks.

Without marks it is left: "Price: too high" says by its first word what it is about.
"""

import re

#: "Emily:", "Emily Zhang (VP Product):", "CFO:"; the name is short and begins large
_SPEAKER = re.compile(
    r"^\s*(?:[A-ZÄÖÜ][\w.'’-]*)(?:\s+(?:[A-ZÄÖÜ(][\w.'’()/&-]*|von|van|de|der)){0,4}\s*:\s*(?=[\"'“„‘«])"
)
_QUOTED = re.compile(r"^[\"'“„‘«]\s*(.*?)\s*[\"'”“’»]?[.,]?$", re.DOTALL)


def leave_out_speaker(text: str) -> str:
    """The words told, without the name before their colon and the marks around them; else the text as it is."""
    found = _SPEAKER.match(text)
    if found is None:
        return text
    quoted = _QUOTED.match(text[found.end() :])
    return quoted[1] if quoted and quoted[1] else text
