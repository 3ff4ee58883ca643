"""Relations: what follows from the base, at a day or a moment.

Takes a `Base`. Gives contact paths, opening hours, the life of notices, local additions, and which pages are made from
data. Decides nothing about how it looks.
"""
