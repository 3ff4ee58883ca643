"""Notices as readers meet them: on pages, in feeds, calendars and data, and how they get there.

Takes a `Base` and a moment. Gives files, parts of pages, and publishes them on a finished site.
What holds at a moment is decided in `relations.notice_life`; here it is only shown.
"""
