"""Source: what editors write, read with positions.

Takes the text of YAML and Markdown files and of pictures. Gives nodes, links, headings and shortcodes with the line and
column of each, and the problems that a report lists. Knows no records.
"""
