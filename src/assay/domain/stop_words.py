"""Words that carry no matter of their own, and tell a language."""

_WORDS = {
    "en": """
        a about above after again all also am an and any are as at be because been before being below between both
        but by can could did do does doing down during each few for from further had has have having he her here hers
        him his how i if in into is it its itself just let like may me might more most must my no nor not now of off
        on once only or other our ours out over own please same shall she should so some such than thank thanks that
        the their theirs them then there these they this those through to too under until up upon us very was we were
        what when where whether which while who whom whose why will with would yes yet you your yours hello dear
        regards best kind kindly many much need know think want make sure well back still even
        """,
    "de": """
        aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei bin bis bitte bist da
        damit dann danke das dass dein deine dem den denn der des dessen dich die dies diese diesem diesen dieser
        dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen gibt gut habe
        haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in ist ja jede
        jedem jeden jeder jedes jetzt kann kein keine keinen können könnte könnten könnten machen man mehr mein meine
        meinen mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinen
        selbst sich sie sind so soll sollte sollten sondern sonst über um und uns unser unsere unserem unseren unter
        vielen vom von vor wäre war waren warum was weil welche welchem welchen welcher wenn wer werde werden wie
        wieder will wir wird wo wollen wurde würde würden zu zum zur zwar zwischen hallo liebe lieber guten sehr
        geehrte geehrter grüße grüßen freundlichen viele
        """,
    "fr": """
        à ai au aussi autre aux avant avec avez avons bien bonjour c ce cela ces cet cette chez comme comment d dans
        de depuis des donc dont du elle elles en encore entre est et être eu fait faire il ils j je l la le les leur
        leurs lui ma mais me même merci mes moi mon n ne nos notre nous on ont ou où par parce pas peut peuvent plus
        pour pourquoi pouvez pourriez pouvons qu quand que quel quelle quelles quels qui quoi s sa sans se sera
        serait ses si sommes son sont sous suis sur ta te tes toi ton tous tout toute toutes très trop tu un une vers
        voici voilà vos votre vous y cordialement madame monsieur salutations était avait auriez avoir étaient plaît
        """,
    "es": """
        a al algo algún alguna ante antes aquí así aún aunque bien buenas buenos cada como cómo con contra cual cuál
        cuando cuándo de del desde donde dónde dos el él ella ellas ellos en entre era es esa ese eso esta está están
        estamos estar este esto estos estoy fue ha había hacer han hasta hay he hemos hola la las le les lo los más
        me mi mis mucho muy nada ni no nos nosotros nuestra nuestro nuestros o otra otro para pero poco podría
        podrían por porque puede pueden podemos que qué quien quién saludos se sea según ser si sí sin sobre somos
        son soy su sus también tan te tenemos tener tiene tienen todo todos tu tus un una unas uno unos usted ustedes
        ya yo gracias favor estimado estimada
        """,
}

STOP_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
