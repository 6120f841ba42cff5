"""Engines: they bind the tables of `analytics` to real data and count."""
