"""A Salesforce-like export with many activities, as CSV files."""

import sys
from pathlib import Path

import duckdb

ROWS_A_DEAL = 50
FILES = {
    "Opportunity.csv": """SELECT '006' || lpad((i)::VARCHAR, 12, '0') || 'AAA' AS Id, 'Deal ' || i AS Name,
        '001' || lpad((i // 2)::VARCHAR, 12, '0') || 'AAA' AS AccountId, 'Proposal' AS StageName, 12000 AS Amount,
        '2025-12-31' AS CloseDate, '2025-01-01T09:00:00.000Z' AS CreatedDate, 'false' AS IsClosed, 'false' AS IsWon
        FROM range({deals}) r(i)""",
    "Contact.csv": """SELECT '003' || lpad((i)::VARCHAR, 12, '0') || 'AAA' AS Id, 'Person' AS FirstName,
        'No ' || i AS LastName, '001' || lpad((i // 4)::VARCHAR, 12, '0') || 'AAA' AS AccountId, 'IT Manager' AS Title,
        '2025-01-01T09:00:00.000Z' AS CreatedDate FROM range({deals} * 2) r(i)""",
    "Task.csv": """SELECT '00T' || lpad(i::VARCHAR, 12, '0') || 'AAA' AS Id,
        '003' || lpad((i % ({deals} * 2))::VARCHAR, 12, '0') || 'AAA' AS WhoId,
        '006' || lpad((i % {deals})::VARCHAR, 12, '0') || 'AAA' AS WhatId, 'Call about item ' || (i % 977) AS Subject,
        strftime(DATE '2025-01-01' + (i % 365)::INT, '%Y-%m-%d') AS ActivityDate, 'Completed' AS Status,
        '005' || lpad((i % 200)::VARCHAR, 12, '0') || 'AAA' AS OwnerId,
        'We went through the open points, the list of requirements and the next step, number ' || i AS Description,
        (['Call', 'Email', 'Task'])[1 + (i % 3)] AS TaskSubtype, (['Inbound', 'Outbound'])[1 + (i % 2)] AS CallType,
        (hash(i) % 3600)::VARCHAR AS CallDurationInSeconds,
        strftime(TIMESTAMP '2025-01-01 10:00:00' + INTERVAL 1 DAY * (i % 365), '%Y-%m-%dT%H:%M:%S.000Z') AS CreatedDate,
        strftime(TIMESTAMP '2025-01-01 10:00:00' + INTERVAL 1 DAY * (i % 365), '%Y-%m-%dT%H:%M:%S.000Z')
          AS CompletedDateTime, 'false' AS IsDeleted FROM range({rows}) r(i)""",
}


def write_export(folder: Path, rows: int) -> None:
    """Writes Opportunity, Contact and Task files with `rows` tasks."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, query in FILES.items():
        filled = query.format(rows=rows, deals=max(rows // ROWS_A_DEAL, 1))
        duckdb.execute(f"COPY ({filled}) TO '{folder / name}' (HEADER, FORCE_QUOTE *)")


if __name__ == "__main__":
    write_export(Path(sys.argv[1]), int(sys.argv[2]))
