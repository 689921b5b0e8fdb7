"""What a passage says that it was not: "it's not about price, it's the feature gap" speaks of the feature."""

import re

_DENIED = re.compile(
    r"(?i)\b(it|that|this|which|they|price|cost|money|budget|es|das)?\s*"
    r"(is\s+not|isn['’]t|was\s+not|wasn['’]t|were\s+not|weren['’]t|['’]s\s+not|had\s+nothing\s+to\s+do\s+with"
    r"|has\s+nothing\s+to\s+do\s+with|not|nicht|never)\s+"
    r"(really\s+|just\s+|only\s+|even\s+|so\s+much\s+)?"
    r"(about|a\s+(matter|question)\s+of|down\s+to|for\s+lack\s+of|wegen|the\s+issue|the\s+problem|the\s+reason)"
    r"(\s+(?!but\b|it\b|we\b|they\b|he\b|she\b|sondern\b)[\w'’%-]+){0,5}"
)
_LEFT = re.compile(r"\w+")


def leave_out_denied(text: str) -> str:
    """The text without clauses that only say what something was not; as it is where nothing would be left."""
    left = _DENIED.sub(" ", text)
    return left if left != text and len(_LEFT.findall(left)) >= 3 else text
