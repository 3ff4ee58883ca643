"""The command `kb`: words in, exit code out. Holds no rules of its own.

Exit codes: 0 well, 1 problems found, 2 used wrongly.
"""

from __future__ import annotations

import gc
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from ..base.base import Base
from ..base.read import read_base
from ..checks.open_base import open_base
from ..days import clock
from ..disk.atomic import replace_file
from ..disk.faults import told
from ..editing.asking import Paused, agrees, answers_to, forget
from ..editing.formatting import format_files
from ..editing.questions import SCAFFOLDS, Field, Scaffold, faults_of
from ..language.alphabet import slug
from ..languages import WordsFault
from ..model.json_schema import FOLDER, differences, schemas
from ..source.problems import Problem, report
from .notice import is_folder
from .notice import register as register_notices


class Command(click.Command):
    """A command whose help is in Swedish."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with a Swedish description."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "Visa den här hjälpen."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Användning: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        rows = [row for param in self.get_params(ctx) if (row := param.get_help_record(ctx))]
        if rows:
            with formatter.section("Flaggor"):
                formatter.write_dl(rows)


class Group(Command, click.Group):
    """A group of commands whose help is in Swedish."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands."""
        Command.format_options(self, ctx, formatter)
        rows = [(name, command.get_short_help_str(90)) for name, command in sorted(self.commands.items())]
        with formatter.section("Kommandon"):
            formatter.write_dl(rows)


Command.command_class = Command  # type: ignore[attr-defined]
Group.command_class = Command
Group.group_class = Group

_STAGED = ".kb-stage"
"""The file that says that a folder was written by `kb stage`."""
_WORDS = {"options_metavar": "[FLAGGOR]"}


def _root_from(start: Path) -> Path:
    """Return the nearest folder upwards that holds a base."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() or ((folder / "data").is_dir() and (folder / "docs").is_dir()):
            return folder
    raise click.UsageError("Här finns ingen kunskapsbas. Gå till projektets mapp eller ange den med --root.")


@click.group(
    cls=Group,
    help="Verktyg för Kunskapsbasen: kontrollera, formatera, skriva nytt och bygga.",
    subcommand_metavar="KOMMANDO [ARGUMENT]…",
    epilog="Slutkod: 0 allt är väl, 1 fel hittades, 2 kommandot användes fel.",
    **_WORDS,
)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    metavar="MAPP",
    help="Projektets mapp. Annars närmaste mapp uppåt som har mkdocs.yml.",
)
@click.pass_context
def kb(ctx: click.Context, root: Path | None) -> None:
    """Find the root; every command works from there."""
    if root and not is_folder(root):
        raise click.UsageError(f'Mappen "{root}" finns inte.')
    ctx.obj = root.resolve() if root else _root_from(Path.cwd())


@kb.command(help="Kontrollera data och sidor och visa alla fel på en gång.", **_WORDS)
@click.option("--strict", is_flag=True, help="Räkna varningar som fel.")
@click.option("--json", "as_json", is_flag=True, help="Skriv felen som JSON, för program.")
@click.pass_obj
def check(root: Path, strict: bool, as_json: bool) -> None:
    """Report every fault in the base."""
    _, problems = open_base(root, clock.today())
    click.echo(_as_json(problems) if as_json else report(problems))
    if any(strict or not found.is_warning for found in problems):
        sys.exit(1)


@kb.command(help="Skriv om filer i den form som alla filer har. Innehållet ändras aldrig.", **_WORDS)
@click.argument("paths", metavar="[SÖKVÄG]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "check_only", is_flag=True, help="Skriv inget, visa bara vilka filer som skulle ändras.")
@click.pass_obj
def fmt(root: Path, paths: tuple[Path, ...], check_only: bool) -> None:
    """Format the files at `paths`, or all of them."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise click.UsageError(f'Det finns ingen fil eller mapp "{missing[0]}".')
    result = format_files(root, [path.resolve() for path in paths] or [root], write=not check_only)
    for path in result.changed:
        click.echo(f"{path}: {'skulle ändras' if check_only else 'ändrad'}")
    for found in result.problems:
        click.echo(str(found))
    click.echo(result.summary)
    if check_only and result.changed:
        click.echo("Kör: kb fmt")
    if result.problems or (check_only and result.changed):
        sys.exit(1)


@kb.command(help="Skriv JSON-scheman till MAPP (annars data/schema), för stöd i redigerare.", **_WORDS)
@click.argument("folder", metavar="[MAPP]", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--check", "check_only", is_flag=True, help="Skriv inget, visa vad som inte stämmer med modellerna.")
@click.pass_obj
def schema(root: Path, folder: Path | None, check_only: bool) -> None:
    """Write the schemas, or tell how the written ones differ."""
    target = folder or root / FOLDER
    if check_only:
        found = differences({file.name: file.read_text(encoding="utf-8") for file in sorted(target.glob("*.json"))})
        if found:
            click.echo(f"{found}Schemana är inaktuella. Kör: kb schema")
            sys.exit(1)
        click.echo("Schemana stämmer med modellerna.")
        return
    target.mkdir(parents=True, exist_ok=True)
    fresh = schemas()
    for file in target.glob("*.json"):
        if file.name not in fresh:
            file.unlink()
    for name, text in fresh.items():
        replace_file(target / name, text)
    click.echo(f"{len(fresh)} scheman i {target}.")


@kb.command(help="Skriv om sökningens ordlistor ur en ordbok, när basen har fått nya ord.", **_WORDS)
@click.option("--check", "check_only", is_flag=True, help="Skriv inget, visa vilka listor som skulle ändras.")
@click.pass_obj
def words(root: Path, check_only: bool) -> None:
    """Write the word lists of search, or tell which are not as they should be."""
    from ..search import lexicon  # a dictionary of many megabytes

    base = _sound_base(root)
    try:
        fresh = dict(lexicon.files(base))
    except lexicon.NoLexicon as error:
        raise click.ClickException(str(error)) from None
    changed = [file for file, text in fresh.items() if not file.is_file() or file.read_text(encoding="utf-8") != text]
    for file in changed:
        click.echo(f"{file.name}: {'skulle ändras' if check_only else 'ändrad'}")
        if not check_only:
            replace_file(file, fresh[file])
    if not changed:
        click.echo("Listorna stämmer med basen.")
    elif check_only:
        click.echo("Kör: kb words")
        sys.exit(1)


@kb.command(help="Skriv sidorna, också dem som görs ur data, som Markdown i MAPP.", **_WORDS)
@click.argument("target", metavar="MAPP", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def stage(root: Path, target: Path) -> None:
    """Write the staged Markdown for any generator."""
    from ..site.assemble import build_site
    from ..site.stage import stage as write_pages

    # Staging removes what is not a page; a folder that was never staged to may hold something dear.
    if target.exists() and any(target.iterdir()) and not (target / _STAGED).exists():
        raise click.UsageError(f'Mappen "{target}" är inte tom. Ange en ny mapp.')
    base = _sound_base(root)
    write_pages(build_site(base, root), target)
    (target / _STAGED).write_text("Skriven av kb stage.\n", encoding="utf-8")
    click.echo(f"Sidorna ligger i {target}.")


@kb.command(help="Bygg webbplatsen till site/.", **_WORDS)
@click.option(
    "--offline", is_flag=True, help="Bygg i stället en kopia som öppnas utan nät: dist/kunskapsbasen-<datum>.zip."
)
@click.option("--strict", is_flag=True, help="Räkna varningar som fel.")
@click.pass_obj
def build(root: Path, offline: bool, strict: bool) -> None:
    """Run MkDocs, and end as it ends; a copy for use without a network is packed as well."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", *(["--strict"] if strict else [])]
    if offline:
        _build_offline(root, mkdocs)
    elif code := subprocess.run(mkdocs, cwd=root, check=False).returncode:
        sys.exit(code)


def _build_offline(root: Path, mkdocs: list[str]) -> None:
    from ..build.session import BuildRefused, turn
    from ..packs.offline import COPY, LOCK, pack

    today = clock.today()
    environment = {**os.environ, "KB_OFFLINE": "1", "KB_TODAY": today.isoformat()}
    try:
        with turn(root / LOCK, f"Någon annan gör en kopia av {root}."):
            finished = subprocess.run([*mkdocs, "--site-dir", COPY], cwd=root, env=environment, check=False)
            if finished.returncode:
                sys.exit(finished.returncode)
            click.echo(f"Kopian ligger i {pack(root / COPY, root / 'dist', today)}")
    except BuildRefused as refused:
        raise click.ClickException(str(refused)) from None
    except OSError as error:
        raise click.ClickException(told(error)) from None


@kb.group(
    cls=Group, help="Skriv en ny fråga, notis, sida eller ett nytt lokalt tillägg.", subcommand_metavar="SORT", **_WORDS
)
def new() -> None:
    """Hold the commands that make something new."""


def _new_command(name: str, scaffold: Scaffold) -> Command:
    """Make `kb new faq` and its like: an option for each question."""

    def run(root: Path, yes: bool, **options: Any) -> None:
        given = {key.replace("_", "-"): value for key, value in options.items()}
        _make(root, scaffold, given, yes=yes)

    params: list[click.Parameter] = [
        click.Option([f"--{field.name}"], multiple=field.many, help=_option_help(field), metavar="TEXT")
        for field in scaffold.fields
    ]
    params.append(click.Option(["--yes"], is_flag=True, help="Fråga inget: ta förslagen och spara."))
    help_text = f"Skriv {scaffold.word}. Det som inte anges som flagga frågas efter."
    return Command(name, callback=click.pass_obj(run), params=params, help=help_text, options_metavar="[FLAGGOR]")


def _option_help(field: Field) -> str:
    return f"{field.ask}{' Kan anges flera gånger.' if field.many else ''}"


for _name, _scaffold in SCAFFOLDS.items():
    new.add_command(_new_command(_name, _scaffold))


@kb.group(
    cls=Group,
    help="Driftinformation: skriv, uppdatera, avsluta och lägg ut notiser.",
    subcommand_metavar="KOMMANDO [FLAGGOR]",
    **_WORDS,
)
def notice() -> None:
    """Hold the commands of notices."""


register_notices(notice)
new.add_command(notice.commands["new"], "notice")


def _make(root: Path, scaffold: Scaffold, options: dict[str, Any], *, yes: bool) -> None:
    """Ask, show, check and save."""
    base, _ = read_base(root, clock.today())
    kept = root / ".build" / "svar" / f"{slug(scaffold.word)}.json"
    draft = scaffold.draft(base, answers_to(scaffold, base, options, silent=yes, kept=kept))
    if (root / draft.path).exists():
        raise click.UsageError(f"{draft.path} finns redan.")
    click.echo(f"\n{draft.path}\n\n{draft.text}")
    problems = faults_of(root, base.today, draft)
    if problems:
        click.echo(report(problems))
    stops = any(not found.is_warning for found in problems)
    if yes and stops:
        click.echo("Ingenting sparades.", err=True)
        sys.exit(1)
    if not yes and not agrees("Spara och rätta i filen sedan?" if stops else "Spara?", default=not stops):
        click.echo("Ingenting sparades.")
        sys.exit(1 if stops else 0)
    (root / draft.path).parent.mkdir(parents=True, exist_ok=True)
    replace_file(root / draft.path, draft.text)
    forget(kept)
    click.echo(f"Sparad: {draft.path}. Kontrollera helheten med: kb check")
    if stops:
        sys.exit(1)


@kb.group(cls=Group, help="Sköt de lokala tilläggen.", subcommand_metavar="KOMMANDO", **_WORDS)
def tillagg() -> None:
    """Gather what is done with local additions."""


@tillagg.command(help="Säg att tilläggen i FIL är granskade i dag, mot sidan som den nu är.", **_WORDS)
@click.argument("files", metavar="FIL…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def granskat(root: Path, files: tuple[Path, ...]) -> None:
    """Write today's date and the page's fingerprint into the additions."""
    from ..editing.confirm import confirmed
    from ..model.kinds import ADDITIONS
    from ..relations.fingerprints import fingerprint

    base = _sound_base(root)
    known = {(root / ADDITIONS / path).resolve(): addition for path, addition in base.additions.items()}
    unknown = [str(file) for file in files if file.resolve() not in known and (root / file).resolve() not in known]
    if unknown:
        raise click.UsageError(f'"{unknown[0]}" är inget lokalt tillägg på svenska. De ligger i {ADDITIONS}.')
    for file in files:
        addition = known.get(file.resolve()) or known[(root / file).resolve()]
        target = root / addition.source.file
        said = fingerprint(base, base.pages[addition.meta.page])
        replace_file(target, confirmed(target.read_text(encoding="utf-8"), base.today, said))
        click.echo(f"{addition.source.file}: granskat {base.today} mot sidan {addition.meta.page}.")


@kb.group(
    name="report",
    help="Visa vad som mäts: språk, stavning och vad läsare har sökt.",
    subcommand_metavar="RAPPORT [FLAGGOR]",
    **_WORDS,
)
def reports() -> None:
    """Gather the reports; they measure, and only spelling can be wrong."""


@reports.command(help="LIX, meningslängd och svåra meningar för varje sida och svar, svårast först.", **_WORDS)
@click.option("--json", "as_json", is_flag=True, help="Skriv rapporten som JSON, för program.")
@click.pass_obj
def sprak(root: Path, as_json: bool) -> None:
    """Tell how easy the texts are to read."""
    from ..review.readability import readings
    from ..review.reports import language_json, language_text

    base = _sound_base(root)
    click.echo((language_json if as_json else language_text)(readings(base)))


@reports.command(help="Svenska ord som inte finns i någon ordlista, och var de står.", **_WORDS)
@click.option("--json", "as_json", is_flag=True, help="Skriv rapporten som JSON, för program.")
@click.pass_obj
def stavning(root: Path, as_json: bool) -> None:
    """Tell which words are unknown."""
    from ..review.reports import spelling_json, spelling_text
    from ..review.spelling import NoDictionary, unknown_words

    base = _sound_base(root)
    try:
        found = unknown_words(base, root)
    except NoDictionary as error:
        raise click.ClickException(str(error)) from error
    click.echo((spelling_json if as_json else spelling_text)(found))
    if found:
        sys.exit(1)


@reports.command(help="Förslag till nya frågor, ur filer där läsare har sparat sökningar som inte gav något.", **_WORDS)
@click.argument("files", metavar="FIL…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Skriv rapporten som JSON, för program.")
@click.pass_obj
def sokningar(root: Path, files: tuple[Path, ...], as_json: bool) -> None:
    """Turn searches that found nothing into questions to answer."""
    from ..review import asked

    read = [asked.read_file(str(file), _text_of(file)) for file in files]
    faults = sorted(fault for _, found in read for fault in found)
    if faults:
        click.echo("\n".join(map(str, faults)), err=True)
        click.echo("Rätta filen, eller lämna bort den.", err=True)
        sys.exit(1)
    base = _sound_base(root)
    batches = [batch for batch, _ in read]
    found = asked.suggestions(base, asked.wishes(batches))
    tell = asked.as_json if as_json else asked.as_text
    click.echo(tell(found, len(files), sum(batch.dropped for batch in batches)))


def _text_of(file: Path) -> str:
    """Return a file's text, without a byte order mark."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f'Filen "{file}" är inte UTF-8.') from error
    except OSError as error:
        raise click.UsageError(f'Filen "{file}" går inte att läsa.') from error


def _as_json(problems: Sequence[Problem]) -> str:
    rows = [
        {
            "path": found.path,
            "line": found.line,
            "col": found.col,
            "code": found.code,
            "severity": "warning" if found.is_warning else "error",
            "message": found.message,
        }
        for found in sorted(set(problems))
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _sound_base(root: Path) -> Base:
    """Return the base, or tell its faults and end the process."""
    base, problems = open_base(root, clock.today())
    if any(not found.is_warning for found in problems):
        click.echo(report(problems), err=True)
        sys.exit(1)
    return base


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit code."""
    # The process ends within seconds and frees nothing before: looking for garbage costs a sixth of `kb check`.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that cannot show a letter shows another in its place
    try:
        sys.exit(kb.main(args, prog_name="kb", standalone_mode=False) or 0)
    except click.UsageError as error:
        if error.ctx and not isinstance(error, click.exceptions.NoArgsIsHelpError):
            click.echo(error.ctx.get_usage(), err=True)
        # What was written may hold bytes that are no text.
        click.echo(_swedish(error).encode(errors="replace").decode(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except clock.ClockError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(2)  # whoever read what was written has stopped reading
    except OSError as error:
        with suppress(OSError):
            click.echo(told(error), err=True)
        sys.exit(2)
    except WordsFault as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except Paused:
        click.echo("\nPausat. Svaren finns kvar: kör samma kommando igen, så fortsätter du där du var.", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nAvbrutet. Ingenting sparades.", err=True)
        sys.exit(2)


def _swedish(error: click.UsageError) -> str:
    """Tell click's own findings in Swedish; ours are Swedish already."""
    known: Any = error
    if isinstance(error, click.NoSuchOption):
        hint = f" – menade du {known.possibilities[0]}?" if known.possibilities else "."
        return f"Flaggan {known.option_name} finns inte{hint}"
    if isinstance(error, click.MissingParameter):
        return f"{known.param.get_error_hint(known.ctx)} saknas."
    if isinstance(error, click.BadOptionUsage):
        return f"Flaggan {known.option_name} används fel. Se --help."
    if error.message.startswith("No such command"):
        return f"Kommandot finns inte. Välj ett av {_commands(error)}."
    if error.message.startswith("Missing command"):
        return f"Skriv ett kommando: {_commands(error)}."
    if isinstance(error, click.BadParameter):
        return _swedish_value(error)
    if error.message.startswith("Got unexpected extra"):
        return "Det står för många ord efter kommandot. Se --help."
    return error.message


def _commands(error: click.UsageError) -> str:
    """Return the commands that could have been written where the error is."""
    group = error.ctx.command if error.ctx else kb
    return ", ".join(sorted(group.commands if isinstance(group, click.Group) else kb.commands))


def _swedish_value(error: click.BadParameter) -> str:
    name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else "värdet"
    if error.param and isinstance(error.param.type, click.Choice):
        return f"{name}: välj ett av {', '.join(map(str, error.param.type.choices))}."
    return f"{name}: värdet går inte att använda. Kontrollera att filen eller mappen finns."
