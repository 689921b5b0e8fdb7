"""Exports of no CRM in particular, and files that only look like them."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from sources.profiles.conftest import MapFiles, epoch, map_paths

MAVEN = Path(__file__).parents[4] / "shared" / "data" / "maven_crm"


def test_a_plain_deals_file_is_read(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "deals.csv": """
deal id,name,company,owner,stage,status,value,currency,created,closed,loss reason,competitor,notes of mine
1,Alpha,Acme,Ann Lee,Closed Lost,Lost,"1,200.50",EUR,2024-01-05,2024-03-05,Price,Zenith; Apex,x
2,Beta,Acme,Ann Lee,Proposal,Open,"900.00",EUR,2024-02-05,2024-06-05,,,
""",
            "contacts.csv": "contact id,full name,email,job title,company,deal id,role\n7,Bea Fox,Bea@acme.com,CFO,Acme,1,Economic Buyer\n",
            "activities.csv": "id,type,date,deal id,subject,direction,contact,rep\n9,Phone call,2024-02-01 10:00,1,First talk,inbound,Bea Fox,Ann Lee\n",
        }
    )
    assert mapped.readers == {
        "deals.csv": "plain deals",
        "contacts.csv": "plain contacts",
        "activities.csv": "plain activities",
    }
    assert mapped.rows(
        "deal", "source_id, stage, outcome_stated, amount::VARCHAR, currency, loss_reason_stated, custom"
    ) == [
        ("1", "Closed Lost", "lost", "1200.5000", "EUR", "Price", '{"notes of mine":"x"}'),
        ("2", "Proposal", "open", "900.0000", "EUR", None, None),
    ]
    assert mapped.rows("account", "source_id, name", "NOT primary_row") == [("Acme", "Acme"), ("Acme", "Acme")]
    assert mapped.rows("deal_competitor", "source_id") == [("1/apex",), ("1/zenith",)]
    assert mapped.rows("deal_person", "role, role_stated") == [("economic_buyer", "Economic Buyer")]
    at = int(datetime(2024, 2, 1, 10, tzinfo=UTC).timestamp())
    assert mapped.rows("activity", "kind, direction, occurred_at, known_at_basis") == [
        ("call", "inbound", at, "assumed")
    ]
    assert mapped.rows("activity_person", "named_as") == [("Bea Fox",)]
    assert mapped.unaccounted() == []


@pytest.mark.parametrize(
    "headings",
    [
        "Geschäfts-ID;Geschäftsname;Firma;Verantwortlich;Vertriebsphase;Betrag;Erstellt am;Abschlussdatum;Verlustgrund",
        "Id affaire;Nom de l'affaire;Société;Propriétaire;Étape de vente;Montant;Créé le;Date de clôture;Motif de perte",
        "Id negocio;Nombre del negocio;Empresa;Propietario;Etapa del negocio;Importe;Fecha de creación;Fecha de cierre;Motivo de pérdida",
        "Id do negócio;Nome do negócio;Empresa;Responsável;Etapa do negócio;Valor;Data de criação;Data de fechamento;Motivo da perda",
    ],
)
def test_headings_in_other_languages_are_the_same_columns(map_files: MapFiles, headings: str) -> None:
    mapped = map_files({"export.csv": f"{headings}\n7;Alpha;Acme;Ann Lee;Perdu;1.200,50;05.01.2024;31.03.2024;Preis\n"})
    assert mapped.rows(
        "deal", "source_id, name, stage, amount::VARCHAR, close_date_stated::VARCHAR, loss_reason_stated"
    ) == [("7", "Alpha", "Perdu", "1200.5000", "2024-03-31", "Preis")]
    assert mapped.rows("seller", "name") == [("Ann Lee",)]


def test_competitors_have_their_part_and_their_day(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "rivals.csv": """
deal id,competitor,part,named on
1,Zenith,Incumbent,2024-02-01
1,Apex,lost to,
2,Apex,who knows,2024-03-01
"""
        }
    )
    assert mapped.readers == {"rivals.csv": "plain competitors"}
    named = epoch("2024-02-01")
    assert mapped.rows("deal_competitor", "source_id, part, named_at, known_at_basis") == [
        ("1/apex", "won_by", None, "file_date"),
        ("1/zenith", "incumbent", named, "assumed"),
        ("2/apex", "unknown", epoch("2024-03-01"), "assumed"),
    ]
    assert mapped.rows("competitor", "DISTINCT name") == [("Apex",), ("Zenith",)]
    assert mapped.unaccounted() == []


def test_changes_of_people_are_read(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "news.csv": """
account,name,title,change,from employer,mandate,day
Acme,Cleo Fox,CIO,Hired,Former Ltd,cut costs,2024-02-01
Acme,Bo Lee,,left,,,2024-02-03
Acme,Di Ray,COO,befördert,,,2024-02-04
Acme,Al Orr,COO,sings,,,2024-02-05
"""
        }
    )
    assert mapped.readers == {"news.csv": "plain people changes"}
    assert mapped.rows("person_change", "name, title, change, from_employer, mandate, occurred_at, basis") == [
        ("Bo Lee", None, "left", None, None, epoch("2024-02-03"), "import"),
        ("Cleo Fox", "CIO", "joined", "Former Ltd", "cut costs", epoch("2024-02-01"), "import"),
        ("Di Ray", "COO", "promoted", None, None, epoch("2024-02-04"), "import"),
    ]
    assert [(line, field) for _, line, field, _ in mapped.rejects] == [(5, "change")]
    assert mapped.unaccounted() == []


def test_debriefs_and_their_announcements_are_read(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "talks.csv": """
deal id,kind,announced,asked,held,answer,owner
1,buyer,2024-01-05,2024-03-01,2024-03-08,yes,Ann Lee
2,,2024-01-06,,,,
"""
        }
    )
    assert mapped.readers == {"talks.csv": "plain debriefs"}
    asked, held = epoch("2024-03-01"), epoch("2024-03-08")
    assert mapped.rows("debrief", "source_id, kind, announced_at, asked_at, held_at, answer, known_at") == [
        ("1/buyer", "buyer", epoch("2024-01-05"), asked, held, "agreed", epoch("2024-01-05")),
        ("2", "buyer", epoch("2024-01-06"), None, None, None, epoch("2024-01-06")),
    ]
    assert mapped.unaccounted() == []


def test_what_a_stage_asks_for_is_read_under_the_names_of_the_record(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "rules.csv": """
pipeline,stage,required fields
New business,Proposal,Close date; Decision process
,Demo,Owner
"""
        }
    )
    assert mapped.readers == {"rules.csv": "plain stage requirements"}
    assert mapped.rows("stage_requirement", "pipeline, stage, field") == [
        ("New business", "Proposal", "Decision process"),
        ("New business", "Proposal", "close_date"),
        (None, "Demo", "owner"),
    ]
    assert mapped.unaccounted() == []


def test_campaigns_and_whom_they_reached_are_read(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "c.csv": "campaign,type,start date,end date\nSpring,newsletter,2024-01-01,2024-04-01\n",
            "t.csv": """
campaign,email,date,status,responded
Spring,Bea@acme.com,2024-02-01,Sent,no
Spring,bea@acme.com,2024-02-08,Clicked,yes
""",
        }
    )
    assert mapped.readers == {"c.csv": "plain campaigns", "t.csv": "plain campaign touches"}
    assert mapped.rows("campaign", "name, kind, ended_at", "primary_row") == [
        ("Spring", "newsletter", epoch("2024-04-01"))
    ]
    assert mapped.rows("campaign_touch", "kind, responded, occurred_at, known_at_basis") == [
        ("clicked", True, epoch("2024-02-08"), "assumed"),
        ("sent", False, epoch("2024-02-01"), "assumed"),
    ]
    assert mapped.rows("campaign_touch", "count(DISTINCT person_id)") == [(1,)]
    assert mapped.unaccounted() == []


@pytest.mark.skipif(not MAVEN.exists(), reason="third-party data is not here")
def test_a_pipeline_with_its_accounts_and_teams_is_read_whole() -> None:
    mapped = map_paths(duckdb.connect(), [MAVEN])
    assert mapped.rows("deal", "count(*), count(account_id), sum(amount)::BIGINT") == [(8800, 7375, 10005534)]
    assert mapped.rows("deal", "stage, count(*)", "true GROUP BY ALL") == [
        ("Engaging", 1589),
        ("Lost", 2473),
        ("Prospecting", 500),
        ("Won", 4238),
    ]
    assert mapped.rejects == []
    assert set(mapped.report.ignored) == {"products.csv", "data_dictionary.csv"}
    assert mapped.recognised.unknown == ()


def test_other_names_of_competitors_become_a_list(map_files: MapFiles) -> None:
    mapped = map_files({"names.csv": "\nCompetitor,Also called\nZenith,ZN; Zenith One;\nApex,\n"})
    assert mapped.readers == {"names.csv": "plain competitor names"}
    assert mapped.rows("competitor", "source_id, name, aliases") == [
        ("apex", "Apex", None),
        ("zenith", "Zenith", '["ZN","Zenith One"]'),
    ]
