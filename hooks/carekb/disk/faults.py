"""What a reader of an error is told when a file cannot be read or written."""

from __future__ import annotations

import errno

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def told(error: OSError) -> str:
    """Return one Swedish line that says what happened, to which file, and what to do."""
    file = error.filename2 or error.filename or "en fil"
    if error.errno in _FULL:
        return f"Det finns inte plats för {file}. Frigör utrymme på disken och kör igen."
    if error.errno in _FORBIDDEN:
        return f"{file} går inte att skriva eller läsa. Kontrollera dina rättigheter till filen och mappen."
    return f"{file} går inte att läsa eller skriva ({error.strerror or type(error).__name__}). Rätta det och kör igen."
