"""Front matter: what the head of a page, a translation or a local addition says."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..fields import (
    AreaId,
    Date,
    DocumentId,
    Fingerprint,
    GapId,
    Line,
    Model,
    PagePath,
    ProcessId,
    ProvisionId,
    RoleId,
    SourceId,
    SystemId,
    TopicId,
    Whole,
)

WrittenKind = Literal["start", "rutin", "guide", "manual", "utbildning", "kontakt", "nyhet", "om", "redaktion"]
"""What a hand-written page is. Routines, guides and manuals must name sources."""

SOURCED_KINDS = ("rutin", "guide", "manual")


class RepealedUse(Model):
    """A reference to a repealed provision, with the reason why the page still needs it."""

    id: ProvisionId = Field(description="Lagrummets id.")
    reason: Line = Field(description="Varför sidan hänvisar till ett upphävt lagrum.")


class Page(Model):
    """Front matter of a Swedish page, `docs/**/x.md`."""

    title: Line = Field(description="Sidans rubrik.")
    nav_title: Line | None = Field(None, description="Kortare rubrik i menyn.")
    description: Line = Field(description="Sidan i en mening. Visas under rubriken och i sökträffar.")
    kind: WrittenKind = Field(description="Vilken sorts sida det är.")
    owner: RoleId = Field(description="Rollen som äger sidan.")
    reviewed: Date | None = Field(None, description="När sidan senast granskades. Utelämnas för ett utkast.")
    review_months: Whole = Field(ge=1, le=36, description="Hur många månader som högst mellan granskningar.")
    audience: tuple[RoleId, ...] = Field((), description="Roller som sidan är till för. Tomt betyder alla.")
    order: Whole = Field(500, ge=0, le=999, description="Plats i menyn, lägst först.")
    search: Literal["hela", "rubrik"] = Field(
        "hela", description="Vad sökningen läser: hela sidan, eller bara rubriken när sidan är till för redaktionen."
    )
    sources: tuple[SourceId, ...] = Field((), description="Källor.")
    documents: tuple[DocumentId, ...] = Field((), description="Styrdokument som sidan vilar på.")
    provisions: tuple[ProvisionId | RepealedUse, ...] = Field((), description="Lagrum som sidan vilar på.")
    systems: tuple[SystemId, ...] = Field((), description="System som sidan handlar om.")
    processes: tuple[ProcessId, ...] = Field((), description="Processer som sidan hör till.")
    areas: tuple[AreaId, ...] = Field((), description="Områden sidan gäller. Tomt betyder alla.")
    topics: tuple[TopicId, ...] = Field((), description="Ämnen.")
    gaps: tuple[GapId, ...] = Field((), description="Luckor som sidan väntar på.")
    old_paths: tuple[PagePath, ...] = Field((), description="Sidans tidigare filnamn. Gamla adresser leder hit.")
    published: Date | None = Field(None, description="När en nyhet publicerades.")
    changed_pages: tuple[PagePath, ...] = Field((), description="För nyheter: sidorna som ändrades.")

    @property
    def provision_ids(self) -> tuple[str, ...]:
        """The ids of the provisions, with or without a reason."""
        return tuple(use if isinstance(use, str) else use.id for use in self.provisions)


class Translation(Model):
    """Front matter of a translated page, `docs/**/x.en.md`; all else comes from the Swedish page."""

    title: Line = Field(description="Rubriken på språket.")
    nav_title: Line | None = Field(None, description="Kortare rubrik i menyn.")
    description: Line = Field(description="Sidan i en mening.")


class Addition(Model):
    """Front matter of a local addition, `data/additions/<place>/x.md`; the folder says whose it is."""

    title: Line = Field(description="Vad tillägget handlar om.")
    page: PagePath = Field(description="Sidan som tillägget hör till.")
    after: Line | None = Field(
        None,
        description="Rubrikens ankare på den svenska sidan. Tillägget visas sist i avsnittet, annars sist på sidan.",
    )
    owner: RoleId = Field(description="Rollen som äger tillägget.")
    reviewed: Date = Field(description="När tillägget senast granskades mot sidan.")
    review_months: Whole = Field(ge=1, le=36, description="Hur många månader som högst mellan granskningar.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Källor.")
    fingerprint: Fingerprint | None = Field(
        None, description='Sidans kontrollsumma när tillägget granskades. Skrivs av "kb tillagg granskat".'
    )


class AdditionTranslation(Model):
    """Front matter of a translated addition, `x.en.md`; all else comes from the Swedish one."""

    title: Line = Field(description="Vad tillägget handlar om, på språket.")
