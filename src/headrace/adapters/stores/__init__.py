"""The ledger in SQLite and PostgreSQL."""
