"""Values by name in one file: two files a page would cost more than making them."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from os import SEEK_END
from pathlib import Path
from typing import Any

_NUMBER = 8
"""Bytes of a number in a store."""


class StoreWriter:
    """Writes values by name to one file, in order: two files a page would cost more than making them."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")
        self._places: dict[str, int] = {}

    def add(self, name: str, value: object) -> None:
        """Write a value."""
        self._places[name] = self._file.tell()
        pickle.dump(value, self._file)

    def close(self) -> None:
        """Write where each value stands, and where that is written; without it the file cannot be read."""
        end = self._file.tell()
        pickle.dump(self._places, self._file)
        self._file.write(end.to_bytes(_NUMBER))
        self._file.close()


class Store(Mapping[str, Any]):
    """Reads what a `StoreWriter` wrote, one value at a time, in the order of writing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            file.seek(-_NUMBER, SEEK_END)
            file.seek(int.from_bytes(file.read()))
            self._places: dict[str, int] = pickle.load(file)

    def __getitem__(self, name: str) -> Any:
        with self._path.open("rb") as file:
            file.seek(self._places[name])
            return pickle.load(file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
