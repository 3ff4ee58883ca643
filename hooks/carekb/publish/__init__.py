"""Publish: what the finished site holds beside its pages.

Takes a `Site`. Gives JSON, sitemap, redirects and examples for servers.
"""
