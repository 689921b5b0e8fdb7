"""Which words are English: what is none, in an English sentence, is likely a name or a slip."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assay.words.redaction.folding import fold, read_common_words

if TYPE_CHECKING:
    from spacy.language import Language

_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""),
    ("ing", "e"), ("ers", ""), ("er", ""), ("est", ""), ("ly", ""), ("ily", "y"), ("n't", ""),
    ("less", ""), ("ness", ""), ("able", ""),
)  # fmt: skip
_PREFIXES = ("re", "un", "pre", "non", "over", "under", "sub", "co", "mis", "out")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class English:
    """The vocabulary that the language model brings, with inflections."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words

    @staticmethod
    def of(language: "Language") -> "English":
        """From the tables of the model's lemmatizer."""
        tables: Any = dict(language.components)["lemmatizer"]
        index, exceptions = (tables.lookups.get_table(name) for name in ("lemma_index", "lemma_exc"))
        words = {word for kind in index.values() for word in kind}
        words |= {word for kind in exceptions.values() for word in kind}
        return English(frozenset(words | read_common_words()))

    @lru_cache(maxsize=50_000)  # noqa: B019 - one object lives as long as the process
    def knows(self, word: str) -> bool:
        """Whether it is an English word, inflected or compound, whatever its case."""
        plain = fold(word).replace("’", "'")
        if len(plain) < 3 or plain in self._words or plain in _MORE:
            return True
        stems = [
            plain[: -len(end)] + more for end, more in _ENDINGS if plain.endswith(end) and len(plain) > len(end) + 1
        ]
        stems += [stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2]]
        stems += [plain[len(start) :] for start in _PREFIXES if plain.startswith(start) and len(plain) > len(start) + 2]
        return any(stem in self._words for stem in stems)

    def speaks(self, words: Iterable[str]) -> bool:
        """Whether at least half of the words are English, and few are German ones that stand in every sentence."""
        some = list(words)
        known = sum(self.knows(word) for word in some)
        german = sum(fold(word) in _GERMAN for word in some)
        return 2 * known >= len(some) and not (german > 1 and 6 * german >= len(some))


def list_words(text: str) -> list[re.Match[str]]:
    """The words of a text that are made of letters."""
    return list(_WORD.finditer(text))


_GERMAN = frozenset(
    re.findall(
        r"\S+",
        "und oder aber der das den dem ein eine einen einem wir ihr ihre ihnen ich mit von auf bei nach fur uber unter "
        "seit bis ist sind war wie nicht noch auch hallo "
        "frau herr herrn sehr geehrter geehrte vielen dank anbei zum zur "
        "unser unsere wurde haben hat wird werden dass sich als aus durch ",
    )
)
_MORE = frozenset(
    re.findall(
        r"\S+",
        "the and you they them those these which who whom whose whoever would could should might shall because since "
        "although though unless until whether during within without against among toward towards upon via per anyone "
        "someone everyone nobody somebody everybody anybody anything something everything nothing others ourselves "
        "themselves himself herself itself myself yourself yourselves "
        "don't doesn't didn't won't wouldn't can't couldn't "
        "shouldn't isn't aren't wasn't weren't haven't hasn't hadn't "
        "it's that's there's let's we're they're you're i'm "
        "we've they've i've we'll they'll gdpr api erp crm cfo ceo cto "
        "cio coo sso saas sla rfp rfq rfi poc pov roi kpi "
        "nda msa sow imo fyi asap eod eow tbd tbc email emails onboarding reorg onsite offsite callback demo demos "
        "webinar dashboard dashboards workflow workflows procurement rollout timeline timelines blocker "
        "blockers champion voicemail linkedin zoom teams slack gonna wanna gotta dunno btw atm lol approx incl excl "
        "config admin repo backend frontend app apps plugin signup login quarterly okay internet smartphone website "
        "websites blog ",
    )
)
