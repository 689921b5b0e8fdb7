"""Invented names of people and companies, by the language of the place. None is taken from a real person or firm."""

from dataclasses import dataclass
from unicodedata import normalize

from assay.sample.dice import Dice


@dataclass(frozen=True)
class Tongue:
    """What names look like in one language: first names, surnames, and how a maker of each industry calls itself."""

    code: str
    country: str
    dialling: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    food: tuple[str, ...]
    metals: tuple[str, ...]
    life: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


ENGLISH = Tongue(
    "en",
    "United Kingdom",
    "+44 1632 96",
    _words(
        "Alice Ben Catherine Dominic Ellen Fergus Grace Hamish Imogen Jacob Kezia Leonard Maeve Nathan Olivia "
        "Patrick Rhoda Simon Tamsin Verity Wesley Yasmin Duncan Harriet Colin Priya Owen Sunita"
    ),
    _words(
        "Ashgrove Barlowe Crabtree Dunmore Elphick Fenwright Garside Hollins Iveson Jardine Kettleby Lovatt "
        "Marchbank Netherton Oakshott Penhallow Quillan Rudge Scarsdale Thackley Underhay Venning Wexcombe Yelland"
    ),
    _words("{}_Foods {}_Dairies {}_Bakeries {}_Brewing {}_Grain_Mills"),
    _words("{}_Castings {}_Forge {}_Alloys {}_Tube_Works {}_Aluminium"),
    _words("{}_Biologics {}_Diagnostics {}_Therapeutics {}_Laboratories"),
)
AMERICAN = Tongue(
    "en",
    "United States",
    "+1 555 01",
    _words(
        "Aaron Brianna Carlos Denise Ethan Felicia Gordon Heather Isaac Janelle Kyle Latoya Marcus Nicole Oscar "
        "Paige Ramon Shelby Travis Wendy Xavier Yolanda Megan Derek"
    ),
    _words(
        "Abernath Brockway Calder Dressler Eastwick Farnum Gentry Hathorne Ingersby Jessup Kinnard Ledoux Maddock "
        "Norcutt Ordway Pruett Quarles Rensler Stanfield Tolliver Upchurch Vandiver Whitlow Zeller"
    ),
    _words("{}_Foods_Inc. {}_Snacks_LLC {}_Beverage_Co. {}_Milling_Inc."),
    _words("{}_Steel_LLC {}_Foundry_Inc. {}_Extrusions_Co. {}_Titanium_Inc."),
    _words("{}_Biosciences_Inc. {}_Pharma_Inc. {}_Genomics_LLC"),
)
GERMAN = Tongue(
    "de",
    "Germany",
    "+49 30 23125",
    _words(
        "Anke Bernd Carla Dirk Elke Frank Gesine Holger Ines Jens Katrin Lothar Miriam Niklas Petra Ralf Silke Torsten "
        "Ulrike Volker Wiebke Jürgen Sören Günther Bärbel Mareike"
    ),
    _words(
        "Ahlbrink Bremshey Dornkamp Eickmeier Fuhrhop Grothaus Hüsing Imbeck Kalthof Lüdering Mönkhoff Niewald "
        "Oestmann Pohlkötter Rüschhaus Sandkühl Tiemeyer Uphoff Wessendorf Zumbrink Brökamp Hagedoorn"
    ),
    _words("{}_Molkerei_GmbH {}_Backwaren_GmbH Brauerei_{}_KG {}_Mühlen_AG {}_Feinkost_GmbH"),
    _words("{}_Gusswerke_GmbH {}_Metallbau_GmbH Stahlwerk_{}_AG {}_Leichtmetall_KG"),
    _words("{}_Pharma_GmbH {}_Biotech_AG {}_Diagnostik_GmbH"),
)
FRENCH = Tongue(
    "fr",
    "France",
    "+33 1 99 00",
    _words(
        "Agnès Bruno Céline Didier Élodie Fabrice Gaëlle Hervé Inès Jérôme Karine Ludovic Maëlle Noémie Odile Pascal "
        "Régis Sandrine Thibault Valérie Yannick Xavier"
    ),
    _words(
        "Aubrelle Besnoit Carrouge Delmontel Esclapont Fauvergne Gironnet Hauterive Jussiaux Lamblardie Maupertin "
        "Noirclerc Orvaleix Pellegrand Quentillac Rocheval Sauvignet Thévenoud Vauxmoret Brévannec"
    ),
    _words("Laiterie_{} {}_Biscuits_SAS Brasserie_{} Moulins_{} Conserves_{}_SAS"),
    _words("Fonderie_{} Aciéries_{}_SA {}_Alliages_SAS"),
    _words("Laboratoires_{} {}_Santé_SAS {}_Biotech_SA"),
)
NORDIC = Tongue(
    "en",
    "Sweden",
    "+46 8 465 0",
    _words("Astrid Björn Ebba Fredrik Greta Håkan Ingrid Jonas Kajsa Lars Maja Niels Oskar Pernilla Signe Tove Åsa"),
    _words(
        "Almhult Bergsjö Dalgren Ekestam Forsvik Grönvall Hedmark Isaksted Kallström Lövgard Norrsell Ostvik "
        "Rydholm Sandvall Tornberg Vikander"
    ),
    _words("{}_Mejeri_AB {}_Bryggeri_AB {}_Livsmedel_AB"),
    _words("{}_Stål_AB {}_Gjuteri_AB {}_Metall_AB"),
    _words("{}_Bioteknik_AB {}_Pharma_AB"),
)
IBERIAN = Tongue(
    "en",
    "Spain",
    "+34 910 05",
    _words("Adrián Beatriz Carmen Diego Elvira Fermín Gloria Hugo Irene Joaquín Lucía Martín Nuria Pablo Rocío Tomás"),
    _words(
        "Albareda Buenavilla Castromil Dorrego Encinar Fuentelsaz Galdeano Hontoria Izaguirre Lastra Mondéjar "
        "Navascués Olmedilla Peñalara Quijorna Robledano"
    ),
    _words("Aceites_{} Conservas_{} Lácteos_{}_SA Bodegas_{}"),
    _words("Fundiciones_{} Aceros_{}_SA Metales_{}_SL"),
    _words("Laboratorios_{} {}_Farma_SA"),
)
POLISH = Tongue(
    "en",
    "Poland",
    "+48 22 501",
    _words(
        "Agata Bartosz Celina Dawid Edyta Filip Grażyna Hubert Jolanta Kamil Łucja Marek Natalia Paweł Renata Tomasz"
    ),
    _words(
        "Borowiecki Czarnolas Dębowski Grabiński Jasieński Krzemień Lipowiec Malczyk Niedźwiecki Orlicki Piaskorz "
        "Rudzki Sosnowicz Trzciński Wierzbnik Zabrodzki"
    ),
    _words("Mleczarnia_{} Browar_{} {}_Spożywcze"),
    _words("Odlewnia_{} Huta_{} {}_Metal"),
    _words("{}_Pharma {}_Biolab"),
)
TONGUES = (
    (ENGLISH, 26.0),
    (GERMAN, 24.0),
    (FRENCH, 14.0),
    (AMERICAN, 13.0),
    (NORDIC, 9.0),
    (IBERIAN, 7.0),
    (POLISH, 7.0),
)
_WOMEN = frozenset(
    _words(
        "Anke Carla Elke Gesine Ines Katrin Miriam Petra Silke Ulrike Wiebke Bärbel Mareike "
        "Agnès Céline Élodie Gaëlle Inès Karine Maëlle Noémie Odile Sandrine Valérie"
    )
)
#: syllables of invented firms; put together they name no firm that we know of
_HEADS = _words(
    "Brackn Corv Dellm Eldr Fallow Grenth Hask Inverl Kelm Lorv Merriv Nollb Ostrel Pendr Quarn Ravel Stell"
)
_HEADS += _words("Thorn Ulver Vandr Wystr Yarr Zellw Ambl Brisk Calv Dorm Fenn Gild Holv")
_TAILS = _words("ell on ick ara eth olm by ford ane und ess wick ova ern imar est")


def invent_firm(dice: Dice) -> str:
    """The stem of a firm's name."""
    return dice.pick(_HEADS) + dice.pick(_TAILS)


def invent_person(tongue: Tongue, dice: Dice) -> tuple[str, str]:
    """First name and surname of somebody."""
    return dice.pick(tongue.given), dice.pick(tongue.family)


def is_woman(given: str) -> bool:
    """Whether a German or French title takes the woman's form after this first name."""
    return given in _WOMEN


def ascii_word(text: str) -> str:
    """Lower-case ASCII letters and digits of a name, for addresses: Jürgen -> juergen, Besnoît -> besnoit."""
    for letter, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ł", "l"), ("ø", "o"), ("å", "a")):
        text = text.lower().replace(letter, spelled)
    return "".join(c for c in normalize("NFD", text) if c.isascii() and c.isalnum())
