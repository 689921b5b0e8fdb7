"""DuckDB alone turns one CSV into Parquet: the yardstick of the import."""

import sys

import duckdb

if __name__ == "__main__":
    source, target = sys.argv[1:]
    duckdb.execute(f"COPY (SELECT * FROM read_csv('{source}')) TO '{target}' (FORMAT parquet)")
