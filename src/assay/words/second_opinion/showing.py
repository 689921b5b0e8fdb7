"""What would be sent about a deal, to the letter, for a terminal."""

import json

from assay.store.home import Home
from assay.words.redaction.showing import list_hidden
from assay.words.second_opinion.asking import WAYS, build_question
from assay.words.second_opinion.document import Document
from assay.words.second_opinion.gathering import compose_for_deal
from assay.words.second_opinion.settings import OpinionSettings, read_settings
from assay.words.second_opinion.spending import find_spent
from assay.words.taxonomy import load_taxonomy


def show_question(home: Home, deal_id: int) -> str:
    """The whole question, what is hidden in it, what it may cost, and how it is approved. Nothing is sent.

    It is shown also while no language model is asked.
    """
    settings = read_settings(home)
    document = compose_for_deal(home, settings, deal_id)
    body = build_question(settings, document, load_taxonomy(home), WAYS[0])
    hidden = (
        list_hidden(document.redaction) if document.redaction else ["Not redacted: the address is of this machine."]
    )
    lines = [
        f"POST {settings.url or '(no address is set)'}/chat/completions",
        json.dumps(body, ensure_ascii=False, indent=1),
        "",
        *hidden,
        "",
        *_describe(home, settings, document, len(json.dumps(body, ensure_ascii=False))),
    ]
    return "\n".join(lines)


def _describe(home: Home, settings: OpinionSettings, document: Document, letters: int) -> list[str]:
    lines = []
    if document.left_out:
        lines.append(f"Left out: {document.left_out} more passages, of which one text does not hold so many.")
    if settings.price_in or settings.price_out:
        worst = settings.price(letters // 3, settings.most_tokens)
        spent = find_spent(home).money
        cap, money = f" of {settings.cap:g}" if settings.cap else "", settings.currency
        lines.append(f"It may cost up to {worst:.4f} {money}; {spent:.4f}{cap} {money} are spent this month.")
    if not settings.is_on:
        lines.append("No language model is asked: it is switched off (opinion in assay.toml).")
    lines.append("Nothing was sent. Read it; to send just this text, call it again with")
    lines.append(f"  --approve {document.digest}")
    return lines
