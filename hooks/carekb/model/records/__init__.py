"""The records of the base, one model each."""
