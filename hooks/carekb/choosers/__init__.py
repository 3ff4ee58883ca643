"""Choosers: the forms in which a reader chooses role, place or topic, and what answers them.

Takes a `Site`. Gives one script of data per language and form.
"""
