"""Plain text of a message as SQL: what its writer wrote, in sentences and words."""

from assay.store.quoting import quote_text

#: of one message; whoever asks or promises does so before that
LONGEST = 6000

#: Quoted lines, and the line above them that says whose they are.
_QUOTED = (
    r"((^|\n)[ \t]*(On|Am|Le|El) [^\n]{4,200}(\n[^\n]{0,80})?(wrote|schrieb|écrit|escribió)[^\n]*)?"
    r"(\s*\n[ \t]*>[^\n]*)+"
)

#: From here on stands an older message.
_OLDER = (
    r"(?s)(^|\n)[ \t>*]*("
    r"-{2,} ?(Original|Forwarded|Ursprüngliche|Weitergeleitete|Message|Mensaje)"
    r"|_{10,}"
    r"|(On|Am|Le|El) [^\n]{4,200}(\n[^\n]{0,80})?(wrote|schrieb|écrit|escribió)[^\n]{0,80}:"
    r"|(From|Von|De) ?: [^\n]*\n[^\n]*(Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|To|An|À|Para) ?:"
    r").*$"
)

_CHANGES = (
    ("\r", ""),
    (r"(?i)<(br|/p|/div|/li|/tr)[^>\n]*>", "\n"),
    (_QUOTED, "\n"),
    (_OLDER, ""),
    (r"<[^<>]*>|https?://\S+|\S+@\S+", " "),
    ("[’‘´`]", "'"),
    # a long line that ends without a stop goes on in the next one
    (r"([^\n]{50,}[^\n.!?:;,])\n([^\n])", r"\1 \2"),
)

_SENTENCE_END = r"([.!?…])[ ]+"
_WORD = r"[\p{L}]+"
_WORD_OR_NUMBER = r"[\p{L}\p{N}]+"


def write_plain(text: str) -> str:
    """SQL of what the writer of `text` wrote: no older messages, tags or addresses, quotes made plain."""
    told = f"left({text}, {LONGEST})"
    for pattern, instead in _CHANGES:
        told = f"regexp_replace({told}, {quote_text(pattern)}, {quote_text(instead)}, 'g')"
    return told


def fold_text(text: str) -> str:
    """SQL of `text` as the patterns of phrases.py want it: small letters without accents, plain apostrophes."""
    return f"replace(strip_accents(lower(replace({text}, '’', chr(39)))), 'ß', 'ss')"


def split_sentences(plain: str) -> str:
    """SQL of the list of sentences in plain text, each with the mark at its end."""
    apart = quote_text("\\1\n")
    return f"string_split(regexp_replace({plain}, {quote_text(_SENTENCE_END)}, {apart}, 'g'), chr(10))"


def list_words(text: str) -> str:
    """SQL of the list of words in `text`, in small letters, accents kept."""
    return f"regexp_extract_all(lower({text}), {quote_text(_WORD)})"


def count_words(text: str) -> str:
    """SQL of the number of words and numbers in `text`."""
    return f"len(regexp_extract_all({text}, {quote_text(_WORD_OR_NUMBER)}))"
