"""Review: what editors ask of the whole base: readability, spelling, and what readers searched for.

Takes a `Base` or exported searches. Gives reports for people and for programs.
"""
