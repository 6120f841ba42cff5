"""The ledger as typed Parquet tables, kept up to date."""
