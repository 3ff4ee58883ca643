"""Build: one build of the site, step by step, each step a process of its own.

Takes a project folder. Gives a finished site, or a report and the last site untouched. The only place that knows all
capabilities.
"""
