"""Whether a preview can be shown at an address, told before anything is built."""

from __future__ import annotations

import errno
import socket

_LAST_PORT = 65_535


def port_fault(host: str, port: int) -> str | None:
    """Return one Swedish line that says why nothing can be shown at an address and what to do, or None."""
    error = _try(host, port)
    if not error:
        return None
    if error.errno == errno.EADDRINUSE:
        free = next((other for other in range(port + 1, _LAST_PORT) if not _try(host, other)), None)
        return f"Port {port} är upptagen. {_advice(host, free)}"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} kräver högre rättigheter. {_advice(host, 8000)}"
    return f"Det går inte att visa något på {host}:{port}. Kontrollera adressen."


def _advice(host: str, port: int | None) -> str:
    return (
        f"Ta en annan: make serve PORT={port}, eller mkdocs serve --dev-addr {host}:{port}" if port else "Stäng något."
    )


def _try(host: str, port: int) -> OSError | None:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was let go of just now is free
            tried.bind((host, port))
    except OSError as error:
        return error
    except OverflowError:  # no port
        return OSError(errno.EINVAL, "")
    return None
