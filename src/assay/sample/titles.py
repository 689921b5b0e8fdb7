"""Who works at a buyer: titles by language and function, from the bench to the board."""

from dataclasses import dataclass

BENCH, MIDDLE, HEAD, VICE, BOARD = range(1, 6)


@dataclass(frozen=True)
class Post:
    """A post in a company: how high it stands, what it does, and its title in each language."""

    level: int
    function: str
    titles: dict[str, tuple[str, ...]]

    def title(self, language: str, turn: int, *, woman: bool) -> str:
        """The title by language; `turn` chooses among several. Where a man and a woman are called differently, so here."""
        options = self.titles.get(language) or self.titles["en"]
        forms = options[turn % len(options)].split("/")
        return forms[-1] if woman else forms[0]


def _post(level: int, function: str, en: str, de: str, fr: str) -> Post:
    split = {"en": tuple(en.split("|")), "de": tuple(de.split("|")), "fr": tuple(fr.split("|"))}
    return Post(level, function, split)


POSTS = (
    _post(
        BENCH,
        "quality",
        "Laboratory Technician|Quality Analyst|QA Technician|Lab Analyst",
        "Laborant/Laborantin|Chemielaborant/Chemielaborantin|Mitarbeiter Qualitätskontrolle/Mitarbeiterin Qualitätskontrolle",
        "Technicien de laboratoire/Technicienne de laboratoire|Analyste qualité",
    ),
    _post(
        BENCH,
        "operations",
        "Process Engineer|Production Engineer|Process Technologist|Metallurgist",
        "Verfahrensingenieur/Verfahrensingenieurin|Prozessingenieur/Prozessingenieurin|Werkstofftechniker/Werkstofftechnikerin",
        "Ingénieur procédés/Ingénieure procédés|Technicien de production/Technicienne de production",
    ),
    _post(
        BENCH,
        "purchasing",
        "Buyer|Purchasing Assistant",
        "Einkäufer/Einkäuferin|Sachbearbeiter Einkauf/Sachbearbeiterin Einkauf",
        "Acheteur/Acheteuse",
    ),
    _post(
        BENCH,
        "it",
        "Automation Engineer|Systems Engineer",
        "Automatisierungstechniker/Automatisierungstechnikerin",
        "Automaticien/Automaticienne",
    ),
    _post(
        MIDDLE,
        "quality",
        "Laboratory Manager|Quality Manager|QC Manager|Lab Supervisor",
        "Laborleiter/Laborleiterin|Leiter Qualitätskontrolle/Leiterin Qualitätskontrolle|Teamleiter Labor/Teamleiterin Labor",
        "Responsable laboratoire|Responsable qualité",
    ),
    _post(
        MIDDLE,
        "operations",
        "Production Manager|Shift Manager|Maintenance Manager",
        "Produktionsleiter/Produktionsleiterin|Betriebsleiter/Betriebsleiterin|Leiter Instandhaltung/Leiterin Instandhaltung",
        "Responsable de production|Responsable maintenance",
    ),
    _post(
        MIDDLE,
        "purchasing",
        "Purchasing Manager|Category Manager",
        "Einkaufsleiter/Einkaufsleiterin|Leiter Einkauf/Leiterin Einkauf",
        "Responsable achats",
    ),
    _post(MIDDLE, "it", "IT Manager|Automation Manager", "IT-Leiter/IT-Leiterin", "Responsable informatique"),
    _post(
        MIDDLE,
        "finance",
        "Finance Manager|Controlling Manager",
        "Leiter Controlling/Leiterin Controlling",
        "Contrôleur de gestion/Contrôleuse de gestion",
    ),
    _post(
        HEAD,
        "quality",
        "Head of Quality|Director of Quality|Quality Director",
        "Bereichsleiter Qualität/Bereichsleiterin Qualität|Direktor Qualitätswesen/Direktorin Qualitätswesen",
        "Directeur Qualité/Directrice Qualité",
    ),
    _post(
        HEAD,
        "operations",
        "Plant Director|Director of Operations|Head of Manufacturing|Site Director",
        "Werkleiter/Werkleiterin|Werksleiter/Werksleiterin",
        "Directeur d'usine/Directrice d'usine|Directeur de site/Directrice de site",
    ),
    _post(
        HEAD,
        "purchasing",
        "Procurement Director|Head of Procurement",
        "Bereichsleiter Einkauf/Bereichsleiterin Einkauf",
        "Directeur des achats/Directrice des achats",
    ),
    _post(
        HEAD,
        "finance",
        "Finance Director|Head of Controlling",
        "Kaufmännischer Leiter/Kaufmännische Leiterin",
        "Directeur financier adjoint/Directrice financière adjointe",
    ),
    _post(
        VICE,
        "operations",
        "VP Operations|Vice President Manufacturing",
        "VP Operations",
        "Vice-président Opérations/Vice-présidente Opérations",
    ),
    _post(
        VICE,
        "quality",
        "VP Quality|Vice President Quality & Regulatory",
        "VP Quality",
        "Vice-président Qualité/Vice-présidente Qualité",
    ),
    _post(
        BOARD,
        "general",
        "Managing Director|CEO",
        "Geschäftsführer/Geschäftsführerin",
        "Directeur général/Directrice générale|Président/Présidente",
    ),
    _post(
        BOARD,
        "finance",
        "CFO|Chief Financial Officer",
        "CFO|Finanzvorstand/Finanzvorständin",
        "Directeur financier/Directrice financière|CFO",
    ),
    _post(
        BOARD,
        "operations",
        "COO|Chief Operating Officer|CTO",
        "COO|Technischer Vorstand/Technische Vorständin",
        "Directeur des opérations/Directrice des opérations",
    ),
)


def find_posts(level: int, functions: tuple[str, ...] = ()) -> list[Post]:
    """Posts at a level, of these functions if any has one there."""
    here = [post for post in POSTS if post.level == level]
    return [post for post in here if post.function in functions] or here
