"""The public JSON API, version 1: what the pages show, for machines.

Addresses stand in `urls`, one module per endpoint states its contract, and `answers` makes every
answer and every error. Nothing needs a key, sets a cookie or writes anything; docs/api.md says all
of this to its users.
"""
