"""Notices as readers meet them: on pages, in feeds, calendars and data, and how they get there.

What holds at a moment is decided in `carekb.notices`; here it is only told.
"""
