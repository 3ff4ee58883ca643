"""Days: the clock, holidays, and times in words.

Takes dates, times and text. Gives dates and times, and how people write them. Knows nothing of the base.
The clock is read here and nowhere else.
"""
