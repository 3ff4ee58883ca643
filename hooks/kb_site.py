"""MkDocs hook: tells MkDocs' events to `carekb`, and nothing more."""

from __future__ import annotations

import io
import logging
import os
import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from carekb.build import session as build
from carekb.build.preview import port_fault
from carekb.disk.faults import told
from carekb.languages import LANGUAGES, prefix, words
from carekb.site.compiled import template_cache
from carekb.site.markdown_extension import CareExtension
from carekb.source.file_names import is_of_theme

log = logging.getLogger("mkdocs.hooks.kb_site")
process = build.BuildProcess()
"""What outlives one build under `serve`: MkDocs makes a new configuration for each."""


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether this process serves or builds."""
    del dirty
    process.serving = command == "serve"
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@event_priority(100)  # before every plugin, which should see the staged pages as the real ones
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read, check and stage the base, and build beside the last good site."""
    if _i18n(config).building:  # the language builds inside the first one
        return config
    if process.serving and not process.prepared and (fault := port_fault(config.dev_addr.host, config.dev_addr.port)):
        raise PluginError(fault)
    words.cache_clear()  # under `serve` they may have been edited since the last build
    offline = bool(os.environ.get("KB_OFFLINE"))
    try:
        session = build.start(
            Path(config.config_file_path).parent,
            process,
            address="" if offline else config.site_url or "",
            repository=config.repo_url or "",
            offline=offline,
        )
    except build.BuildRefused as refused:
        raise PluginError(str(refused)) from None
    if session.warnings and config.strict:
        # MkDocs would count them and stop only after the new site had taken the place of the last one.
        raise PluginError("Varningar stoppar bygget med --strict.\n" + "\n".join(session.warnings))
    for line in session.warnings:
        log.warning(line)
    if session.fault:
        log.error(session.fault)
    config.docs_dir = str(session.handover.docs)
    config.markdown_extensions.append(CareExtension())  # type: ignore[arg-type]  # Markdown takes both names and objects
    config.theme.static_templates = {"404.html"}  # the sitemap is written with the other outputs
    # Only our own files go to the site: what the theme brings is thousands of files, which take long to look through.
    session.template_folders, config.theme.dirs = config.theme.dirs, config.theme.dirs[:1]
    if offline:
        config.use_directory_urls, config.site_url = False, ""
        config.theme.static_templates = set()  # no server, so no page for what is not found
    if not process.serving:
        try:
            config.site_dir = str(build.folder_for(process, Path(config.site_dir)))
        except build.BuildRefused as refused:
            raise PluginError(str(refused)) from None
    config.extra["carekb"] = session
    return config


@event_priority(-200)  # after i18n has chosen the files of the language
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what plugins bring with them, a sitemap, and what lies beside templates or is not of the theme."""
    own = str(Path(config.config_file_path).parent / "overrides" / "assets")
    for file in list(files):
        path = str(file.abs_src_path)
        if not path.startswith(config.docs_dir) and not (path.startswith(own) and is_of_theme(file.src_uri)):
            files.remove(file)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let templates find the theme's icons, and compile each template once for all languages."""
    del files
    session = config.extra["carekb"]
    env.loader = FileSystemLoader(session.template_folders)
    env.bytecode_cache = template_cache()
    env.globals.update(words_in=words, prefix_of=prefix, languages=LANGUAGES)
    env.globals.update(assets=session.assets, generation=session.generation)
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the page for search."""
    del files
    config.extra["carekb"].contents.add(page.file.src_uri, html)
    return html


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object) -> dict[str, Any]:
    """Give the template its view of the page."""
    del nav
    context["kb"] = config.extra["carekb"].view(page.file.src_uri)
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let go of what only the page itself needed: MkDocs keeps every page to the end of the build."""
    del config
    page.content, page.markdown, page.toc = "", "", TableOfContents([])
    return output


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the 404 page the start page's view."""
    del template_name
    context["kb"] = config.extra["carekb"].view("index.md")
    return context


@event_priority(-200)  # after i18n (-100), which builds the other languages inside this event
def on_post_build(config: MkDocsConfig) -> None:
    """Write what belongs to the whole site, and let it take the place of the last one."""
    if not _i18n(config).building:
        if config.strict and _warned():
            return  # MkDocs stops the build now; the last site stays
        try:
            build.finish(config.extra["carekb"], process, Path(config.site_dir))
        except build.BuildRefused as refused:
            raise PluginError(str(refused)) from None


def on_build_error(error: Exception) -> None:
    """Let go of what the build held, and tell of a file that cannot be written in one line."""
    process.close()
    if isinstance(error, OSError):
        raise PluginError(f"{told(error)} {build.UNTOUCHED}") from None


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch what editors change, not what is made of it."""
    del builder
    root = Path(config.config_file_path).parent
    server.unwatch(config.docs_dir)
    for folder in ("docs", "data", "overrides", "hooks/carekb/words"):
        server.watch(str(root / folder))
    return server


def _warned() -> bool:
    """Whether MkDocs has warned of anything: it counts warnings under --strict, and stops at the very end."""
    handlers = logging.getLogger("mkdocs").handlers + logging.getLogger("properdocs").handlers
    return any(handler.get_counts() for handler in handlers if hasattr(handler, "get_counts"))


def _i18n(config: MkDocsConfig) -> Any:
    """Return the i18n plugin, which publishes no types."""
    return config.plugins["i18n"]
