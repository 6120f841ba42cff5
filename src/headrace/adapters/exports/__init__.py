"""Answers as JSON, CSV, Excel, HTML and terminal tables."""
