"""Charts as SVG text: values in, text out. No I/O, nothing but the standard library and the core.

The same functions feed the static report, the web pages and the notebook.
"""
