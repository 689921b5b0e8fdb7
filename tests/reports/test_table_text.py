"""Tables as text for machines."""

import json

from assay.reports.table_text import write_csv, write_json


def test_a_spreadsheet_runs_nothing_of_it_and_an_empty_cell_is_empty() -> None:
    told = write_csv(("name", "is_own", "value"), [("=1+1", True, None), ("plain", False, 2.5)])
    assert told == "name,is_own,value\n'=1+1,true,\nplain,false,2.5\n"


def test_as_json_each_row_is_an_object() -> None:
    assert json.loads(write_json(("name", "value"), [("a", None)])) == [{"name": "a", "value": None}]
