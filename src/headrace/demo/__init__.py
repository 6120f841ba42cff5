"""A believable company, made up from a seed."""
