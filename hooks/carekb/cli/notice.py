"""`kb notice …`: what a coordinator says becomes a file, is read back, and is published."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..days import clock
from ..languages import LANGUAGES

if TYPE_CHECKING:
    from ..base.entries import PageEntry
    from ..editing.questions import Draft, Field
    from ..model.records.disturbance import Notice
    from ..notices.board import Board
    from ..notices.drafts import Doubt

# Only the address, which is all that a text for e-mail needs of MkDocs' configuration.
_ADDRESS = re.compile(r"^site_url:\s*['\"]?(https?://[^\s'\"]+)", re.MULTILINE)
_NEW = (
    *("kind", "title", "title-en", "text", "text-en", "works", "works-en", "fails", "fails-en"),
    *("when", "end", "routine", "contact", "said", "said-en", "id"),
)
_NEW_MANY = ("system", "state", "area", "role")
_YES = click.Option(["--yes"], is_flag=True, help="Fråga inget: ta förslagen och spara.")
_SHOWN = 12
"""So many pages are named where a notice shows; the rest are counted."""


def register(group: click.Group) -> None:
    """Add every command of `kb notice`."""
    _add(group, "new", "Skriv en ny notis. Det som inte anges som flagga frågas efter.", new, (), _NEW, _NEW_MANY)
    told = ("said", "said-en", "at")
    _add(group, "update", "Lägg till en uppdatering.", update, ("id",), ("state", *told, "when", "end"), ("system",))
    _add(
        group,
        "resolve",
        "Skriv att störningen är löst eller att stoppet är klart.",
        resolve,
        ("id",),
        (*told, "when", "end"),
    )
    _add(group, "cancel", "Ställ in ett planerat stopp.", cancel, ("id",), told)
    sms = click.Option(["--sms"], is_flag=True, help="En enda rad, för sms.")
    known = " eller ".join(LANGUAGES)
    lang = click.Option(
        ["--lang"], type=click.Choice(LANGUAGES), default=LANGUAGES[0], metavar="SPRÅK", help=f"{known}."
    )
    _command(group, "text", "Visa notisen som text att klistra in.", text, [_argument("id"), sms, lang])
    _command(group, "list", "Visa alla notiser och hur de står just nu.", list_all, [])
    to = click.Option(
        ["--to", "target"],
        required=True,
        metavar="MAPP",
        type=click.Path(path_type=Path),
        help="Den färdiga webbplatsen, till exempel site/.",
    )
    _command(group, "publish", "Lägg ut notiserna på en färdig webbplats, utan att bygga om den.", publish, [to])


def new(root: Path, *, yes: bool, **options: Any) -> None:
    """Ask for a notice, show it, and save it."""
    from ..base.read import read_base
    from ..editing.asking import answers_to
    from ..notices.drafts import doubts_of_new, new_notice

    now = clock.now()
    base, _ = read_base(root, now.date())
    scaffold, kept = new_notice(now), _kept(root, "new")
    answers = answers_to(scaffold, base, _given(options), silent=yes, kept=kept)
    draft = scaffold.draft(base, answers)
    if (root / draft.path).exists():
        raise click.UsageError(f"{draft.path} finns redan.")
    _save(root, draft, now, yes=yes, kept=kept, doubts=doubts_of_new(base, answers, now))


def update(root: Path, *, id: str, yes: bool, **options: Any) -> None:
    """Ask what has happened, show the notice as it becomes, and save it."""
    from ..notices.drafts import update_fields

    def fields(notice: Notice, now: datetime) -> tuple[Field, ...]:
        return update_fields(notice, now, stated=bool(options["state"]))

    _change(root, "update", id, options, yes=yes, fields=fields)


def resolve(root: Path, *, id: str, yes: bool, **options: Any) -> None:
    """End a notice."""
    from ..notices.drafts import last_state, resolve_fields

    _change(root, "resolve", id, options, yes=yes, fields=resolve_fields, state=last_state)


def cancel(root: Path, *, id: str, yes: bool, **options: Any) -> None:
    """Call off a planned stop."""
    from ..notices.drafts import cancel_fields

    _change(root, "cancel", id, options, yes=yes, fields=cancel_fields, state=lambda _: "installd")


def text(root: Path, *, id: str, sms: bool, lang: str) -> None:
    """Show a notice as text."""
    from ..notices import plain_text as plain

    board = _board(root, clock.now())
    notice = _notice(board, id)
    click.echo((plain.sms if sms else plain.mail)(board, notice, lang), nl=False)


def list_all(root: Path) -> None:
    """Show every notice with its phase."""
    from ..notices.board import latest_first, said

    board = _board(root, clock.now())
    for notice in latest_first(board.notices, board.now):
        at = board.at(notice)
        click.echo(f"{notice.id}\n  {board.label(notice, at, 'sv')}: {said(notice.title, 'sv').text}")
        click.echo(f"  {board.when(notice, at, 'sv')}")
    if not board.notices:
        click.echo("Inga notiser finns. Skriv den första: kb notice new")


def publish(root: Path, *, target: Path) -> None:
    """Publish the notices on a finished site."""
    from ..notices.publishing import Refused
    from ..notices.publishing import publish as put

    if not is_folder(target):
        raise click.UsageError(f'Mappen "{target}" finns inte. Ange den färdiga webbplatsen, till exempel site.')
    try:
        done = put(root, target.resolve(), clock.now())
    except Refused as refused:
        click.echo(str(refused), err=True)
        sys.exit(1)
    click.echo(f"Publicerat i {target}: {len(done.changed)} filer ändrade, {done.kept} redan rätt.")


def is_folder(path: Path) -> bool:
    """Whether a path that someone has written is a folder; one that no system can have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _change(
    root: Path,
    command: str,
    notice_id: str,
    options: dict[str, Any],
    *,
    yes: bool,
    fields: Callable[[Notice, datetime], tuple[Field, ...]],
    state: Callable[[Notice], str] | None = None,
) -> None:
    from ..days.spoken import Unclear
    from ..editing.asking import answers_to
    from ..editing.questions import Scaffold
    from ..notices.drafts import doubts_of_update, is_told, refusal, updated

    now = clock.now()
    board = _board(root, now)
    notice = _notice(board, notice_id)
    timed = any(options.get(name) for name in ("at", "when"))
    if reason := refusal(notice, command, now, timed=timed):
        raise click.UsageError(reason)
    before = (root / "data/notices" / f"{notice.id}.yml").read_bytes()
    kept = _kept(root, f"{command}-{notice.id}")
    given, asked = _given(options), Scaffold("notis", fields(notice, now), _no_draft)
    answers = answers_to(asked, board.base, given, silent=yes, kept=kept)
    if state:
        answers["state"] = state(notice)
    try:
        if command == "resolve" and is_told(notice, answers, now):
            click.echo("Notisen är redan avslutad med den tiden. Ingenting ändrades.")
            return
        draft = updated(root, notice, answers, now)
    except Unclear as unclear:
        raise click.UsageError(str(unclear)) from None
    doubts = doubts_of_update(notice, answers, now)
    _save(root, draft, now, yes=yes, before=before, kept=kept, doubts=doubts)


def _kept(root: Path, name: str) -> Path:
    """Return where answers are kept that have not become a notice yet."""
    return root / ".build" / "svar" / f"notice-{name}.json"


def _settle(doubts: Sequence[Doubt], *, yes: bool) -> bool:
    """Ask about what may be a mistake, and return whether it is meant; without questions refuse it, or only tell."""
    from ..editing.asking import agrees

    for doubt in doubts:
        if yes and doubt.refused:
            click.echo(f"{doubt.text}\nIngenting sparades. Utan --yes får du frågan om det är meningen.", err=True)
            sys.exit(1)
        if yes:
            click.echo(doubt.text, err=True)
        elif not agrees(f"{doubt.text}\nÄr det meningen?", default=False):
            return False
    return True


def _save(
    root: Path,
    draft: Draft,
    now: datetime,
    *,
    yes: bool,
    kept: Path,
    doubts: Sequence[Doubt],
    before: bytes | None = None,
) -> None:
    """Show what the notice becomes and where it will show, refuse what is wrong, and save it when agreed."""
    from ..disk.atomic import replace_file
    from ..disk.locks import Busy, locked
    from ..editing.asking import agrees, forget
    from ..notices.board import Board
    from ..notices.plain_text import mail
    from ..notices.reading import open_notices, titles

    base, problems = open_notices(root, now.date(), {draft.path: draft.text})
    errors = [found for found in problems if not found.is_warning and found.path == draft.path]
    if errors:
        for found in errors:
            click.echo(f"{found.code} {found.message}", err=True)
        click.echo("Ingenting sparades.", err=True)
        sys.exit(1)
    board = Board(base, now, root, address=_address(root), titles=titles(base))
    notice = base.notices[Path(draft.path).stem]
    click.echo(f"\n{mail(board, notice, 'sv')}\n{_where(root, board, notice)}\n")
    if not _settle(doubts, yes=yes) or not (yes or agrees("Stämmer det? Spara?", default=True)):
        click.echo("Ingenting sparades. Svaren finns kvar: kör kommandot igen för att ändra dem.")
        return
    fault = ""
    try:
        with locked(root / ".build" / "notiser.las"):
            file = root / draft.path
            if (file.read_bytes() if file.exists() else None) == before:
                file.parent.mkdir(parents=True, exist_ok=True)
                replace_file(file, draft.text)
            else:
                fault = f"{draft.path} har ändrats av någon annan under tiden. Börja om."
    except Busy:
        fault = "Någon annan sparar en notis. Försök igen."
    except OSError:
        fault = f"{draft.path} går inte att skriva. Kontrollera att mappen finns och att du får ändra i den."
    if fault:
        click.echo(f"{fault} Ingenting sparades.", err=True)
        sys.exit(1)
    if not yes:
        forget(kept)
    click.echo(f"Sparad: {draft.path}. Lägg ut den med: kb notice publish --to site")


def _where(root: Path, board: Board, notice: Notice) -> str:
    """Say on which pages the notice shows, now and later."""
    from ..base.entries import from_page
    from ..base.read import read_base
    from ..days.in_words import moment_text
    from ..notices.cards import BAR, cards
    from ..notices.page import topics_of, touches
    from ..relations.notice_life import Phase

    card = next((card for card in cards(board, "sv") if card.id == notice.id), None)
    if not card:
        return "Visas: bara i historiken på sidan Driftinformation."
    base, _ = read_base(root, board.now.date())
    entries: list[PageEntry] = [from_page(page) for page in base.pages.values()]
    touched = sorted(e.word("sv").title for e in entries if touches(card, topics_of(e)) is not None)
    own = [board.name("system", system, "sv") for system in (*card.systems, *card.effects)]
    own += [board.name(kind, one, "sv") for kind, some in (("area", card.areas), ("role", card.roles)) for one in some]
    if not touched and not own:
        return "Visas: bara på sidan Driftinformation. Ange system, område eller roll om den ska synas på fler sidor."
    written = ["en skriven sida" if len(touched) == 1 else f"{len(touched)} skrivna sidor"] if touched else []
    places = [*written, *([f"sidorna om {', '.join(own)}"] if own else [])]
    lines = [f"Visas: i en ruta på {' och på '.join(places)}."]
    lines += [f"  {title}" for title in touched[:_SHOWN]]
    if len(touched) > _SHOWN:
        lines.append(f"  och {len(touched) - _SHOWN} till")
    first = next((face.start for face in card.faces if face.level), 0)
    if first > board.now.timestamp():
        lines.append(f"Rutan visas från {moment_text(datetime.fromtimestamp(first, UTC), 'sv')}.")
    if any(face.level == BAR for face in card.faces):
        at = board.at(notice)
        when = "medan det pågår" if at.phase is Phase.PLANNED else "nu"
        lines.append(f"Visas också: i raden överst på alla sidor, {when}.")
    return "\n".join(lines)


def _board(root: Path, now: datetime) -> Board:
    from ..notices.board import Board
    from ..notices.reading import open_notices, titles

    base, _ = open_notices(root, now.date())
    return Board(base, now, root, address=_address(root), titles=titles(base))


def _notice(board: Board, notice_id: str) -> Notice:
    """Return a notice; a file that cannot be read is reported, not called missing."""
    from ..notices.reading import open_notices
    from ..source.problems import nearest, report

    if notice := board.base.notices.get(notice_id):
        return notice
    if board.base.knows("notice", notice_id):
        _, problems = open_notices(board.root, board.now.date())
        click.echo(report([found for found in problems if Path(found.path).stem == notice_id]), err=True)
        sys.exit(1)
    raise click.UsageError(f'Notisen "{notice_id}" finns inte{nearest(notice_id, board.base.notices) or "."}')


def _address(root: Path) -> str:
    file = root / "mkdocs.yml"
    match = _ADDRESS.search(file.read_text(encoding="utf-8")) if file.is_file() else None
    return f"{match[1].rstrip('/')}/" if match else ""


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """Return options by the names of their questions; an update is said with --said, in older habit with --text."""
    given = {key.replace("_", "-"): value for key, value in options.items()}
    if "title" not in given:
        given |= {f"text{ending}": given.pop(f"said{ending}", None) for ending in ("", "-en")}
    return given


def _no_draft(*_: object) -> Any:
    raise NotImplementedError("only its questions are used")


def _argument(name: str) -> click.Argument:
    return click.Argument([name], metavar=name.upper())


def _add(
    group: click.Group,
    name: str,
    words: str,
    run: Callable[..., None],
    arguments: tuple[str, ...],
    options: tuple[str, ...],
    many: tuple[str, ...] = (),
) -> None:
    params: list[click.Parameter] = [_argument(argument) for argument in arguments]
    params += [click.Option(_spellings(name, option), metavar="TEXT", help=_HELP[option]) for option in options]
    params += [click.Option([f"--{option}"], multiple=True, metavar="TEXT", help=_HELP[option]) for option in many]
    _command(group, name, words, run, [*params, _YES])


def _spellings(command: str, option: str) -> list[str]:
    """Return how an option is written: what is said in an update has one name in all commands, and an older one."""
    also = [f"--{option.replace('said', 'text')}"] if command != "new" and option.startswith("said") else []
    return [f"--{option}", *also, option.replace("-", "_")]


def _command(
    group: click.Group, name: str, words: str, run: Callable[..., None], params: list[click.Parameter]
) -> None:
    kind: type[click.Command] = group.command_class or click.Command
    group.add_command(kind(name, callback=click.pass_obj(run), params=params, help=words, options_metavar="[FLAGGOR]"))


_HELP = {
    "kind": "storning, underhall (planerat stopp) eller information.",
    "title": "Rubrik.",
    "title-en": "Rubrik på engelska.",
    "text": "Vad som händer.",
    "text-en": "Texten på engelska.",
    "works": "Vad som fungerar.",
    "works-en": "Vad som fungerar, på engelska.",
    "fails": "Vad som inte fungerar.",
    "fails-en": "Vad som inte fungerar, på engelska.",
    "system": "System, eller system=läge. Kan anges flera gånger.",
    "state": "Läge: för systemen i en ny notis (ett för alla, eller system=läge), för notisen i en uppdatering.",
    "area": "Område. Kan anges flera gånger.",
    "role": "Roll. Kan anges flera gånger.",
    "when": 'Tiden, som man säger den: "nu", "i morgon 18–20", "i dag 8–9.30".',
    "end": "Slutet, om det är ett annat än planerat.",
    "routine": "Sidan med reservrutinen.",
    "contact": "Kontakt.",
    "said": "Vad uppdateringen säger.",
    "said-en": "Vad uppdateringen säger, på engelska.",
    "at": 'När det hände: "nu" om inget sägs, annars till exempel 9.30.',
    "id": "Notisens id.",
}
