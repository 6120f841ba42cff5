"""Questions: typed tables in, one table out, as Ibis expressions. No connection, no engine's name."""
