"""Reads shaped for one page or document."""
