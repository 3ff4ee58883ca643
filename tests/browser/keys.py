"""The keyboard as a reader uses it: real key presses, and what has the focus after each."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

_FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const shown = e.matches(".tabbed-set > input") ? document.querySelector(`label[for="${e.id}"]`) : e;
  const style = getComputedStyle(shown);
  const boxes = [...shown.getClientRects()].filter((r) => r.width && r.height);
  const seen = boxes.some((r) => {
    const x = r.left + r.width / 2, y = r.top + Math.min(r.height / 2, 20);
    if (r.left < -1 || r.right > innerWidth + 1 || y < 0 || y > innerHeight) return false;
    const top = document.elementFromPoint(x, y);
    return top && (shown.contains(top) || top.contains(shown) || (top.closest("label") || {}).control === e);
  });
  return {
    tag: e.tagName.toLowerCase(), id: e.id, text: (e.innerText || e.value || "").trim().slice(0, 60), seen,
    opaque: style.visibility === "visible" && Number(style.opacity) > 0.9,
    outline: style.outlineStyle !== "none" ? parseFloat(style.outlineWidth) : 0,
    clear: style.outlineColor !== "rgba(0, 0, 0, 0)",
  };
}"""


def focused(page: Page) -> dict[str, Any] | None:
    """Return what is known of the element with the focus; None where it is nowhere in particular."""
    found: dict[str, Any] | None = page.evaluate(_FOCUSED)
    return found


def has_focus(page: Page, selector: str) -> bool:
    """Return whether the element with the focus is the one selected."""
    return bool(page.evaluate("(selector) => document.activeElement.matches(selector)", selector))


def tab_to(page: Page, selector: str, *, within: int = 60, key: str = "Tab") -> int:
    """Press Tab until the element is reached, and return how many presses it took."""
    for presses in range(1, within + 1):
        page.keyboard.press(key)
        if has_focus(page, selector):
            return presses
    raise AssertionError(f"{selector} nås inte med {within} tryck på {key}")
