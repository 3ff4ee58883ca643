"""The command `kb`: words in, exit code out.

0: ok, 1: problems were found, 2: used wrongly. Each command calls one function of a wing.
"""
