"""What a reader has to fetch to read a page: told, not judged, but search is fetched only by those who search."""

from __future__ import annotations

import gzip
from urllib.request import urlopen

import pytest

from browser.places import address
from browser.visits import Visit


@pytest.mark.parametrize("place", ["index.md", "rutiner/in-och-utskrivning/inskrivningsmeddelande.md"])
def test_nothing_of_search_is_fetched_before_someone_searches(
    visit: Visit, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    page = visit.open(address(place))
    page.wait_for_timeout(300)
    first = [asked for asked in visit.asked if not asked.startswith("data:")]
    assert [asked for asked in first if "/search/" in asked or "engine" in asked] == []
    with capsys.disabled():
        print(f"\n{place}: {_weigh(first)}")  # noqa: T201 - this test is there to tell
    page.focus("#kb-q")
    page.wait_for_timeout(300)
    late = [asked.rpartition("/")[2] for asked in visit.asked[len(first) :]]
    assert late == ["engine.js", "core.js"]
    assert visit.faults() == []


def _weigh(addresses: list[str]) -> str:
    """Return the compressed size of each kind of file, in words."""
    sizes: dict[str, int] = {}
    for each in addresses:
        name = each.rpartition("/")[2]
        kind = name.rpartition(".")[2] if "." in name else "html"
        with urlopen(each) as answer:
            sizes[kind] = sizes.get(kind, 0) + len(gzip.compress(answer.read(), 6))
    parts = [f"{kind} {size / 1024:.1f} kB" for kind, size in sorted(sizes.items())]
    return f"{', '.join(parts)}; i allt {sum(sizes.values()) / 1024:.1f} kB packat i {len(addresses)} hämtningar"
