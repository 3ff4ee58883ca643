"""Site: the base as pages.

Takes a checked `Base` and the templates. Gives Markdown by page and language, menus, figures, and the values that the
frame of each page is given. Knows no generator and no capability.
"""
