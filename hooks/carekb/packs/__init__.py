"""Packs: copies of the site that work without a network.

Takes a finished site. Gives a ZIP file.
"""
