"""Language: the Swedish alphabet, words, stems and compounds, and the word lists they need.

Takes text. Gives sort keys, words and parts of words. Knows nothing of the base; search, spelling and readers' searches
all use it.
"""
