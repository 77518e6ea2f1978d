"""THE LEDGER: tables, mapping, repositories, unit of work, migrations."""
