"""Base: all records and pages, found by id.

Takes the folders `data/` and `docs/`. Gives a `Base`, and where each record is read on the site.
What follows from the base is in `relations`, what must hold in `checks`.
"""
