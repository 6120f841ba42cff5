"""What happened: the pure reading of entries."""
