"""Phrases by which somebody promises, puts an answer off or names a day, as patterns.

They are written as the languages spell them and matched without accents, which people leave out, and in small letters.
"""

import unicodedata

from assay.store.quoting import quote_text


def match_words(folded: str, pattern: str) -> str:
    """SQL of whether a pattern of this file is found in text that text.fold_text has folded."""
    return f"regexp_matches({folded}, {_quote_folded(pattern)})"


def strip_morning(folded: str) -> str:
    """SQL of folded text without greetings and times of day that are spelt as tomorrow is."""
    return f"regexp_replace({folded}, {_quote_folded(_MORNING)}, ' ', 'g')"


def _quote_folded(pattern: str) -> str:
    apart = unicodedata.normalize("NFD", pattern.replace("ß", "ss"))
    return quote_text("".join(letter for letter in apart if not unicodedata.combining(letter)))


_PROMISES = (
    # English: after the pronoun, wherever that stands
    r"\b(i|we)( will|'ll| shall|'m going to| am going to|'re going to| are going to)"
    r"( then| also| gladly| certainly| definitely| of course| personally)?"
    r" (send|share|forward|get back|come back to|be in touch|follow up|check|find out|look into|let you (know|have)"
    r"|prepare|put together|draw up|ask|clarify|confirm"
    r"|(call|ring|phone|mail|email|e-mail|write to) (you|him|her|them))\b",
    r"\blet me (send you|get back|come back to|find out|look into)\b",
    # German: the verb stands first or second, its other half at the end
    r"\b(ich|wir) werden? .*(schicken|senden|mailen|melden|anrufen|klären|prüfen|nachfragen|nachreichen|zukommen lassen"
    r"|vorbereiten|weiterleiten|bescheid geben|nachliefern)\b",
    r"\bwerden? (ich|wir) .*(schicken|senden|mailen|melden|anrufen|klären|prüfen|nachfragen|nachreichen|zukommen lassen"
    r"|vorbereiten|weiterleiten|bescheid geben|nachliefern)\b",
    r"\b((ich|wir) (schicken?|senden?|mailen?)|(schicken?|senden?|mailen?) (ich|wir)) (.* )?(ihnen|euch|dir)\b",
    r"\b(ich melde|melde ich) mich\b|\b(wir melden|melden wir) uns\b",
    r"\b((ich|wir) klären?|klären? (ich|wir)) ",
    r"\b((ich|wir) prüfen?|prüfen? (ich|wir)) (das|dies|es|intern|ob)\b",
    r"\b((ich|wir) (fragen?|reichen?)|(fragen?|reichen?) (ich|wir)) (.* )?nach\b",
    r"\b((ich|wir) rufen?|rufen? (ich|wir)) (.* )?an\b",
    r"\b((ich|wir) geben?|geben? (ich|wir)) (.* )?bescheid\b",
    r"\b((ich|wir) lassen?|lassen? (ich|wir)) (.* )?zukommen\b",
    # French: the person addressed stands before the verb
    r"\bje (vous|te) (les? |la )?(envoie|enverrai|transmets|transmettrai|ferai parvenir|recontacte|recontacterai"
    r"|rappellerai|tiens au courant|tiendrai|confirmerai|préparerai|prépare|adresserai)\b",
    r"\bje (vous l'|t'|te l')(envoie|enverrai|adresserai)\b",
    # by itself it says who is calling now
    r"\bje (vous |t')appelle (demain|lundi|mardi|mercredi|jeudi|vendredi|en (début|fin|cours)|la semaine"
    r"|cette semaine)\b",
    r"\b(nous|on) (vous|te) (les? |la |l')?(envoyons|enverrons|enverra|transmettrons|recontacterons|recontactons"
    r"|rappellerons|tiendrons|tenons au courant|confirmerons|préparerons)\b",
    r"\b(je|nous|on) (reviens|reviendrai|reviendrons|revenons|revient|reviendra) vers (vous|toi)\b",
    r"\b(je vais|nous allons|on va) (vous |te |t'|me |nous )?(les? |la |l')?(envoyer|transmettre|faire parvenir"
    r"|recontacter|rappeler|revenir vers|vérifier|renseigner|demander|préparer|confirmer)\b",
    # Spanish: no pronoun of one's own
    r"\b(les?|te|os|se l[oa]s?|te l[oa]s?) (envío|enviaré|enviaremos|enviamos|mando|mandaré|mandaremos|haré llegar"
    r"|haremos llegar|confirmaré|confirmaremos|llamaré|llamaremos|escribiré|escribiremos|contactaré|contactaremos"
    r"|prepararé|prepararemos)\b",
    r"\b(me pondré|nos pondremos) en contacto\b",
    r"\b(voy|vamos) a (enviar|mandar|confirmar|consultar|preguntar|averiguar|preparar|llamar|escribir|hacer llegar)",
)

PROMISE = "|".join(f"(?:{pattern})" for pattern in _PROMISES)

#: With these it hangs on somebody else, or is already done; a question offers and does not promise.
NO_PROMISE = (
    r"\b(if|once|unless|when|whenever|whether you|as soon as|should you|provided|until|wenn|falls|sobald|sofern|nachdem"
    r"|si|s'il|s'ils|dès|quand|lorsque|une fois|cuando|en cuanto|una vez"
    r"|attached|enclosed|below|herewith|hereby|anbei|hiermit|beigefügt|angehängt|im anhang|anliegend|unten"
    r"|ci-joint|ci-jointe|ci-dessous|pièce jointe|adjunto|adjunta|adjuntos|adjuntas|a continuación)\b|\?\s*$"
)

#: What was asked is answered later.
DEFERRAL = "|".join(
    (
        r"\b(i|we)( will|'ll| would have to|'d have to| have to| need to|'d need to| must| should)"
        r" (check|find out|look into|ask|clarify|get back|come back|confirm|look that up|look it up|take that"
        r"|take this)\b",
        r"\b(get|come) back to you\b|\blet me (get back|come back to|find out|look into)\b|\boff the top of my head\b",
        r"\b(muss|müsste|müssen|müssten|werde|werden) (ich|wir) .*(klären|prüfen|fragen|nachfragen|nachsehen"
        r"|nachschauen|schauen|abklären)\b",
        r"\b(ich|wir) (muss|müsste|müssen|müssten|werde|werden) .*(klären|prüfen|fragen|nachfragen|nachsehen"
        r"|nachschauen|abklären)\b",
        r"\b(kläre ich|ich kläre|klären wir|wir klären|nehme ich mit|ich nehme das mit|reiche ich nach|ich reiche)\b",
        r"\b(ich melde|melde ich) mich\b|\b(wir melden|melden wir) uns\b|\b(ich frage|frage ich) .*nach\b",
        r"\bje (vais )?(vérifie|vérifier|me renseigne|me renseigner|dois vérifier|dois demander)\b",
        r"\b(reviens|reviendrai|revenons|reviendrons) vers (vous|toi)\b|\bil faut que je (vérifie|demande)\b",
        r"\b(lo|la) (consulto|reviso|verifico|averiguo|compruebo|consultaré|revisaré|averiguaré|comprobaré)\b",
        r"\b(tengo|tenemos|tendría|tendríamos) que (consultar|preguntar|comprobar|revisar|verificar|averiguar)",
        r"\b(voy|vamos) a (consultar|preguntar|comprobar|averiguar|revisar)",
    )
)

#: The answer lies in a file, behind a link or in a talk to come, so that its words do not show it.
ELSEWHERE = (
    r"\b(attach|attached|attachment|attachments|enclosed|enclosure|link|anbei|anhang|angehängt|beigefügt|anlage"
    r"|ci-joint|ci-jointe|jointe|jointes|lien|adjunto|adjunta|adjuntos|adjuntas|adjuntamos|enlace)\b|https?://"
)

#: An answer in one word.
PLAIN_ANSWER = (
    r"\b(yes|yep|yeah|no|nope|not|sure|certainly|absolutely|correct|exactly|agreed|unfortunately|gladly|happy to"
    r"|of course"
    r"|ja|jawohl|nein|nicht|kein|keine|gern|gerne|natürlich|selbstverständlich|leider|richtig|genau|einverstanden"
    r"|oui|non|pas|bien sûr|volontiers|malheureusement|exactement|d'accord|tout à fait"
    r"|sí|claro|por supuesto|desgraciadamente|lamentablemente|correcto|exacto|de acuerdo)\b"
)

#: A question for a number or a day.
ASKS_NUMBER = (
    r"\b(how (much|many|long|often|soon|far|big|large|high)|when|which day|what (day|time|date)|price|prices|cost|costs"
    r"|budget|deadline|wann|wie ?viele?|wie (lange|oft|hoch|groß|teuer)|preise?|kosten|kostet|termin|frist"
    r"|quand|combien|prix|coût|coûte|coûts|délai|délais|cuándo|cuánto|cuánta|cuántos|cuántas|precio|precios|coste"
    r"|costes|cuesta|plazo|plazos)\b"
)

DAYS = (
    "monday|montag|lundi|lunes",
    "tuesday|dienstag|mardi|martes",
    "wednesday|mittwoch|mercredi|miércoles",
    "thursday|donnerstag|jeudi|jueves",
    "friday|freitag|vendredi|viernes",
    "saturday|samstag|sonnabend|samedi|sábado",
    "sunday|sonntag|dimanche|domingo",
)

_MONTHS = (
    "january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli"
    "|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero"
    "|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)

GIVES_NUMBER = (
    rf"[0-9]|\b({'|'.join(DAYS)}|{_MONTHS}|tomorrow|today|week|morgen|heute|woche|demain|semaine|mañana|semana)"
)

TOMORROW = r"\b(tomorrow|morgen|demain|mañana)\b"
IN_TWO_DAYS = r"\b(day after tomorrow|übermorgen|après-demain|pasado mañana)\b"
TONIGHT = r"\b(later today|tonight|end of (the )?day|noch heute|avant ce soir|hoy mismo)\b"
NEXT_WEEK = (
    r"\b(next week|nächste[rn]? woche|kommende[rn]? woche|semaine prochaine|próxima semana|semana (que viene|próxima)"
    r"|anfang der woche|début de (la )?semaine|(principios|comienzos) de (la )?semana)\b"
)
THIS_WEEK = (
    r"\b(this week|end of (the )?week|diese[r]? woche|ende der woche|cette semaine|fin de (la )?semaine|esta semana"
    r"|final(es)? de (la )?semana)\b"
)
#: before the name of a weekday that is a deadline
BY_DAY = (
    r"(by|on|until|before|this|latest|bis|am|spätestens|zum|d'ici|avant|pour|ce|le|el|antes del|para el|este)"
    r"( (am|zum|le|the|latest))? "
)
NEXT = r"(next|nächsten|nächster|kommenden|próximo) "

_MORNING = r"guten morgen|heute morgen|(por|de|en) la mañana|esta mañana"

#: A time is named that the patterns above do not read.
OTHER_TIME = (
    rf"\b({_MONTHS}|months?|quarters?|years?|weeks?|spring|summer|autumn|winter|holidays?|christmas|easter|after the"
    r"|after my|after your|monat|monate|monats|quartal|jahr|jahres|wochen?|urlaub|ferien|weihnachten|nach (dem|der|den)"
    r"|mois|trimestre|année|semaines?|vacances|noël|après|meses|mes|año|semanas?|vacaciones|navidad|después)\b"
    r"|\b[0-9]{1,2}(st|nd|rd|th)\b|\b[0-9]{1,2}[./][0-9]{1,2}\b|\b(am|le|el|on the|on) [0-9]{1,2}\b"
    r"|\b[0-9]+ (days|tagen|tage|jours|días)\b"
)
