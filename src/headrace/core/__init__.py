"""The nouns: what headrace talks about. Standard library only."""
