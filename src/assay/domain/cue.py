"""Buying cues: what a buyer says who thinks of buying in earnest, and when our side has taken it up.

A cue is a sentence of the buyer about one of five matters: by when they want it (timeline), with what money (budget),
who else decides (decider), how it would be brought in (implementation), who has it already (reference). An objection
is none: "there is no budget", "that is too expensive".

It is taken up when within our next two turns of the same call, or in a message of ours within a week, our side refers
to it, asks on or answers: a sentence, none that puts it off, shares a word of matter with it, or has a word of what
such a cue is about; or a plain yes or no, or a number where one is asked for, meets a question; or we ask back about
"that", "him", "who". What is said later in a turn than its first hundred words or so does not count.

The patterns are common to Python and RE2, and match text in small letters without accents (fold_text). Each rule is a
tuple of patterns that must all be found in the sentence; the first, which sieves whole texts, is the rarest. They
know English and German alone.
"""

from typing import Literal, get_args

Cue = Literal["timeline", "budget", "decider", "implementation", "reference"]
CUES: tuple[Cue, ...] = get_args(Cue)

#: turns of ours in which a cue is looked for, and letters of each
NEXT_TURNS = 2
TURN_LETTERS = 600

Rule = tuple[str, ...]

_MONTHS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|marz|mai"
    r"|juni"
    r"|juli|oktober|dezember"
)
_DAYS = r"monday|tuesday|wednesday|thursday|friday|montag|dienstag|mittwoch|donnerstag|freitag"
_TIME = (
    rf"\b({_MONTHS}|{_DAYS}|spring|summer|autumn|winter|fall|easter|christmas|season|new year|year end|q[1-4]"
    r"|(first|second|third|fourth|next|this|last) (quarter|month|year|week|half)|quarter|weeks?|months?"
    r"|(end|beginning|start|middle) of|first of|[0-9]{1,2}(st|nd|rd|th)|[0-9]{1,2} (days|weeks|months)|fiscal year"
    r"|the (fair|audit|season|holidays|launch)|(busy|peak) season|trade fair"
    r"|fruhjahr|fruhling|sommer|herbst|jahresende|jahreswechsel|ostern|weihnachten|saison|heizperiode|quartal\w*"
    r"|wochen?|monate?n?|monats\w*|(anfang|mitte|ende) [a-z0-9]+|dieses jahr|nachstes jahr"
    r"|[0-9]{1,2}\.( ?[0-9]{1,2}\.)?"
    r"|geschaftsjahr\w*|messe|urlaubszeit|werksferien)\b"
)
_BY = (
    r"\b(by|before|until|from|in|within|after|no later than|latest|at the|this|next|for|on"
    r"|bis|vor|ab|im|zum|noch|spatestens|nach|innerhalb|seit|am)\b"
)
_WISH = (
    r"\b(need|needs|want|wants|have to|has to|must|should|would|could|can|aim|aiming|plan|planning|hope|hoping|going to"
    r"|ideally|target|targeting|intend|looking to|required|i'd|we'd|we'll|we will|we are to|expect|expects"
    r"|mussen|muss|mussten|wollen|wollten|mochten|wurden|soll|sollen|sollte|sollten|planen|brauchen|brauchten|ware"
    r"|hatten gern|gern|konnten|konnen)\b"
)
_BEGIN = (
    r"\b(live|running|in place|start|starting|begin|beginning|decide|decision|ready|sign|signed|finish|finished|settled"
    r"|operational|installed|kick[ -]?off|pilot|switch|switched|deliver|delivered|delivery|happen|completed?|launch"
    r"|go-?live|rolled out|up and running|arrive|done|move|moved|implemented|order"
    r"|fertig|laufen|lauft|starten|start|loslegen|beginnen|anfangen|entscheiden|entscheidung|umgestellt|umstellen"
    r"|produktiv|im einsatz|stehen|unterschreiben|unterschrieben|eingefuhrt|einfuhren|bestellen|klappt|abgeschlossen"
    r"|in betrieb|losgehen|erledigt|zusage)\b"
)

_TIMELINE: tuple[Rule, ...] = (
    (_TIME, _WISH, _BEGIN, _BY),
    (r"\b(how (soon|quickly|fast)|when) (can|could|would|will|do|might|is|are)\b", _BEGIN, r"\?"),
    (r"\bearliest\b", r"\?"),
    (
        r"\b(how long|how many (weeks|months|days)|how much time)\b",
        r"\b(install\w*|implement\w*|set[ -]?up|roll\w*|onboard\w*|deliver\w*|migrat\w*|go[ -]?live|signature|signing"
        r"|get (it|this|us)|switch\w*|project|start|introduc\w*|up and running)\b",
    ),
    (r"\b(lead times?|delivery (dates?|times?)|go-live( date)?|deadline|timelines?|time ?frames?|time ?scales?)\b",),
    (
        r"\bif we (sign|order|decid|start|go ahead|went ahead|commit|bought|buy)[a-z]*\b",
        r"\bwhen\b|\bhow (soon|long)\b",
    ),
    (
        r"\b(contract|licen[cs]e|licen[cs]es|agreement|subscription|lease|support|warranty)\b",
        r"\b(runs? out|run out|expires?|ends|is up|up for renewal|comes? to an end|has to be renewed)\b",
    ),
    (r"\b(switched off|shut down|discontinued|end of (life|support))\b", r"\b(by|need|must|have to|has to)\b"),
    (
        r"\b(wie (schnell|bald|lange|kurzfristig)|bis wann|ab wann|wann|fruhestens)\b",
        r"\b(liefer\w*|start\w*|einfuhr\w*|umstell\w*|fertig|loslegen|beginnen|dauer\w*|bereit|umsetz\w*|einsatz\w*"
        r"|verfugbar|zusage|lauft|los|live|losgehen)\b",
        r"\?",
    ),
    (
        r"\b(vertrag\w*|lizenz\w*|wartung\w*|leasing\w*|mietvertrag\w*|rahmenvertrag\w*)\b",
        r"\b(lauft|laufen|endet|enden|auslauft|auslaufen)\b",
    ),
    (r"\b(lieferzeit\w*|liefertermin\w*|zeitplan\w*|stichtag\w*|go-live|inbetriebnahme|einfuhrungstermin)\b",),
)

_BUDGET: tuple[Rule, ...] = (
    (r"\b(budget|budgets|budgeted|budgetary)\b",),
    (
        r"\b(set aside|put aside|earmarked|allocated|released|approved|signed off|available|reserved|ring-fenced)\b",
        r"\b(money|funds?|funding|thousand|[0-9]+ ?k|[0-9]{2,3}[.,][0-9]{3}|phase one)\b|[€$£]",
    ),
    (r"\b(cost|costs|price|prices|pay|charge|fee|fees|pricing)\b", r"\b(what|how much)\b", r"\?"),
    (
        r"\bhow (is|are|do|would|does) (it|this|that|you|they|the [a-z]+)( be)? (priced|price|charged?|licen[cs]ed?"
        r"|billed?)\b",
    ),
    (
        r"\b(quote|quotation|price list|your prices|pricing|commercial proposal|cost estimate|cost breakdown"
        r"|price for)\b",
        r"\b(send|give|get|need|have|prepare|put together|share|provide|see|want|let us have|email|mail)\b",
    ),
    (
        r"\b(discount|discounts|rebate|instal?ments?|payment terms|pay (monthly|quarterly|yearly|annually|up front"
        r"|upfront"
        r"|in|by)|split the (payment|costs?|invoice)|multi-?year|volume (price|pricing|discount)|business case"
        r"|payback)\b",
    ),
    (r"\bprices?\b", r"\b(valid|hold|fixed|include|includes|including|guaranteed)\b", r"\?"),
    (r"\b(sign|approve|authori[sz]e)\b", r"\b(up to|under|below|anything)\b", r"\b(myself|alone|own)\b"),
    (r"\b(we|i) (would|will|could|can|'ll) (fund|finance|pay for) (it|this|that)\b",),
    (r"\bbudget(s|runde|planung|rahmen|jahr|antrag|freigabe|entwurf|posten)?\b",),
    (
        r"\b(geld|mittel|summe|betrag|euro|eur|investition)\b",
        r"\b(eingeplant|freigegeben|bewilligt|genehmigt|vorgesehen|zuruckgelegt|zuruckgestellt|budgetiert|verfugung)\b",
    ),
    (r"\b(kosten|kostet|preis|preise|zahlen|gebuhr|gebuhren)\b", r"\b(was|wie ?viel|wie hoch|wie teuer)\b", r"\?"),
    (
        r"\b(angebot|preisliste|kostenvoranschlag|ihre preise|konditionen|preisangebot|kalkulation)\b",
        r"\b(schicken|senden|machen|erstellen|zukommen|brauchen|brauche|brauchten|bekommen|bitte|hatten gern"
        r"|mochten)\b",
    ),
    (
        r"\b(rabatt|rabatte|nachlass|skonto|ratenzahlung|in raten|zahlungsbedingungen|zahlungsziel|mietkauf|leasing"
        r"|staffelpreise?|pro (nutzer|platz|standort|lizenz|monat)|mengenrabatt)\b",
    ),
)

_PEOPLE = (
    r"\b(boss|manager|managing director|ceo|cfo|cto|cio|coo|director|directors|board|committee|steering (group"
    r"|committee)"
    r"|procurement|purchasing|legal|it department|it security|head of [a-z]+|vp|vice president|partners|works council"
    r"|headquarters|head office|owner|owners|management|executives?|leadership|finance|data protection|compliance"
    r"|colleagues|sponsor|shareholders|council|chairman|president|superiors?"
    r"|chefs?|chefin|vorstand\w*|geschaftsfuhr\w*|geschaftsleitung|einkauf\w*|betriebsrat\w*|it-leit\w*"
    r"|rechtsabteilung|leitung|bereichsleit\w*|abteilungsleit\w*|aufsichtsrat\w*|gremium|gremien|ausschuss"
    r"|lenkungskreis\w*|kolleg(en|in|innen)|finanz\w*|controlling|inhaber\w*|gesellschafter\w*|zentrale|konzern\w*"
    r"|datenschutz\w*|fachabteilung\w*|stadtrat|gemeinderat|prokurist\w*|vorgesetzte\w*|personalrat\w*)\b"
)
_MUST = (
    r"\b(will have to|need|needs|must|have to|has to|should|want|wants|would like|could you|can you|going to|i'll|we'll"
    r"|i'd|we'd|would|let me|before|will|gets to|is going to|i can't|cannot|likes to"
    r"|muss|mussen|musste|mussten|soll|sollte|sollten|mochte|mochten|will|wollen|wird|werden|wurde|wurden|konnten sie"
    r"|konnen sie|darf|redet|reden|hat)\b"
)
_DECIDING = (
    r"\b(take|bring|run|show|present|pass|put|talk|speak|check|discuss|clear|agree|align|involve|involved|include"
    r"|included"
    r"|convince|convinced|loop|approve|approval|sign|decide|decision|look|see|review|weigh in|join|invite|consult"
    r"|consulted|persuade|on board|sign-off|sign off|buy-in"
    r"|abstimmen|abgestimmt|zeigen|vorstellen|einbezogen|einbeziehen|zustimmen|entscheiden|entscheidet|unterschreiben"
    r"|freigeben|mitreden|mit|tisch|vorlegen|uberzeugen|uberzeugt|einbinden|eingebunden|genehmigen|absegnen|sprechen"
    r"|besprechen|dabei|mitnehmen|sehen|prufen|klaren|mitzureden|mitspracherecht)\b"
)

_DECIDER: tuple[Rule, ...] = (
    (_PEOPLE, _MUST, _DECIDING),
    (
        r"\b(final (say|decision|word|approval)|decision[- ]makers?|makes? the (final )?decision|has a say|have a say"
        r"|decision (is|lies|rests|gets|will be|would be) (made|taken|with)|sign-?off from|approval from|buy-?in from"
        r"|take the decision|not (only |just )?my decision|above my pay|i can recommend)\b",
    ),
    (r"\b(need|needs|have|has|want|wants) to be (convinced|involved|included|consulted|asked|on board|persuaded)\b",),
    (r"\bbut ([a-z]+|our [a-z]+|the [a-z]+) (signs|decides|approves)\b",),
    (rf"{_PEOPLE} (signs|decides|approves|meets|votes)\b",),
    (r"\b(run|take|put) (this|it|that) (past|by|to|before|through)\b",),
    (r"\b(can't|cannot|can not|don't) decide (this |that |it )?(alone|by myself|on my own)\b",),
    (r"\b(uber den tisch|letzte[ns]? wort|entscheidungstrager\w*|entscheidungsrunde|nicht allein entscheiden)\b",),
    (r"\b(entscheidet|unterschreibt|genehmigt|redet)\b", _PEOPLE),
)

_BRINGING_IN = (
    r"\b(implementation|implement|implementing|roll(ing)?[ -]?out|rolled out|onboarding|migration|migrate|migrating"
    r"|installation|install|installed|set[ -]?up|switch-?over|cut-?over|go[ -]live|training|train|trained|integration"
    r"|integrate|single sign-on|sso|configured?|configuration|connected|connect|interface|pilot (project|phase|run"
    r"|test|with|in|at|for)|(a|the|our) pilot[?.,!;]|deployment|deploy"
    r"|deployed|transition|move over|project plan|get started"
    r"|einfuhrung\w*|migration\w*|migrier\w*|umstellung\w*|schulung\w*|schulen|rollout|ausroll\w*|anbind\w*|anbindung"
    r"|schnittstelle\w*|installation\w*|installier\w*|inbetriebnahme|einrichtung|einrichten|datenubernahme|altdaten"
    r"|integrier\w*|integration|pilot(projekt|phase|betrieb|lauf)\w*|implementierung|einfuhren|umstellen|angebunden)\b"
)

_IMPLEMENTATION: tuple[Rule, ...] = (
    (_BRINGING_IN, r"\?"),
    (_BRINGING_IN, r"\b(like|want|wants|need|needs|asks?|wonders?|curious) (to|how|what|whether|if|for)\b"),
    (_BRINGING_IN, r"\b(how|what|whether|if)\b", r"\basks?\b"),
    (r"\bwhat (would|do|will|should) (you|we) (need|have to)\b", r"\b(from|to (get|start|begin|prepare)|provide)\b"),
    (
        r"\b(begin|start|roll)\b",
        r"\b(we'd|we would|we will|we'll|we could|we want to|we plan to)\b",
        r"\b(with|in|at|to) (one|a single|the first|two|just|only|all|the other|three)\b",
    ),
    (r"\b(tied up|effort|workload|resources|people|staff|hours)\b", r"\b(our side|ours|of us|from us|on us)\b", r"\?"),
    (r"\b(existing|old|current|historical|legacy) (data|records|files|entries)\b", r"\?"),
    (r"\b(in (two|three|several) (steps|phases|stages)|phase by phase|site by site|phased)\b",),
    (
        r"\b(anfangen|beginnen|starten)\b",
        r"\b(wurden|wollen|mochten|konnten|planen)\b",
        r"\b(mit|in|an) (eine[mrn]?|zwei)\b",
    ),
    (
        r"\bwas (mussten|mussen|brauchen|brauchten|sollten) (wir|sie)\b",
        r"\b(bereitstellen|vorbereiten|liefern|von uns)\b",
    ),
)

_FIRMS = (
    r"\b(clients?|custome[r]s?|users?|companies|company|firms?|banks|hospitals|plants|plant|cities|city|schools"
    r"|manufacturers|organi[sz]ations|businesses|municipalities|insurers|retailers|utilities|agencies|universities"
    r"|clinics|carriers|dealers|dairies|sites?)\b"
)

_REFERENCE: tuple[Rule, ...] = (
    (
        r"\breferences?\b",
        r"\b(a|any|some|two|three|have|got|give|collect|speak|talk|call|name|ask|asked|need|provide|send|share"
        r"|further)\b",
    ),
    (r"\b(case stud(y|ies)|success stor(y|ies)|testimonials?|reference (visits?|calls?|sites?|projects?))\b",),
    (
        r"\b(somebody|someone|anybody|anyone|users?|clients?|custome[r]s?|companies|firms|a (site|plant|company"
        r"|firm))\b",
        r"\b(speak|talk|call|visit|meet|hear|learn|introduce)\b",
        r"\b(trade|industry|sector|uses?|using|size|existing|running|runs|works?|has|have|same|similar|like|other"
        r"|call)\b",
    ),
    (
        r"\b(uses?|using|works? with you|working with you|put (this|it) in|done (this|it|that)|runs? (it|this)|in use"
        r"|bought (it|this)|has it|have it|of our size|our size|like (us|ours))\b",
        r"\b(who else|which other|what other|other|anybody|anyone|somebody|someone|who)\b",
        r"\?",
    ),
    (
        r"\bhave you (ever |already )?(done|built|delivered|installed|implemented|worked|run|rolled|set|put)\b",
        r"\b(before|already|another|other|for an?|with an?|like (us|ours)|similar|our (trade|industry|sector|size))\b",
        r"\?",
    ),
    (r"\b(visit|see|look at|watch)\b", r"\b(running|in (use|action|operation|production)|at work|nearby)\b", _FIRMS),
    (rf"\b(examples?|names?|list) of ([a-z]+ )?({_FIRMS})",),
    (_FIRMS, r"\bwhich\b", r"\b(use|using|have|run|work with|chose|moved|already)\b", r"\?"),
    (r"\b(referenz|referenzen|referenzkunde\w*|referenzprojekt\w*|referenzanlage\w*|referenzbesuch\w*)\b",),
    (r"\b(anwenderbericht\w*|fallstudie\w*|erfolgsgeschichte\w*|praxisbeispiel\w*|fallbeispiel\w*)\b",),
    (
        r"\b(im einsatz|arbeiten|arbeitet|nutzen|nutzt|setzen|setzt|eingefuhrt|haben das|hat das|unserer (grosse"
        r"|branche))\b",
        r"\b(mit wem|wer|welche[rsn]?|jemand\w*|andere)\b",
        r"\?",
    ),
    (
        r"\b(ansehen|anschauen|besichtigen|besuchen)\b",
        r"\b(anlage|vor ort|bei einem|im betrieb|werk|bei jemandem|installation|referenz)\b",
    ),
    (r"\bschon (einmal|mal)\b", r"\b(gemacht|umgesetzt|eingefuhrt|gebaut|geliefert)\b", r"\?"),
)

RULES: dict[Cue, tuple[Rule, ...]] = {
    "timeline": _TIMELINE,
    "budget": _BUDGET,
    "decider": _DECIDER,
    "implementation": _IMPLEMENTATION,
    "reference": _REFERENCE,
}

#: With one of these a sentence says the contrary, or speaks of something else.
NO_CUE = (
    r"\breference (method|value|sample|model|number|design|measurement)s?\b|\bnot been set\b|\b(no|any|without|over"
    r"|out of|beyond|lack of|exceeds?|exceeded) (a |the |our |more )?budget\b"
    r"|\bbudget (was|has been|has|got|is|were) (cut|moved|frozen|gone|spent|slashed)\b|\btoo expensive\b|\bnot (need"
    r"|require) (any )?ref"
    r"|\b(with|in) reference to\b|\bnot (looking|interested|planning|going)\b|\b(decided|gone|went|going) (for|with"
    r"|against)"
    r" (another|a different|someone|somebody|the other)\b|\b(don't|do not|doesn't|won't|will not) (need|want)\b"
    r"|\b(call|meeting|appointment)\b.{0,20}\b(o'clock|am|pm)\b"
    r"|\b(kein|keine|keinen|ohne|ausserhalb des|uber dem) budget|\bkeine mittel\b|\bbudget ist (in|weg|fort|an)\b"
    r"|\bzu teuer\b|\bkein(e"
    r"|en)? (interesse|bedarf)\b"
    r"|\bfur (einen |ein )?andere[nrs]? (anbieter|lieferant|losung)\w* entschieden\b|\bnicht (notig|mehr notig)\b"
    r"|\bbrauchen (wir )?(keine|nicht)\b|\buhr verschieben\b"
)

#: A sentence of ours with one of these leaves the cue for later.
PUT_OFF = (
    r"\b(later|come back to|get to (that|this|it)|get there|in a (moment|minute|bit|second)|park (that|this)"
    r"|first,? let me|before that|dazu kommen? (wir|ich)|kommen wir (noch|gleich|spater)|spater|stellen wir zuruck)\b"
)

#: What an answer to each cue, or a question back, speaks of.
MATTER: dict[Cue, str] = {
    "timeline": (
        rf"{_TIME}|\b(days?|dates?|deadline|schedule|lead time|calendar|timelines?|in time|on time|tage?n?|termin\w*"
        rf"|frist\w*"
        r"|lieferzeit\w*|zeitplan\w*|rechtzeitig|punktlich)\b"
    ),
    "budget": (
        r"\b(prices?|priced|pricing|costs?|budgets?|euros?|eur|dollars?|pounds|thousand|[0-9]{3,}|[0-9]+ ?k"
        r"|discounts?|quotes?"
        r"|quotation|invoices?d?|payments?|pay|instal?ments?|per (seat|user|site|month|year)|funds?|funding|afford"
        r"|quarterly|monthly|annually|yearly|preise?n?|kosten|angebot\w*|rabatt\w*|rechnung\w*|zahlung\w*|zahlen|raten"
        r"|monatlich|jahrlich|pro (nutzer|platz|standort|monat|jahr)|konditionen)\b|[€$£]"
    ),
    "decider": (
        r"\b(who|whom|he|she|him|her|his|board|decid\w*|decisions?|signs?|approv\w*|involve\w*|directors?|boss"
        r"|committee"
        r"|legal|procurement|person|invite\w*|colleagues?|join|entscheid\w*|wer|wem|wen|chefs?|vorstand\w*|ihm|einkauf"
        r"|betriebsrat\w*|gremium|einbind\w*|einlad\w*|kolleg\w*|geschaftsfuhr\w*)\b"
    ),
    "implementation": (
        rf"{_BRINGING_IN}|\b(our (own )?(team|people|engineers|consultants)|project (manager|team)|consultants?"
        rf"|engineers?"
        r"|weekend|overnight|half a day|hours|days?|weeks?|workshops?|phases?|steps?|api|import(ed)?|unser team"
        r"|projektleit\w*|berater\w*|tage?n?|stunden?|wochenende|nachts|schritt\w*|daten|stellen wir um|wir stellen)\b"
    ),
    "reference": (
        r"\b(references?|case stud(y|ies)|clients?|custome[r]s?|a (company|firm|plant|site|bank|hospital|city)"
        r"|companies"
        r"|firms|site visit|visit|introduce|introduction|put you in touch|connect you|call with|ask (him|her|them|a"
        r"|one|two)"
        r"|your (size|trade|industry|sector)|same (size|trade|industry|sector)|similar|referenz\w*|anwender\w*|kunde\w*"
        r"|betriebe?|besuch\w*|vermittel\w*|firmen|werke?|hauser|ansprechpartner\w*)\b"
    ),
}

#: In a question of ours, near the beginning of our first turn: it asks on.
ASKS_ON = (
    r"\b(that|this|those|he|she|they|him|her|them|who|whom|which|das|dem|dies|dabei|dafur|dazu|ihm|ihnen|ihr|wer|wen)\b"
)

#: A cue that asks so is answered by a number near the beginning of our first turn.
ASKS_NUMBER = r"\b(how (many|much|long|soon|often|quickly|fast)|wie ?viele?|wie (lange|schnell|hoch|oft))\b"
GIVES_NUMBER = (
    r"[0-9]|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|half a"
    r"|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|zwanzig|dreissig|funfzig|hundert|halbe[rn]?)\b"
)

#: So begins an answer to a question.
PLAIN_ANSWER = (
    r"^\s*(yes|no|yep|sure|certainly|of course|gladly|absolutely|exactly|correct|unfortunately|ja|nein|klar|gern"
    r"|gerne|genau"
    r"|naturlich|leider|selbstverstandlich)\b"
)
