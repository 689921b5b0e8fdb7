"""One text with its codes, for a terminal."""

from collections.abc import Iterator

from assay.store.home import Home
from assay.words.coding.code import Choice, Code
from assay.words.coding.coder import Coder, open_coder
from assay.words.coding.speaking_of import say_of
from assay.words.coding.texts import Mark, Written, code_texts


def show_code(home: Home, text: str, *, is_message: bool = False, is_answer: bool = True) -> str:
    """What `text` says of a reason, passage by passage. Raises InputError as the taxonomy's and model's readers do.

    is_message: leave out what an e-mail quotes and is signed with.  is_answer: it was given as a reason; else only what
    says something of one is shown.
    """
    coder = open_coder(home)
    (marks,) = code_texts(coder, [Written(text, is_message=is_message, is_answer=is_answer)])
    lines = [line for mark in marks for line in _show(mark, coder)] or ["Nothing in it says anything of a reason."]
    return "\n".join([*lines, *([coder.note] if coder.note else [])])


def _show(mark: Mark, coder: Coder) -> Iterator[str]:
    yield f'"{mark.passage.text}" ({mark.passage.start}-{mark.passage.end})'
    code = mark.code
    told = say_of(coder.taxonomy, code.driver, code.theme, code.tone, mark.passage.text, side="", found=())
    theme = f", theme {told.theme}" if told.theme else ""
    if told.driver:
        driver = coder.taxonomy.by_code[told.driver]
        yield f"  {driver.name} ({driver.group}.{driver.code}){theme}, about {told.about}, {told.polarity}"
        yield f"  by {_say_coder(code)}"
    elif told.is_praise:
        yield f"  Speaks well of {told.about} and gives no reason{theme}"
    else:
        named = ", ".join(_say_choice(choice, coder) for choice in code.choices)
        yield f"  Not coded by itself; choose: {named}"
    if code.note:
        yield f"  {code.note}"


def _say_coder(code: Code) -> str:
    if code.coder == "rule":
        return "rule: the words of a list"
    return f"the model, confidence {code.confidence:.0%}, {code.margin:.2f} before the second"


def _say_choice(choice: Choice, coder: Coder) -> str:
    return f"{coder.taxonomy.by_code[choice.driver].name} ({choice.score:.0%})"
