import duckdb
import pytest

from assay.domain.seniority import LABELS
from assay.sources.deriving.seniority import rank_sql, rank_title, rank_titles

TITLES = {
    "c_level": (
        "CEO", "C.E.O.", "Chief Executive Officer", "Chief Information Security Officer", "CFO & Co-Founder", "Founder",
        "Owner", "Business Owner", "President", "President & CEO", "Managing Director", "Managing Partner", "Partner",
        "Chairman of the Board", "Board Member", "Geschäftsführer", "Geschäftsführerin",
        "Mitglied der Geschäftsleitung",
        "Vorstandsvorsitzender", "Finanzvorstand", "Inhaber", "PDG", "Président-Directeur Général",
        "Directrice générale", "Gérant", "Fondateur", "Director General", "Gerente General", "Dueño",
        "Consejero Delegado", "Chief Financial Officer (CFO)", "Director Financiero (CFO)", "CTO / VP Engineering",
    ),
    "vp": (
        "VP", "VP Sales", "V.P. Operations", "Vice President", "Senior Vice-President, Finance", "SVP Product", "EVP",
        "Vice-président Ventes", "Vicepresidente de Operaciones",
    ),
    "director": (
        "Director of IT", "Associate Director", "Head of Procurement", "Head of Data Engineering", "IT Director",
        "General Manager", "Assistant Vice President", "Chief of Staff", "Leiter Einkauf", "Leiterin IT",
        "Vertriebsleiter", "Abteilungsleiter (m/w/d)", "Prokurist", "Directeur commercial", "Directrice des achats",
        "Director Comercial", "Subdirector",
    ),
    "manager": (
        "IT Manager", "Senior Manager, Finance", "Assistant Manager", "Team Lead", "Supervisor", "Teamleiter",
        "Projektleiterin", "Responsable des achats", "Chef de projet", "Gerente de Compras", "Jefe de TI",
        "Manager, Office of the CEO",
    ),
    "individual": (
        "Assistant to the CEO", "Executive Assistant", "Executive Assistant to the Managing Director", "PA to CFO",
        "Director's Assistant", "Assistentin der Geschäftsführung", "Vorstandsassistentin", "Assistante de direction",
        "Asistente de Dirección", "Product Owner", "Account Executive", "Account Manager", "Software Engineer",
        "Lead Engineer", "Business Analyst", "Sachbearbeiterin Einkauf", "Chargée de mission", "Analista",
        "HR Business Partner",
        "Procurement Officer", "Ingénieur", "Buyer",
    ),
    "unknown": ("", "Ninja", "???", "n.n.", "Partnerships", "Headquarters", "Leadership Circle"),
}  # fmt: skip


@pytest.mark.parametrize(("seniority", "title"), [(s, title) for s, titles in TITLES.items() for title in titles])
def test_a_title_has_the_seniority_of_its_highest_words(seniority: str, title: str) -> None:
    assert LABELS[rank_title(title)] == seniority


def test_each_title_is_ranked_once_for_a_query() -> None:
    with duckdb.connect() as connection:
        rank_titles(connection, "SELECT unnest(['CFO', 'CFO', NULL, 'Clerk']) AS title")
        rows = connection.execute("SELECT * FROM title_rank ORDER BY title").fetchall()
    assert rows == [("CFO", 5, "c_level"), ("Clerk", 1, "individual")]


def test_a_rank_in_sql_is_the_place_of_its_label() -> None:
    labels = ", ".join(f"'{label}'" for label in LABELS)
    with duckdb.connect() as connection:
        ranks = connection.execute(f"SELECT {rank_sql('l')} FROM unnest([{labels}, NULL]) t(l)").fetchall()
    assert [rank for (rank,) in ranks] == [0, 1, 2, 3, 4, 5, 0]
