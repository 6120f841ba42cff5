"""headrace: one ledger for the B2B demand waterfall, from the first inquiry to the renewal."""

__version__ = "0.1.0"
