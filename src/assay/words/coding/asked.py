"""A note that somebody asked something: "Kevin asked about SOC 2" tells a question and not yet a reason."""

import re

_FURTHER = re.compile(r"[.!?]\s+\S")
_ASKED = re.compile(
    r"(?i)^\s*(?:[\w.'’&()-]+\s+){0,5}?(?:asked|asks|asking|wanted to know|wants to know|inquired|enquired)"
    r"(?:\s+(?!to\b)[\w'’-]+){0,2}?\s+(?:about|whether|if|how|what|when|where|which|who|for|after)\b"
)
#: what says more than that it was asked
_OBJECTS = re.compile(
    r"(?i)\b(?:but|yet|however|too|not|no|never|nobody|nothing|cannot|without|less|worr\w+|concern\w*|doubt\w*|afraid"
    r"|problem\w*|bad|poor\w*|cheaper|because|since|so|again|twice|must|lost|fail\w*|missing|lack\w*)\b|n['’]t\b"
)


def only_asks(text: str) -> bool:
    """Whether one sentence tells that somebody asked something, and nothing that speaks for a reason. English alone."""
    return bool(_ASKED.match(text)) and not _FURTHER.search(text) and not _OBJECTS.search(text)
