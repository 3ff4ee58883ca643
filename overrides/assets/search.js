/* The search field and its hits, in the header and on the page /sok/. Nothing is fetched until the reader searches.
   The engine works beside the page where the browser allows a worker, and in it on file://. Engine and index are of one
   generation and have its name in their address; if it is gone, another site has been published, and its own are used. */
(function () {
  "use strict";
  var form = document.getElementById("kb-search");
  if (!form) return;
  var root = document.documentElement, base = root.getAttribute("data-root"), lang = root.lang;
  var words = JSON.parse(form.getAttribute("data-words"));
  var input = document.getElementById("kb-q"), panel = document.getElementById("kb-hits");
  var count = document.getElementById("kb-hits-count"), list = document.getElementById("kb-hits-list");
  var whole = form.hasAttribute("data-page"); /* the page /sok/, where the hits are the page */
  var PAGES = whole ? 8 : 4, SETTLED = 1500, COLD = 150, SLOW = 150, KEPT = 200, KEY = "kb-searches";
  var shown = PAGES, away = false, asked = "", failed = false, generation = root.getAttribute("data-generation");

  /* ---- the engine ---- */
  var engine = null;
  function script(address) {
    return new Promise(function (done, fail) {
      var element = document.createElement("script");
      element.src = base + address;
      element.onload = done;
      element.onerror = function () { element.remove(); fail(new Error(address)); };
      document.head.appendChild(element);
    });
  }
  function inPage() {
    var waiting = {}, place = "search/" + generation + "/";
    window.kbIndex = function (data) { if (waiting[data.name]) waiting[data.name](data); };
    function load(name) {
      return new Promise(function (done, fail) {
        waiting[name] = done;
        script(place + lang + "/" + name + ".js").catch(fail);
      });
    }
    function pause() { return new Promise(function (done) { setTimeout(done, 0); }); }
    var ready = script(place + "engine.js").then(function () { return window.KbEngine(load, pause); });
    return { ask: function (text, options, early) {
      return ready.then(function (e) { return text === null ? e.start() : e.query(text, Object.assign({ early: early }, options)); });
    } };
  }
  function inWorker() {
    var place = "search/" + generation + "/", worker = new Worker(base + place + "engine.js"), waiting = {}, last = 0, instead = null;
    worker.onmessage = function (event) {
      var one = waiting[event.data.id];
      if (event.data.early) { one.early(event.data.early); return; }
      delete waiting[event.data.id];
      if (event.data.failed) one.fail(new Error(event.data.failed)); else one.done(event.data.result);
    };
    worker.onerror = function () { /* not allowed, or not there: the page does it itself */
      instead = instead || inPage();
      Object.keys(waiting).forEach(function (id) { instead.ask(waiting[id].text, waiting[id].options).then(waiting[id].done, waiting[id].fail); });
      waiting = {};
    };
    worker.postMessage({ base: new URL(base + place + lang + "/", document.baseURI).href });
    /* fetched here, beside the worker's own script, since the one need not wait for the other */
    fetch(base + place + lang + "/core.js").then(function (answer) {
      if (!answer.ok) throw new Error("core");
      return answer.text();
    }).then(function (text) { worker.postMessage({ core: text }); }, function () { worker.postMessage({ core: "" }); });
    return { ask: function (text, options, early) {
      if (instead) return instead.ask(text, options, early);
      return new Promise(function (done, fail) {
        waiting[++last] = { done: done, fail: fail, early: early || function () {}, text: text, options: options };
        worker.postMessage({ id: last, text: text, options: options });
      });
    } };
  }
  function load() {
    if (!engine) {
      try { engine = location.protocol !== "file:" && window.Worker ? inWorker() : inPage(); } catch (e) { engine = inPage(); }
      engine.ask(null).catch(function () { failed = true; });
    }
    return engine;
  }
  /* Asks; where a file is gone, asks the engine and index of the site that is there now, if it is another one. */
  function askNow(text, options, early) {
    var mine = generation;
    return load().ask(text, options, early).catch(function (error) {
      return current().then(function (now) {
        if (now === mine && generation === mine) throw error;
        if (generation === mine) { generation = now; engine = null; failed = false; }
        return load().ask(text, options, early);
      });
    });
  }
  function current() {
    return new Promise(function (done, fail) {
      window.kbNow = done;
      script("search/nu.js?" + Date.now()).catch(fail);
    });
  }
  function choice() {
    try { return JSON.parse(localStorage.getItem("kb-choice")) || {}; } catch (e) { return {}; }
  }
  function ask(text, limit, early) {
    var mine = choice();
    return askNow(text, { limit: limit, role: mine.role, area: mine.area, live: Boolean(early) }, early);
  }

  /* ---- showing: text nodes only ---- */
  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }
  function marked(element, pieces) {
    pieces.forEach(function (piece, i) { if (piece) element.appendChild(i % 2 ? make("mark", "", piece) : document.createTextNode(piece)); });
    return element;
  }
  function link(address, pieces) {
    var a = make("a");
    a.href = base + address;
    return marked(a, pieces);
  }
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; }); }
  function some(names) { return names.slice(0, 3).join(", ") + (names.length > 3 ? " " + words.others : ""); }
  function hit(one) {
    var li = make("li", "kb-hit");
    li.appendChild(link(one.url, one.marked));
    if (one.lang !== lang) li.lang = one.lang;
    var kind = make("span", "kb-hit-kind", words.kinds[one.kind] || one.kind);
    kind.lang = lang;
    li.append(" ", kind);
    if (one.draft) {
      var draft = make("span", "kb-hit-kind", words.draft);
      draft.lang = lang;
      li.append(" ", draft);
    }
    var about = [];
    if (one.roles.length) about.push(fill(words["for"], { who: some(one.roles) }));
    if (one.areas.length) about.push(fill(words.area, { area: some(one.areas) }));
    if (about.length) {
      var p = make("p", "kb-hit-for", about.join(" · "));
      p.lang = lang;
      li.appendChild(p);
    }
    li.appendChild(marked(make("p"), one.lead));
    if (!one.sections.length) return li;
    var ul = make("ul");
    one.sections.forEach(function (section) {
      var sub = make("li", "kb-hit-section");
      sub.appendChild(link(section.url, section.heading));
      if (section.answer) {
        var fold = make("details"), open = make("summary", "", words.answer);
        open.lang = lang;
        fold.appendChild(open);
        section.answer.forEach(function (line) { fold.appendChild(marked(make("p"), line)); }); /* at once: paper shows them */
        sub.appendChild(fold);
      } else if (section.text) {
        sub.appendChild(marked(make("p"), section.text));
      }
      ul.appendChild(sub);
    });
    li.appendChild(ul);
    if (one.more) {
      var rest = make("p", "kb-quiet", fill(words.rest, { n: one.more }));
      rest.lang = lang;
      li.appendChild(rest);
    }
    return li;
  }
  /* What is wrong just now stands first for who asks whether something is, or for a system that it touches. */
  function live(q) {
    var text = q.toLowerCase(), asks = words.trouble.some(function (w) { return text.indexOf(w) >= 0; });
    return (window.kbOngoing ? window.kbOngoing() : []).filter(function (one) {
      return asks || one.systems.some(function (id) { return text.indexOf(id) >= 0; });
    });
  }
  function ongoing(notices) {
    var ul = make("ul", "kb-hits-live");
    notices.forEach(function (one) {
      var li = make("li"), a = link(one.url, [one.title[0]]);
      if (one.title[1]) a.lang = one.title[1];
      li.append(make("strong", "", one.label), " ", a);
      ul.appendChild(li);
    });
    return ul;
  }
  function word(text) {
    var button = make("button", "kb-button", text);
    button.type = "button";
    button.addEventListener("click", function () { input.value = text; input.focus(); shown = PAGES; run(); });
    return button;
  }
  function nothing(result, box) {
    if (result.tried.length) box.appendChild(make("p", "", fill(words.tried, { words: result.tried.join(", ") })));
    if (result.near.length) {
      var p = make("p", "kb-hits-near", words.near + " ");
      result.near.forEach(function (text) { p.append(word(text), " "); });
      box.appendChild(p);
    }
    box.appendChild(make("p", "", words.help));
    var ul = make("ul", "kb-hits-help");
    ["list", "glossary", "contact"].forEach(function (name) {
      var li = make("li"), a = make("a", "", words[name]);
      a.href = form.getAttribute("data-" + name);
      li.appendChild(a);
      ul.appendChild(li);
    });
    box.appendChild(ul);
  }
  function draw(ol, hits) {
    hits.forEach(function (one, i) {
      var key = JSON.stringify([one.url, one.marked, one.lead, one.sections, one.more]), old = ol.children[i];
      if (old && old.key === key) return;
      var fresh = hit(one);
      fresh.key = key;
      if (old) ol.replaceChild(fresh, old); else ol.appendChild(fresh);
    });
    while (ol.children.length > hits.length) ol.lastChild.remove();
  }
  function show(result, q, now) {
    var above = make("div"), below = make("div"), old = list.children;
    if (now.length) above.appendChild(ongoing(now));
    result.corrected.forEach(function (pair) { above.appendChild(make("p", "kb-quiet", fill(words.corrected, { from: pair[0], to: pair[1] }))); });
    if (result.total && result.missing.length) above.appendChild(make("p", "kb-quiet", fill(words.missing, { words: result.missing.join(", ") })));
    else if (result.loose) above.appendChild(make("p", "kb-quiet", words.loose));
    if (!result.total) nothing(result, below);
    if (result.total > result.hits.length) {
      var more = make("button", "kb-button", words.more);
      more.type = "button";
      more.addEventListener("click", function () {
        var next = shown;
        shown += PAGES;
        run().then(function () { list.querySelectorAll(".kb-hit > a")[next].focus(); });
      });
      below.appendChild(more);
    }
    if (!list.firstChild) list.append(above, make("ol", "kb-hits-pages"), below, make("p", "kb-hits-all"));
    /* what is as it was stays where it is: an answer may be unfolded, and drawing it again takes time */
    if (!old[0].isEqualNode(above)) old[0].replaceWith(above);
    draw(old[1], result.hits);
    old[1].hidden = !result.total;
    if (!old[2].isEqualNode(below)) old[2].replaceWith(below);
    old[3].hidden = whole || !result.total || !form.getAttribute("action");
    if (old[3].hidden) return;
    if (!old[3].firstChild) old[3].appendChild(make("a", "", words.page));
    old[3].firstChild.href = form.getAttribute("action") + "?q=" + encodeURIComponent(q);
  }
  /* Announced when the reader has stopped typing for a moment. */
  var saying;
  function say(text, now) {
    clearTimeout(saying);
    saying = setTimeout(function () { if (count.textContent !== text) count.textContent = text; }, now ? 0 : 150);
  }

  var turn = 0, busy = 0;
  /* The list says whether it is about to change: to a screen reader, and to tests. */
  function wait(on) { if (on) list.setAttribute("aria-busy", "true"); else list.removeAttribute("aria-busy"); }
  function run() {
    var q = input.value.trim(), mine = ++turn;
    asked = q;
    wait(q.length > 1);
    clearTimeout(settling);
    clearTimeout(pausing);
    if (!q) { close(); return Promise.resolve(); }
    if (q.length < 2) { panel.hidden = false; list.textContent = ""; say(words.hint); if (warm) ask(q, 1, function () {}).catch(function () {}); return Promise.resolve(); }
    if (!list.firstChild) { panel.hidden = false; say(words.loading, true); }
    busy = mine;
    var slow;
    return ask(q, shown, function (result) {
      slow = setTimeout(function () { if (mine === turn && busy === mine && !away) { panel.hidden = false; show(result, q, live(q)); } }, SLOW);
    }).then(function (result) {
      clearTimeout(slow);
      if (mine !== turn) return;
      busy = 0;
      wait(false);
      warm = true;
      if (away && !whole) return;
      panel.hidden = false;
      var n = result.total, now = live(q);
      show(result, q, now);
      var first = now.map(function (one) { return one.label + ": " + one.title[0] + ". "; }).join("");
      say(first + (!n ? fill(words.none, { q: q }) : fill(n === 1 ? words.one : words.many, { n: n })));
      settle(q, n);
    }, function () {
      if (mine !== turn) return;
      busy = 0;
      wait(false);
      engine = failed ? null : engine;
      failed = false;
      panel.hidden = false;
      list.textContent = "";
      say(words.failed, true);
    });
  }
  function close() {
    turn++;
    wait(false);
    clearTimeout(saying);
    panel.hidden = !whole;
    list.textContent = "";
    count.textContent = "";
  }

  /* ---- what found nothing: kept here alone, never sent, never anything like a personal identity number ---- */
  var settling;
  function kept() {
    try { var all = JSON.parse(localStorage.getItem(KEY)); return Array.isArray(all) ? all : []; } catch (e) { return []; }
  }
  function settle(q, n) {
    clearTimeout(settling);
    if (!n) settling = setTimeout(function () { keep(q); }, SETTLED);
  }
  function keep(q) {
    if (q.length > 100 || q.replace(/\D/g, "").length > 5) return;
    var now = new Date(), day = now.getFullYear() + "-" + ("0" + (now.getMonth() + 1)).slice(-2) + "-" + ("0" + now.getDate()).slice(-2);
    var text = q.toLowerCase(), all = kept(), old = all.filter(function (s) { return s.q === text && s.lang === lang; })[0];
    all = all.filter(function (s) { return s !== old; });
    all.push({ q: text, lang: lang, count: (old ? old.count : 0) + 1, last: day });
    try { localStorage.setItem(KEY, JSON.stringify(all.slice(-KEPT))); } catch (e) { /* then it is not kept */ }
    misses();
  }
  function misses() {
    var box = document.getElementById("kb-misses");
    if (!box) return;
    var mine = kept().filter(function (s) { return s.lang === lang; });
    box.textContent = "";
    if (!mine.length) { box.appendChild(make("p", "", words.misses_none)); return; }
    var ul = make("ul");
    mine.slice().reverse().forEach(function (s) { ul.appendChild(make("li", "", s.q + (s.count > 1 ? " (" + s.count + ")" : ""))); });
    box.appendChild(ul);
    var p = make("p"), save = make("button", "kb-button", words.misses_save), clear = make("button", "kb-button", words.misses_clear);
    save.type = clear.type = "button";
    save.addEventListener("click", function () {
      var found = mine.map(function (s) { return { q: s.q, count: s.count, last: s.last }; });
      var a = make("a"), url = URL.createObjectURL(new Blob([JSON.stringify({ version: 1, lang: lang, searches: found }, null, 1) + "\n"], { type: "application/json" }));
      a.href = url;
      a.download = words.misses_file;
      a.click();
      setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
    });
    clear.addEventListener("click", function () {
      var rest = kept().filter(function (s) { return s.lang !== lang; });
      try { if (rest.length) localStorage.setItem(KEY, JSON.stringify(rest)); else localStorage.removeItem(KEY); } catch (e) { /* nothing was kept */ }
      misses();
      box.setAttribute("tabindex", "-1");
      box.focus();
    });
    p.append(save, " ", clear);
    box.appendChild(p);
  }

  /* ---- the reader's hands ---- */
  input.addEventListener("focus", load);
  form.addEventListener("focusin", function () { away = false; });
  /* Until the first answer everything has to be fetched: what is asked for then waits for a pause in the typing. */
  var warm = false, pausing;
  input.addEventListener("input", function () {
    shown = PAGES;
    clearTimeout(pausing);
    if (warm || !input.value.trim()) run(); else { load(); wait(true); pausing = setTimeout(run, COLD); }
    if (whole) remember();
  });
  input.addEventListener("click", function () { if (panel.hidden && input.value.trim()) run(); });
  function toFirst() {
    var first = list.querySelector(".kb-hits-live a, .kb-hit > a") || list.querySelector("a, button");
    if (first) first.focus(); else input.focus();
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (!busy && list.firstChild && asked === input.value.trim()) toFirst(); else run().then(toFirst);
  });
  form.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    if (whole) { if (event.target !== input) input.focus(); return; }
    event.preventDefault();
    if (!panel.hidden) { close(); input.focus(); return; }
    input.value = "";
    root.dispatchEvent(new CustomEvent("kb-search-close"));
  });
  if (!whole) {
    form.addEventListener("focusout", function (event) {
      if (!event.relatedTarget || form.contains(event.relatedTarget)) return;
      away = true;
      close();
    });
    document.addEventListener("click", function (event) { /* the path, for "show more" takes away the button that was clicked */
      if (!panel.hidden && event.composedPath().indexOf(form) < 0) close();
    });
  }

  /* ---- the page /sok/: the question is in the address ---- */
  function remember() {
    var q = input.value.trim();
    try { history.replaceState(null, "", location.pathname + (q ? "?q=" + encodeURIComponent(q) : "")); } catch (e) { /* not on every file:// */ }
  }
  if (whole) {
    var given = new URLSearchParams(location.search).get("q");
    panel.hidden = false;
    misses();
    if (given) { input.value = given; run(); }
  }

  /* For tests, and for who wants to ask by hand: pages in order, each with the places on it that a reader sees. */
  window.kbSearch = { query: function (text, limit) {
    return ask(text, limit || 20).then(function (result) {
      return result.hits.map(function (one) {
        return { url: base + one.url, title: one.title, kind: one.kind, score: one.score,
          places: one.sections.map(function (s) { return { url: base + s.url, title: s.heading.join("") }; }) };
      });
    });
  } };
})();
