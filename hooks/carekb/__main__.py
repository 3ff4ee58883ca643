"""`python -m carekb` is the command `kb`."""

from .cli.main import main

main()
