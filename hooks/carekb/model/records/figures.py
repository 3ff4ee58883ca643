"""Pictures described as data, so that the drawing and its text alternative cannot differ."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..fields import BiText, Id, Model, Record


class FlowStep(Model):
    """A box in a flow."""

    who: BiText | None = Field(None, description="Vem som agerar.")
    text: BiText = Field(description="Vad som görs.")


class Lane(Model):
    """A participant in a sequence."""

    id: Id = Field(description="Deltagarens id i bilden.")
    name: BiText = Field(description="Deltagarens namn.")


class Message(Model):
    """Something sent from one lane to another."""

    sender: Id = Field(alias="from", description="Id för deltagaren som skickar.")
    receiver: Id = Field(alias="to", description="Id för deltagaren som tar emot.")
    text: BiText = Field(description="Vad som skickas.")


class Point(Model):
    """A point on a time line."""

    when: BiText = Field(description="När.")
    text: BiText = Field(description="Vad som händer.")


class Branch(Model):
    """One way on from a question."""

    label: BiText = Field(description="Svaret, t.ex. Ja.")
    to: Id = Field(description="Id för noden som svaret leder till.")


class FigureNode(Model):
    """A question with branches, or an answer without."""

    id: Id = Field(description="Nodens id i bilden.")
    text: BiText = Field(description="Frågan eller svaret.")
    branches: tuple[Branch, ...] = Field((), description="Vägar vidare. Tomt betyder att noden är ett svar.")


class Figure(Record):
    """A picture: a flow, a sequence, a time line or a decision tree."""

    title: BiText = Field(description="Bildens rubrik.")
    kind: Literal["flode", "sekvens", "tidslinje", "trad"] = Field(description="Vilken sorts bild.")
    caption: BiText = Field(description="Vad bilden visar, i en mening.")
    steps: tuple[FlowStep, ...] = Field((), description="flode: rutor uppifrån och ned.")
    lanes: tuple[Lane, ...] = Field((), max_length=4, description="sekvens: deltagare från vänster.")
    messages: tuple[Message, ...] = Field((), description="sekvens: meddelanden i ordning.")
    points: tuple[Point, ...] = Field((), description="tidslinje: punkter i ordning.")
    nodes: tuple[FigureNode, ...] = Field((), description="trad: frågor och svar, roten först.")
