"""Verdicts: values in, entries with reasons out. Nothing is written here."""
