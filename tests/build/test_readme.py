"""README sends an editor to files that exist and to commands that work."""

from __future__ import annotations

import re

from projects import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLE = README.partition("## Jag vill ändra …")[2].partition("\n## ")[0]


def test_the_table_sends_at_least_ten_kinds_of_change_to_files_that_exist() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ")][2:]
    assert len(rows) >= 10
    for row in rows:
        paths = [code for code in re.findall(r"`([^`]+)`", row.split("|")[2]) if "/" in code or code.endswith(".yml")]
        assert paths, row
        assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_command_and_link_in_it_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)\b", README)) <= targets
    assert [link for link in re.findall(r"\]\(([^)]+)\)", README) if not (ROOT / link).exists()] == []


def test_it_gives_three_lines_for_those_without_make() -> None:
    lines = README.partition("```powershell\n")[2].partition("\n```")[0].splitlines()
    assert len(lines) == 3
    locks = re.findall(r"[\w\\]+\.lock", " ".join(lines))
    assert [lock for lock in locks if not (ROOT / lock.replace("\\", "/")).is_file()] == []
