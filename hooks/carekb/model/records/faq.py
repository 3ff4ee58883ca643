"""Questions and their short answers."""

from __future__ import annotations

from pydantic import Field

from ..fields import (
    Date,
    GapId,
    PagePath,
    ProvisionId,
    Record,
    RoleId,
    SourceId,
    Text,
    TopicId,
    Whole,
)
from .front_matter import RepealedUse


class Faq(Record):
    """A question and its short answer."""

    question: Text = Field(description="Frågan så som den ställs.")
    asked_as: tuple[Text, ...] = Field(
        (), description="Andra sätt att ställa samma fråga. Visas inte, men sökningen hittar svaret på dem."
    )
    answer: Text = Field(description="Svaret, kort. Markdown. Börja med svaret.")
    topic: TopicId = Field(description="Ämne.")
    former_topics: tuple[TopicId, ...] = Field(
        (), description="Ämnen som svaret har legat under. Där finns en länk hit, också från tidigare id."
    )
    roles: tuple[RoleId, ...] = Field((), description="Roller som frågar. Tomt betyder alla.")
    pages: tuple[PagePath, ...] = Field(min_length=1, description="Sidor som svaret vilar på.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Källor.")
    provisions: tuple[ProvisionId | RepealedUse, ...] = Field((), description="Lagrum.")
    gaps: tuple[GapId, ...] = Field((), description="Luckor som svaret väntar på.")
    owner: RoleId = Field(description="Rollen som äger svaret.")
    reviewed: Date | None = Field(None, description="När svaret senast granskades. Utelämnas för ett utkast.")
    review_months: Whole = Field(ge=1, le=36, description="Månader mellan granskningar.")
