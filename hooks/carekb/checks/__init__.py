"""What must hold: a table of small pure functions, each with one rule.

All of them always run, so that an editor sees every fault at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..base.base import Base
from ..source.problems import Problem
from . import (
    additions,
    calling_out,
    content,
    grounds,
    notices,
    one_address,
    records,
    references,
    safety,
    substance,
    translations,
)

Check = Callable[[Base], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    references.check_references,
    references.check_cycles,
    references.check_former_ids,
    references.check_repealed,
    records.check_periods,
    records.check_years,
    records.check_areas,
    records.check_figures,
    notices.check_notices,
    records.check_page_sources,
    records.check_contact_paths,
    records.check_hours,
    records.check_reviews,
    content.check_shortcodes,
    content.check_heads,
    content.check_links,
    content.check_headings,
    content.check_markdown,
    content.check_html,
    content.check_literals,
    one_address.check_addresses,
    one_address.check_kept,
    grounds.check_signs,
    grounds.check_law_signs,
    substance.check_role_steps,
    substance.check_lead,
    substance.check_unknown,
    additions.check_places,
    additions.check_pages,
    additions.check_headings,
    additions.check_fingerprints,
    translations.check_translations,
    translations.check_translated_texts,
    translations.check_titles,
    safety.check_identity_numbers,
    safety.check_pictures,
    calling_out.check_running,
    calling_out.check_drawings,
)


OF_NOTICES: tuple[Check, ...] = (
    references.check_references,
    references.check_former_ids,
    records.check_periods,
    notices.check_notices,
    safety.check_identity_numbers,
)
"""What is checked before a notice is published, when only notices and what they refer to have been read."""


def run(base: Base) -> list[Problem]:
    """Return every fault and warning that the checks find, sorted and without duplicates."""
    return sorted({problem for check in CHECKS for problem in check(base)})
