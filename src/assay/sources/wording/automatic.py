"""Messages that a machine wrote: automatic replies and returned mail; English, German, French, Spanish, Dutch, Italian.

A subject that a mail system writes is enough. In a body people say that they are away as well, so that there a second
phrase must be found that only such a reply has; a question is never one.
"""

from assay.sources.wording.phrases import match_words
from assay.sources.wording.text import fold_text, write_plain

#: What stands before the subject: a mark of the mail system, or of a CRM that keeps the message as a task.
_BEFORE = r"^\s*(\[[^\]]{1,30}\]\s*|(external|extern|externe|externo|e-?mail)\s*:\s*|(>>|<<)\s*)*"

_SUBJECTS = (
    # English
    r"auto(matic|mated|matische)?[- ]?(reply|response|answer)\b|auto\s?:|out of (the )?office\b|ooo\s*[:-]",
    r"undeliver(able|ed)\b|delivery status notification\b|mail delivery (failed|failure|subsystem)\b|returned mail\b",
    # German
    r"(autom(\.|atische)|automatisierte) ?(rück)?(antwort|abwesenheits?|e-mail-antwort|empfangsbestätigung)",
    r"abwesenheits-?(notiz|nachricht|meldung|mitteilung|info|benachrichtigung|assistent|agent)\b",
    r"(nicht im (büro|haus)|außer haus|abwesend|abwesenheit)\s*:|unzustellbar\b",
    # French
    r"réponse automatique\b|(message|notification|avis|notice) d'absence\b|absente? du bureau\b|absence du bureau\b",
    r"message automatique\b|non remis\s*:",
    # Spanish
    r"(respuesta|contestación|mensaje) automátic[ao]\b|(fuera|ausente) de (la )?oficina\b",
    r"(aviso|mensaje) de ausencia\b|no se puede entregar\b",
    # Dutch
    r"automatische? (antwoord|reactie|beantwoording|bericht)\b|afwezigheids?-?(bericht|melding|assistent)",
    r"(afwezig|niet op kantoor|buiten kantoor|niet aanwezig)\s*:|onbestelbaar\b",
    # Italian
    r"(risposta|messaggio) automatic[ao]\b|(fuori (sede|ufficio)|assente( dall'ufficio)?)\s*:|fuori ufficio$",
    r"(avviso|messaggio) di assenza\b|non recapitabile\b",
)

_SUBJECT = _BEFORE + "(" + "|".join(f"(?:{pattern})" for pattern in _SUBJECTS) + ")"

#: words of one sentence; the stop after a day does not end it
_FEW = r"([^.!?]|[0-9]\.){0,80}"

#: "I am not in the office": near the beginning of the text.
_AWAY = "|".join(
    (
        r"\b(i am|i'm|i will be|i'll be) (currently |now |presently )?(out of (the )?office"
        r"|away from (the|my) (office|desk)|on (annual |parental |maternity )?leave|on (holiday|vacation))\b",
        rf"\b(ich bin|bin ich)\b{_FEW}\b(nicht im (büro|haus|dienst)|außer haus|abwesend|im urlaub|in elternzeit"
        r"|nicht erreichbar|wieder (erreichbar|im büro|im haus|für sie da))\b",
        rf"\bje (suis|serai)\b{_FEW}\b(absente?|en (congés?|vacances|congé maternité)|hors du bureau|de retour)\b",
        rf"\b(estoy|estaré|me encuentro|me encontraré)\b{_FEW}\b(fuera de (la )?oficina|ausente|de vacaciones"
        r"|de baja)\b",
        rf"\b(ik ben|ben ik)\b{_FEW}\b(niet (op kantoor|aanwezig|bereikbaar)|afwezig|met (vakantie|verlof))\b",
        rf"\b(sono|sarò)\b{_FEW}\b(fuori (sede|ufficio)|assente|in (ferie|vacanza|congedo))\b",
    )
)

#: What such a reply goes on with and people who write themselves hardly do.
_MACHINE = "|".join(
    (
        r"\b(thank you|thanks) for your (e-?mail|message|mail)\b|\b(urgent|urgently|emergency|emergencies)\b"
        r"|\blimited access to (my )?e-?mails?\b|\bwill (reply|respond) (to your (e-?mail|message) )?(on|upon|after) my"
        r" return\b|\bin my absence\b",
        r"\bdank für (ihre|deine|eure) (nachricht|e-?mail|mail|anfrage)\b|\bdringende[nr]? (fällen?|angelegenheiten?"
        r"|anliegen|anfragen?)\b|\b(nicht|weder) (automatisch |gelesen )?(weitergeleitet|bearbeitet)\b"
        r"|\b(eingeschränkte[nr]?|keinen) zugriff\b|\bmeine vertretung\b|\bvertritt mich\b|\bin meiner abwesenheit\b"
        r"|\bwährend meiner abwesenheit\b",
        r"\bmerci (de|pour) votre (message|e-?mail|mail|courriel)\b|\b(en cas d'urgence|urgence|urgente?s?)\b"
        r"|\b(pendant|durant|en) mon absence\b|\baccès limité\b",
        r"\bgracias por su (mensaje|correo|e-?mail)\b|\b(urgente|urgentes|urgencia)\b|\b(en|durante) mi ausencia\b"
        r"|\bacceso limitado\b",
        r"\b(bedankt|dank) (u )?voor (uw|je|jouw) (bericht|e-?mail|mail)\b|\b(dringende|spoedeisende|spoed|urgente)\b"
        r"|\b(tijdens|in) mijn afwezigheid\b|\bniet doorgestuurd\b",
        r"\bgrazie per (il suo|la sua|il tuo|la tua) (messaggio|e-?mail|mail)\b|\b(urgenze|urgenza|urgenti?)\b"
        r"|\b(durante|in) la mia assenza\b|\baccesso limitato\b",
    )
)

#: letters of a body at the beginning of which somebody must be away, and up to which it is searched at all
_OPENING = 300
_SEARCHED = 1_500


def is_automatic(subject: str, body: str) -> str:
    """SQL of whether a machine wrote a message with this subject and body, each SQL of text; never NULL."""
    plain = fold_text(write_plain(f"left({body}, {_SEARCHED})"))
    away = f"{match_words(f'left({plain}, {_OPENING})', _AWAY)} AND {match_words(plain, _MACHINE)}"
    return (
        f"coalesce({match_words(fold_text(subject), _SUBJECT)}, false) "
        f"OR coalesce({away} AND NOT contains({plain}, '?'), false)"
    )
