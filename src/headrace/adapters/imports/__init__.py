"""Foreign files: read, screened, turned into facts."""
