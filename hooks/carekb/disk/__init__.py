"""Disk: files and folders changed as a whole or not at all, locks, stores, and processes of our own.

Takes paths and bytes. Knows nothing of what is in the files.
"""
