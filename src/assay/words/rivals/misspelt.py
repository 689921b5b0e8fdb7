"""Names that are misspelt: a letter amiss, two words for one, with guards against words that only look alike."""

from rapidfuzz.distance import OSA

from assay.words.rivals.common import COMMON
from assay.words.rivals.names import Form, RivalNames

#: letters from which two may be amiss, and a small first letter may stand
LONG = 9

#: words whose nearest name is remembered, for texts say the same words again and again
_MOST_KEPT = 200_000

#: letters from which a word is looked at
_SHORTEST = 6

#: A name with one of these at its end is another word: "outreached", "marketing".
_ENDINGS = ("ed", "ing", "er", "ers", "en", "ly", "es", "ung", "ungen")


def find_misspelt(words: tuple[str, ...], is_capital: bool, names: RivalNames) -> Form | None:
    """The form that `words` (folded, one or two) misspell, if just one does.

    is_capital: every word begins with a capital letter where a sentence does not.  Names of one common word are never
    taken to be misspelt: "nation" is no Notion.
    """
    if not is_capital and (len(words) > 1 or len(words[0]) < LONG):
        return None
    kept = names.slips
    if words not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[words] = _find_near(words, names)
    return kept[words]


def _find_near(words: tuple[str, ...], names: RivalNames) -> Form | None:
    joined = "".join(words)
    if len(joined) < _SHORTEST or not joined.isalpha() or (len(words) == 1 and _is_word(joined)):
        return None
    near = {
        form.words: form
        for letter in dict.fromkeys(joined[:2])
        for whole, form in names.joined.get(letter, {}).items()
        if _is_near(joined, whole, len(words) != len(form.words))
    }
    return next(iter(near.values())) if len({form.competitor_id for form in near.values()}) == 1 else None


def _is_near(joined: str, whole: str, is_parted: bool) -> bool:
    """Whether `joined` is a slip of `whole`. is_parted: it has more words or fewer, so that no letter may be amiss."""
    if joined == whole:
        return True
    if is_parted or min(len(joined), len(whole)) < _SHORTEST or any(joined == whole + end for end in _ENDINGS):
        return False
    # one that begins alike and lacks the end may be the word that the name was made of: market, Marketo
    if whole.startswith(joined) or joined.startswith(whole):
        return False
    most = 2 if min(len(joined), len(whole)) >= LONG else 1
    same_begin = joined[0] == whole[0] or sorted(joined[:2]) == sorted(whole[:2])
    return same_begin and OSA.distance(joined, whole, score_cutoff=most) <= most


def _is_word(joined: str) -> bool:
    return joined in COMMON or (joined.endswith("s") and joined[:-1] in COMMON)
