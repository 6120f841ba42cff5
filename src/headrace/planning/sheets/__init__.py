"""The plan's results as tables: each declared once, for the terminal, JSON, the spreadsheet, the page and the docs."""
