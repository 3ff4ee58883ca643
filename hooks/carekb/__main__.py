"""`python -m carekb` is the command `kb`."""

from .cli import main

main()
