"""Data into words: what a template shows, ready to be put between tags."""
