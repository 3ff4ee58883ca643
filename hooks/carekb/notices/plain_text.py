"""A notice as plain text, ready to paste into e-mail or a text message."""

from __future__ import annotations

from ..model.records.disturbance import Notice
from .board import PAGE, Board, notice_words, said


def mail(board: Board, notice: Notice, lang: str) -> str:
    """Return the whole notice as text: heading, when, what, whom to turn to, and every update."""
    words, at = notice_words(lang), board.at(notice)
    lines = [
        f"{board.label(notice, at, lang)}: {said(notice.title, lang).text}",
        board.when(notice, at, lang),
        "",
    ]
    for row in board.rows(notice, lang):
        lines += [f"{row.label}:", row.said.text, ""]
    lines += [f"{way.text}{_link(board, way.url)}" for way in board.ways(notice, lang, more=False)]
    if board.address:
        lines.append(f"{words['more']}: {board.absolute(board.place(notice), lang)}")
    return "\n".join(lines).rstrip() + "\n"


def sms(board: Board, notice: Notice, lang: str) -> str:
    """Return the notice in a line or two: what and when, and where more is told."""
    at = board.at(notice)
    head = f"{board.label(notice, at, lang)}: {said(notice.title, lang).text}. {board.when(notice, at, lang)}"
    more = f" {board.absolute(PAGE, lang)}" if board.address else ""
    return " ".join(head.split()) + more + "\n"


def _link(board: Board, url: str) -> str:
    return f": {board.address}{url}" if board.address else ""
