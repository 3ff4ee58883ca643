"""Editing: what changes files for an editor.

Takes answers to questions, or files to format. Gives new or changed files in the one form. Does not know who asks.
"""
