"""Leaves of a text what its writer wrote, every character in its old place.

The rules on quoted messages are those of sources/wording/text.py, which has them as SQL. This differs from it in four
ways: it reads the whole text and not its first 6,000 characters; it also takes out signatures, notices of
confidentiality, scripts and HTML quotations; "<" is a tag only before a letter, "/" or "!"; and nothing is joined or
shortened, so that a place in what is left is the same place in the original.
"""

import html
import re

#: stands for a character that was taken out within a word, and goes away when the words are read
GAP = "\x00"

_TAG = re.compile(r"<(/?)([a-zA-Z!][a-zA-Z0-9]*)[^<>]*>")
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "td", "ul", "ol", "table"})
_UNSEEN = re.compile(r"(?is)<(script|style|head|title)\b.*?(</\1\s*>|\Z)|<!--.*?(-->|\Z)")
_QUOTED_HTML = re.compile(
    r"(?is)<blockquote\b.*?(</blockquote\s*>|\Z)"
    r"|<div[^<>]*(class|id)=[\"']?(gmail_quote|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|appendonsend)\b.*\Z"
)
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+\.\S+|[^\s<>@]{1,64}@[^\s<>@]{1,99}\.[^\s<>@]{2,30}")

_WROTE = r"(wrote|schrieb|écrit|escribió)"
_ATTRIBUTION = re.compile(rf"^[ \t>*]*(On|Am|Le|El) [^\n]{{4,200}}?{_WROTE}[^\n]{{0,80}}$")
_ATTRIBUTION_BEGINS = re.compile(r"^[ \t>*]*(On|Am|Le|El) [^\n]{4,200}$")
_ATTRIBUTION_ENDS = re.compile(rf"^[^\n]{{0,80}}{_WROTE}[^\n]{{0,80}}:\s*$")
_DIVIDER = re.compile(
    r"^[ \t>*]*(-{2,} ?(Original|Forwarded|Ursprüngliche|Weitergeleitete|Message|Mensaje)|_{10,})", re.IGNORECASE
)
_HEADER = re.compile(r"^[ \t>*]*(From|Von|De) ?: \S")
_HEADER_GOES_ON = re.compile(r"^[ \t>*]*(Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|To|An|À|Para) ?:")
_QUOTED_LINE = re.compile(r"^[ \t]*>")

_CLOSING = re.compile(
    r"^\W*((with |mit )?(many |kind(est)? |best |warm(est)? |very best "
    r"|viele[n]? |beste[n]? |liebe[n]? |freundliche[nr]? |herzliche[n]? |schöne[n]? )*"
    r"(regards|wishes|thanks|thank you|cheers|sincerely|yours( sincerely| faithfully| truly)?|best|br|rgds|take care"
    r"|grüße[n]?|gruß|grüsse[n]?|dank|mfg|vg|lg|hochachtungsvoll)( in advance| again| so much)?)\W*$",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(r"^\W*(sent from my|get outlook for|von meinem \w+ gesendet|gesendet von)", re.IGNORECASE)
_NOTICE = re.compile(
    r"^\W*((this|the) (e-?mail|message|communication|information)[^\n]{0,80}(confidential|intended|privileged)"
    r"|(confidentiality|disclaimer|legal) ?(notice|note)?\s*:"
    r"|diese (e-?mail|nachricht)[^\n]{0,80}(vertraulich|bestimmt))",
    re.IGNORECASE,
)
_SIGNATURE_LINES, _SIGNATURE_WIDTH = 12, 90


def mask_text(text: str, *, is_message: bool = False) -> str:
    """The text with blanks in the place of tags, addresses and, of a message, what others wrote and signatures.

    As long as `text`: character i of what is given back stands at i in `text`. Linear in its length.
    """
    kept = text.replace("\r", "\n").replace(GAP, " ")
    if "<" in kept:
        if is_message:
            kept = _QUOTED_HTML.sub(_blank, kept)
        kept = _TAG.sub(_break_or_blank, _UNSEEN.sub(_blank, kept))
    if "&" in kept:
        kept = _ENTITY.sub(_unescape, kept)
    kept = _ADDRESS.sub(_blank, kept)
    return _mask_message(kept) if is_message else kept


def read_words(masked: str) -> str:
    """Masked text in one line, as a person reads it."""
    return " ".join(masked.replace(GAP, "").split())


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _break_or_blank(found: re.Match[str]) -> str:
    if found[2].lower() in _BREAKS:
        return "\n" + " " * (len(found[0]) - 1)
    # <b>, <span>: within a word nothing is to be seen of them
    return GAP * len(found[0])


def _unescape(found: re.Match[str]) -> str:
    plain = html.unescape(found[0])
    if len(plain) != 1 or plain == GAP:
        return found[0]
    return (" " if plain.isspace() else plain) + GAP * (len(found[0]) - 1)


def _mask_message(text: str) -> str:
    lines = text.split("\n")
    keep = [True] * len(lines)
    for at in range(len(lines)):
        if not keep[at]:
            continue
        if _QUOTED_LINE.match(lines[at]):
            keep[at] = False
        elif _begins_older(lines, at):
            after = at + (1 if _ATTRIBUTION.match(lines[at]) else 2)
            if _is_attribution(lines, at) and _is_quoted_after(lines, after):
                keep[at:after] = [False] * (after - at)
                continue
            keep[at:] = [False] * (len(lines) - at)
            break
    _drop_signature(lines, keep)
    return "\n".join(line if kept else " " * len(line) for line, kept in zip(lines, keep, strict=True))


def _is_attribution(lines: list[str], at: int) -> bool:
    if _ATTRIBUTION.match(lines[at]):
        return lines[at].rstrip().endswith(":") or _is_quoted_after(lines, at + 1)
    follows = lines[at + 1] if at + 1 < len(lines) else ""
    return bool(_ATTRIBUTION_BEGINS.match(lines[at]) and _ATTRIBUTION_ENDS.match(follows))


def _begins_older(lines: list[str], at: int) -> bool:
    if _DIVIDER.match(lines[at]) or _is_attribution(lines, at):
        return True
    follows = lines[at + 1] if at + 1 < len(lines) else ""
    return bool(_HEADER.match(lines[at]) and _HEADER_GOES_ON.match(follows))


def _is_quoted_after(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at : at + 3] if line.strip()), "")
    return bool(_QUOTED_LINE.match(following))


def _drop_signature(lines: list[str], keep: list[bool]) -> None:
    """From a closing formula on, when only short lines follow; from a notice or "--" on in any case."""
    left = [at for at in range(len(lines)) if keep[at] and lines[at].strip(" \t" + GAP)]
    for place, at in enumerate(left):
        plain = lines[at].replace(GAP, "")
        last = len(left) - place - 1 <= _SIGNATURE_LINES
        short = last and all(len(lines[one].strip()) <= _SIGNATURE_WIDTH for one in left[place + 1 :])
        if (
            _NOTICE.match(plain)
            or (plain.rstrip() in ("--", "—") and short)
            or ((_CLOSING.match(plain) or _SENT_FROM.match(plain)) and short)
        ):
            for one in left[place:]:
                keep[one] = False
            return
