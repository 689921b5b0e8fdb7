"""Keys: the same in Python and in SQL, whatever the source writes."""

import duckdb
import pytest

from assay.domain.key import key_sql, make_key

SOURCE_IDS = ["006A000000abcDE", "Moses O'Frase", "é|ü", "", "1"]


@pytest.mark.parametrize("source_id", SOURCE_IDS)
def test_python_and_sql_make_the_same_key(source_id: str) -> None:
    with duckdb.connect() as connection:
        query = f"SELECT {key_sql('salesforce', chr(39) + 's', 'deal', '?')}"
        ((key,),) = connection.execute(query, [source_id]).fetchall()
    assert key == make_key("salesforce", "'s", "deal", source_id)


def test_a_key_fits_a_signed_64_bit_integer() -> None:
    keys = [make_key("hubspot", "main", "deal", str(number)) for number in range(1000)]
    assert all(0 <= key < 2**63 for key in keys)
    assert max(keys) > 2**62


def test_a_row_without_a_source_id_has_no_key() -> None:
    with duckdb.connect() as connection:
        query = f"SELECT {key_sql('hubspot', 'main', 'deal', 'NULL')}"
        assert connection.execute(query).fetchall() == [(None,)]


def test_table_instance_and_source_keep_keys_apart() -> None:
    parts = [("a", "main", "deal"), ("b", "main", "deal"), ("a", "other", "deal"), ("a", "main", "person")]
    assert len({make_key(*part, "1") for part in parts}) == 4
