/* What the page can do when scripts work. Without them everything is still there to read and reach. */
(function () {
  "use strict";
  var root = document.documentElement;
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function one(selector, within) { return (within || document).querySelector(selector); }

  /* A button that shows and hides something. Escape and `close` hide it and give the focus back. */
  function disclosure(button, name, onopen) {
    if (!button) return null;
    function isOpen() { return button.getAttribute("aria-expanded") === "true"; }
    function set(open) {
      button.setAttribute("aria-expanded", String(open));
      if (open) root.setAttribute("data-open-" + name, ""); else root.removeAttribute("data-open-" + name);
      if (open && onopen) onopen();
    }
    button.addEventListener("click", function () { set(!isOpen()); });
    return { isOpen: isOpen, close: function (giveBack) { if (isOpen()) { set(false); if (giveBack) button.focus(); } } };
  }

  var menu = disclosure(one(".kb-menu-open"), "menu");
  var find = disclosure(one(".kb-search-open"), "search", function () { one("#kb-q").focus(); });
  disclosure(one(".kb-toc-open"), "toc");
  root.addEventListener("kb-search-close", function () { if (find) find.close(true); });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    var scheme = one("#kb-scheme[open]");
    if (scheme) {
      scheme.open = false;
      one("summary", scheme).focus();
    } else if (menu && menu.isOpen()) {
      menu.close(true);
    }
  });

  /* Colours. Nothing is stored before a choice; the choice "system" takes the stored one away. */
  var control = one("#kb-scheme");
  if (control) {
    var chosen = root.getAttribute("data-scheme") || "system";
    all("input", control).forEach(function (input) {
      input.checked = input.value === chosen;
      input.addEventListener("change", function () {
        var system = input.value === "system";
        if (system) root.removeAttribute("data-scheme"); else root.setAttribute("data-scheme", input.value);
        try {
          if (system) localStorage.removeItem("kb-scheme"); else localStorage.setItem("kb-scheme", input.value);
        } catch (e) { /* the choice then lasts for this page only */ }
      });
    });
    control.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !control.contains(event.relatedTarget)) control.open = false;
    });
    document.addEventListener("click", function (event) {
      if (control.open && !control.contains(event.target)) control.open = false;
    });
  }

  /* A page whose next review has passed, by the reader's own date. */
  function today() {
    var now = new Date();
    function two(n) { return (n < 10 ? "0" : "") + n; }
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }
  all("[data-review-due]").forEach(function (box) {
    if (today() <= box.getAttribute("data-review-due")) return;
    var title = document.createElement("strong");
    title.textContent = box.getAttribute("data-title");
    [title, document.createTextNode(box.getAttribute("data-text"))].forEach(function (node) {
      box.appendChild(document.createElement("p")).appendChild(node);
    });
    box.hidden = false;
  });

  /* Tables and code: a tab stop with a name only while they scroll. */
  var content = one(".kb-content[data-table]");
  function nameFor(element, word) {
    var heading = element.getAttribute("data-name") || "";
    for (var e = element; e && e !== content && !heading; e = e.previousElementSibling || e.parentElement) {
      if (/^H[1-6]$/.test(e.tagName)) heading = e.firstChild.textContent.trim();
    }
    return word + (heading ? ": " + heading : "");
  }
  function regions() {
    var used = {};
    all(".table-wrap, pre", content).forEach(function (e) {
      if (e.scrollWidth <= e.clientWidth + 1) {
        ["tabindex", "role", "aria-label"].forEach(function (a) {
          if (e.hasAttribute(a) && !e.hasAttribute("data-" + a)) e.setAttribute("data-" + a, e.getAttribute(a));
          e.removeAttribute(a);
        });
        return;
      }
      var name = e.getAttribute("aria-label") || e.getAttribute("data-aria-label") ||
        nameFor(e, content.getAttribute(e.tagName === "PRE" ? "data-code" : "data-table"));
      used[name] = (used[name] || 0) + 1;
      e.setAttribute("tabindex", "0");
      e.setAttribute("role", "region");
      e.setAttribute("aria-label", used[name] > 1 ? name + " " + used[name] : name);
    });
  }
  if (content) {
    all(".tabbed-set:not([role])", content).forEach(function (set) {
      set.setAttribute("role", "group");
      set.setAttribute("aria-label", nameFor(set, content.getAttribute("data-tabs")));
    });
    all(".tabbed-set", content).forEach(function (set) { /* paper shows every panel, so each needs its name */
      all(":scope > .tabbed-content > .tabbed-block", set).forEach(function (block, i) {
        block.setAttribute("data-title", all(":scope > .tabbed-labels > label", set)[i].textContent);
      });
    });
    regions();
    /* seen again whenever its room changes: another width, larger text, an unfolded part */
    var watch = new ResizeObserver(regions);
    var look = function () { all(".table-wrap, pre", content).forEach(function (e) { watch.observe(e); }); };
    look();
    root.addEventListener("kb-fresh", look);
  }

  /* A link to something inside folded text unfolds it. */
  function unfold() {
    var id = location.hash.slice(1), target;
    try { target = id && document.getElementById(decodeURIComponent(id)); } catch (e) { return; }
    for (var e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (target) target.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);
  if (location.hash) unfold();

  /* Paper cannot be unfolded. */
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = all("main details:not([open])");
    folded.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (d) { d.open = false; });
    folded = [];
  });

  /* Whether the page is from before a publishing: it is read again, but not twice in a minute. */
  window.kbStale = function (generation) {
    var visit = performance.getEntriesByType("navigation")[0];
    if (!generation || generation === root.getAttribute("data-generation") || !visit || visit.type === "reload" && performance.now() < 6e4) return false;
    location.reload();
    return true;
  };
  /* A file of the page's own generation is not there: another site may have been published since the page was opened. */
  window.kbLost = function () {
    var script = document.createElement("script");
    script.src = root.getAttribute("data-root") + "search/nu.js?" + Date.now();
    script.onload = script.onerror = script.remove;
    window.kbNow = window.kbStale;
    document.head.appendChild(script);
  };
})();
