"""Words of titles by seniority, in English, German, French and Spanish, without accents and in lower case.

The longest phrase at a place wins, and the words that it takes are spent: "product owner" leaves no "owner", "vice
president" no "president". A word that begins with * is an ending ("*leiter" finds "vertriebsleiter").
"""

from assay.domain.seniority import C_LEVEL, DIRECTOR, INDIVIDUAL, MANAGER, VP

#: Somebody who works for the person named after these words; the rest of the title is not theirs.
SERVES = (
    "assistant to",
    "assistant of",
    "assistenz der",
    "assistenz des",
    "assistent der",
    "assistent des",
    "assistentin der",
    "assistentin des",
    "assistant de",
    "assistante de",
    "assistant du",
    "assistante du",
    "asistente de",
    "asistente del",
    "asistente al",
    "secretary to",
    "secretaire de",
    "secretaria de",
    "secretario de",
    "sekretariat der",
    "referent der",
    "referentin der",
    "pa to",
    "ea to",
    "office of",
    "buero der",
    "buro der",
    "advisor to",
    "adviser to",
    "reporting to",
    "reports to",
)

#: A title that ends in one of these is the assistant's, whoever is named before.
ASSISTANTS = (
    "assistant",
    "assistante",
    "assistent",
    "assistentin",
    "assistenz",
    "asistente",
    "secretary",
    "secretaire",
    "sekretar",
    "sekretarin",
    "sekretariat",
    "*assistent",
    "*assistentin",
    "*assistenz",
    "*sekretarin",
)

WORDS: dict[int, tuple[str, ...]] = {
    C_LEVEL: (
        *("ceo", "cfo", "cto", "cio", "coo", "cmo", "cro", "cpo", "cso", "cdo", "chro", "ciso", "cco", "cao", "clo"),
        *("chief", "chief officer", "president", "owner", "co owner", "business owner", "proprietor", "founder"),
        *("cofounder", "co founder", "founding partner", "managing partner", "managing director", "chairman"),
        *("chairwoman", "chairperson", "chair of the board", "board member", "member of the board", "board director"),
        *("member of the executive board", "geschaftsfuhrer", "geschaftsfuhrerin", "*geschaftsfuhrer"),
        *("geschaftsfuhrender gesellschafter", "geschaftsfuhrung", "geschaftsleitung", "vorstand", "vorstandin"),
        *("*vorstand", "vorstandsvorsitzender", "vorstandsvorsitzende", "vorstandsmitglied", "inhaber", "inhaberin"),
        *("grunder", "grunderin", "gesellschafter", "gesellschafterin", "pdg", "president directeur general"),
        *("presidente directrice generale", "directeur general", "directrice generale", "gerant", "gerante"),
        *("fondateur", "fondatrice", "cofondateur", "cofondatrice", "co fondateur", "co fondatrice", "proprietaire"),
        *("presidente", "director general", "directora general", "director ejecutivo", "directora ejecutiva"),
        *("consejero delegado", "consejera delegada", "gerente general", "fundador", "fundadora", "cofundador"),
        *("cofundadora", "propietario", "propietaria", "dueno", "duena", "socio director", "socia directora"),
    ),
    VP: (
        *("vp", "svp", "evp", "vice president", "senior vice president", "executive vice president", "vicepresident"),
        *("vicepresidente", "vice presidente", "vicepresidenta", "vizeprasident", "vizeprasidentin"),
        *("v p",),
    ),
    DIRECTOR: (
        *("director", "associate director", "deputy director", "executive director", "head of", "head", "avp"),
        *("assistant vice president", "associate vice president", "chief of staff", "general manager", "treasurer"),
        *("direktor", "direktorin", "*direktor", "*direktorin", "leiter", "leiterin", "*leiter", "*leiterin"),
        *("leitung", "*leitung", "prokurist", "prokuristin", "directeur", "directrice", "directeur adjoint"),
        *("directrice adjointe", "directeur general adjoint", "directora", "subdirector", "subdirectora", "dean"),
        *("superintendent",),
    ),
    MANAGER: (
        *("manager", "assistant manager", "deputy manager", "senior manager", "mgr", "supervisor", "team lead"),
        *("team leader", "tech lead", "lead", "group leader", "controller", "foreman", "teamleiter", "teamleiterin"),
        *("teamleitung", "gruppenleiter", "gruppenleiterin", "projektleiter", "projektleiterin", "projektleitung"),
        *("schichtleiter", "schichtleiterin", "filialleiter", "filialleiterin", "teamlead", "chef de projet"),
        *("cheffe de projet", "chef de service", "cheffe de service", "chef", "cheffe", "responsable", "gerente"),
        *("jefe", "jefa", "encargado", "encargada", "coordinador general", "meister"),
    ),
    INDIVIDUAL: (
        *("account executive", "account manager", "key account manager", "office manager", "case manager"),
        *("community manager", "social media manager", "product owner", "process owner", "data owner"),
        *("service owner", "system owner", "application owner", "risk owner", "control owner", "budget owner"),
        *("lead engineer", "lead developer", "lead designer", "lead architect", "lead analyst", "lead consultant"),
        *("lead generation", "chief engineer", "chief architect", "business partner", "hr business partner"),
        *("executive assistant", "personal assistant", "management assistant", "team assistant"),
        *("assistant", "assistante", "assistent", "assistentin", "asistente", "analyst", "analista", "analyste"),
        *("engineer", "*ingenieur", "ingenieur", "ingenieurin", "ingenieure", "ingeniero", "ingeniera", "developer"),
        *("entwickler", "entwicklerin", "*entwickler", "*entwicklerin", "developpeur", "developpeuse"),
        *("desarrollador", "desarrolladora", "programmer", "programador", "programadora", "specialist"),
        *("spezialist", "spezialistin", "*spezialist", "specialiste", "especialista", "consultant", "consultante"),
        *("berater", "beraterin", "*berater", "*beraterin", "consultor", "consultora", "coordinator"),
        *("koordinator", "koordinatorin", "coordinateur", "coordinatrice", "coordinador", "coordinadora"),
        *("administrator", "administrateur", "administrador", "administradora", "architect", "architekt"),
        *("architektin", "architecte", "arquitecto", "arquitecta", "accountant", "buchhalter", "buchhalterin"),
        *("comptable", "contable", "contador", "representative", "rep", "associate", "clerk", "technician"),
        *("techniker", "technikerin", "technicien", "technicienne", "tecnico", "tecnica", "scientist", "researcher"),
        *("designer", "officer", "buyer", "purchaser", "einkaufer", "einkauferin", "acheteur", "acheteuse"),
        *("comprador", "compradora", "planner", "recruiter", "trainer", "advisor", "adviser", "agent", "executive"),
        *("intern", "trainee", "apprentice", "praktikant", "praktikantin", "werkstudent", "werkstudentin"),
        *("stagiaire", "becario", "becaria", "student", "sachbearbeiter", "sachbearbeiterin", "*sachbearbeiter"),
        *("mitarbeiter", "mitarbeiterin", "*mitarbeiter", "referent", "referentin", "*referent", "*referentin"),
        *("charge de", "chargee de", "employe", "employee", "empleado", "empleada", "nurse", "teacher", "operator"),
        *("tester", "writer", "editor", "lawyer", "paralegal", "counsel", "physician", "doctor", "scrum master"),
        *("secretary", "receptionist", "worker", "staff", "auditor", "attorney", "professor", "lecturer"),
    ),
}

#: Titles that say something only when they stand alone: a partner of a firm owns a part of it.
WHOLE_TITLES: dict[str, int] = {
    "partner": C_LEVEL,
    "senior partner": C_LEVEL,
    "equity partner": C_LEVEL,
    "principal": DIRECTOR,
    "md": C_LEVEL,
    "gm": DIRECTOR,
    "chair": C_LEVEL,
}
