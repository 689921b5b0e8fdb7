"""Who works at a buyer: posts from the bench to the board, with their titles by language (texts/titles.txt)."""

from dataclasses import dataclass
from functools import lru_cache

from assay.sample.texts import read_table

BENCH, MIDDLE, HEAD, VICE, BOARD = range(1, 6)
LEVELS = ("", "bench", "middle", "head", "vice", "board")


@dataclass(frozen=True)
class Post:
    """A post in a company: how high it stands, what it does, and its titles in each language."""

    level: int
    function: str
    titles: dict[str, tuple[str, ...]]

    def title(self, language: str, turn: int, *, woman: bool) -> str:
        """The title in a language, where it has them in the man's or the woman's form; `turn` chooses among several."""
        options = self.titles.get(language) or self.titles["en"]
        forms = options[turn % len(options)].split("/")
        return forms[-1] if woman else forms[0]


@lru_cache(maxsize=1)
def read_posts() -> tuple[Post, ...]:
    """Every post that there is at a buyer."""
    posts = []
    for level, function, english, german, french in read_table("titles"):
        titles = {"en": english, "de": german, "fr": french}
        split = {code: tuple(part.strip() for part in text.split(";")) for code, text in titles.items()}
        posts.append(Post(LEVELS.index(level), function, split))
    return tuple(posts)


def find_posts(level: int, functions: tuple[str, ...] = ()) -> list[Post]:
    """Posts at a level, of these functions if any has one there."""
    here = [post for post in read_posts() if post.level == level]
    return [post for post in here if post.function in functions] or here
