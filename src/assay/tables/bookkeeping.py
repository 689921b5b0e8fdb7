"""The record's own bookkeeping: what was imported, and every row that was not."""

from assay.tables.column import Column, Table

IMPORT_RUN = Table(
    "import_run",
    "One import.",
    (
        Column("import_run", "whole", "number of the import", required=True),
        Column("made_at", "time", "when it was committed", required=True),
        Column("rows_read", "whole", "source rows read; footers are not rows", required=True),
        Column("landed", "whole", "new or changed", required=True),
        Column("unchanged", "whole", "stood in the record already", required=True),
        Column("merged", "whole", "duplicates inside the import", required=True),
        Column("rejected", "whole", "kept whole in rejected_row", required=True),
    ),
    sort=("import_run",),
    common=False,
)

IMPORT_FILE = Table(
    "import_file",
    "One file of an import.",
    (
        Column("import_run", "whole", "number of the import", required=True),
        Column("file_no", "whole", "number of the file, counted over all imports", required=True),
        Column("name", "text", "name, with the path inside a zip or a JSON document", required=True),
        Column("kind", "text", "csv, xlsx, parquet, json, vtt, srt or txt", required=True),
        Column("profile", "text", "the mapping that read it, with its version", required=True),
        Column("sha256", "text", "of the bytes", required=True),
        Column("rows_read", "whole", "source rows", required=True),
        Column("kept_as", "text", "file under the record's `kept` folder that holds the source rows whole"),
        Column("note", "text", "what was decided on reading: encoding, separator, date order, footer"),
        Column("seen_at", "time", "day of the export: of the file or its entry in a zip, unless a person named one"),
    ),
    sort=("file_no",),
    common=False,
)

REJECTED_ROW = Table(
    "rejected_row",
    "A source row that could not be used, whole, with the reason and the remedy.",
    (
        Column("import_run", "whole", "number of the import", required=True),
        Column("file", "text", "name of the file", required=True),
        Column("line", "whole", "line of the file", required=True),
        Column("field", "text", "the heading at fault", required=True),
        Column("value", "text", "the value at fault"),
        Column("message", "text", "what is wrong and what was expected", required=True),
        Column("fix", "text", "what to do", required=True),
        Column("row_json", "json", "the source row as it was", required=True),
    ),
    sort=("import_run", "file", "line"),
    common=False,
)

BOOKKEEPING = (IMPORT_RUN, IMPORT_FILE, REJECTED_ROW)
