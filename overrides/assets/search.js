/* Search. Nothing is fetched until the reader opens it. The engine and the index are plain scripts, so that a copy on disk works as well.
   The index calls kbSearchIndex({lang, docs: [{u: address#anchor, t: page, h: heading, k: kind, x: text, l: language if another}]}). */
(function () {
  "use strict";
  var form = document.getElementById("kb-search");
  if (!form) return;
  var root = document.documentElement;
  var base = root.getAttribute("data-root");
  var lang = root.lang;
  var words = JSON.parse(form.getAttribute("data-words"));
  var input = document.getElementById("kb-q");
  var panel = document.getElementById("kb-hits");
  var count = document.getElementById("kb-hits-count");
  var list = document.getElementById("kb-hits-list");
  var PAGES = 8, SECTIONS = 3, AROUND = 60, LENGTH = 170;
  var STOP = (lang === "sv"
    ? "att av den det de dem du en ett för från går gör hur har i jag kan man med mig när och om på ska som så till vad var vem vi vilka vilken är"
    : "a an and are do does for from how i in is it of on or the to what when where which who with you").split(" ");
  var index = null, docs = [], state = "new", shown = PAGES, away = false;

  /* ---- words ---- */
  function fold(word) { return word.normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  function tokens(text) { return text.toLowerCase().match(/[\p{L}\p{N}]+(?:[:\u2019'][\p{L}]+)?/gu) || []; }
  function both(term) {
    var plain = fold(term);
    return plain === term ? term : [term, plain];
  }

  /* ---- fetching ---- */
  function script(address, done) {
    var element = document.createElement("script");
    element.src = base + address;
    element.onload = done;
    element.onerror = function () { state = "failed"; say(words.failed); };
    document.head.appendChild(element);
  }
  window.kbSearchIndex = function (data) {
    docs = data.docs;
    index = new window.MiniSearch({
      fields: ["h", "t", "x"],
      tokenize: tokens,
      processTerm: both,
      searchOptions: { boost: { t: 4, h: 3 }, prefix: true, fuzzy: 0.2, maxFuzzy: 2, processTerm: function (term) { return term; } }
    });
    index.addAll(docs.map(function (d, i) { return { id: i, t: d.t, h: d.h || "", x: d.x }; }));
    state = "ready";
    if (!away) run();
  };
  function load() {
    if (state !== "new") return;
    state = "loading";
    script("assets/vendor/minisearch.js", function () { script("search/" + lang + ".js"); });
  }

  /* ---- finding ---- */
  function query(q) {
    var terms = tokens(q);
    var sharp = terms.filter(function (t) { return STOP.indexOf(t) < 0; });
    var text = (sharp.length ? sharp : terms).join(" ");
    var hits = index.search(text, { combineWith: "AND" });
    if (hits.length || sharp.length < 2) return { hits: hits, loose: false };
    hits = index.search(text, { combineWith: "OR" });
    return { hits: hits, loose: hits.length > 0 };
  }
  function grouped(hits) {
    var pages = [], known = {};
    hits.forEach(function (hit) {
      var doc = docs[hit.id], address = doc.u.split("#")[0], page = known[address];
      if (!page) {
        page = known[address] = { address: address, title: doc.t, kind: doc.k, lang: doc.l, own: null, sections: [] };
        pages.push(page);
      }
      if (doc.h) page.sections.push({ doc: doc, hit: hit }); else page.own = { doc: doc, hit: hit };
    });
    return pages;
  }

  /* ---- showing: text nodes only ---- */
  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }
  function marked(element, text, hit) {
    var found = {}, at = 0, match, pattern = /[\p{L}\p{N}]+/gu;
    Object.keys(hit.match).forEach(function (t) { found[t] = found[fold(t)] = true; });
    while ((match = pattern.exec(text))) {
      var word = match[0].toLowerCase();
      if (!found[word] && !found[fold(word)]) continue;
      element.appendChild(document.createTextNode(text.slice(at, match.index)));
      element.appendChild(make("mark", "", match[0]));
      at = match.index + match[0].length;
    }
    element.appendChild(document.createTextNode(text.slice(at)));
    return element;
  }
  function excerpt(doc, hit) {
    var text = doc.x, lower = text.toLowerCase(), first = -1;
    Object.keys(hit.match).forEach(function (t) {
      var i = lower.indexOf(t);
      if (i >= 0 && (first < 0 || i < first)) first = i;
    });
    var from = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 : 0;
    var to = from + LENGTH;
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);
    return (from ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
  }
  function item(address, title, found, sub) {
    var li = make("li", sub ? "kb-hit-section" : "kb-hit");
    var link = make("a");
    link.href = base + address;
    if (found) marked(link, title, found.hit); else link.textContent = title;
    li.appendChild(link);
    return li;
  }
  function show(pages) {
    var ol = make("ol", "kb-hits-pages");
    pages.slice(0, shown).forEach(function (page) {
      var li = item(page.address, page.title, page.own || page.sections[0]);
      if (page.lang && page.lang !== lang) li.lang = page.lang;
      if (page.kind) {
        var kind = make("span", "kb-hit-kind", words.kinds[page.kind] || page.kind);
        kind.lang = lang;
        li.appendChild(document.createTextNode(" "));
        li.appendChild(kind);
      }
      if (page.own && page.own.doc.x) li.appendChild(marked(make("p"), excerpt(page.own.doc, page.own.hit), page.own.hit));
      if (page.sections.length) {
        var ul = make("ul");
        page.sections.slice(0, SECTIONS).forEach(function (s) {
          var sub = item(s.doc.u, s.doc.h, s, true);
          sub.appendChild(marked(make("p"), excerpt(s.doc, s.hit), s.hit));
          ul.appendChild(sub);
        });
        li.appendChild(ul);
        if (page.sections.length > SECTIONS) {
          var rest = make("p", "kb-quiet", words.rest.replace("{n}", page.sections.length - SECTIONS));
          rest.lang = lang;
          li.appendChild(rest);
        }
      }
      ol.appendChild(li);
    });
    list.appendChild(ol);
    if (pages.length > shown) {
      var more = make("button", "kb-button", words.more);
      more.type = "button";
      more.addEventListener("click", function () {
        var next = shown;
        shown += PAGES;
        run();
        list.querySelectorAll(".kb-hit > a")[next].focus();
      });
      list.appendChild(more);
    }
  }
  function help() {
    var p = make("p", "", words.help), ul = make("ul", "kb-hits-help");
    [["glossary", words.glossary], ["contact", words.contact]].forEach(function (pair) {
      var li = make("li"), link = make("a", "", pair[1]);
      link.href = form.getAttribute("data-" + pair[0]);
      li.appendChild(link);
      ul.appendChild(li);
    });
    list.appendChild(p);
    list.appendChild(ul);
  }
  function say(text) { if (count.textContent !== text) count.textContent = text; }
  function run() {
    var q = input.value.trim();
    if (!q) { close(); return; }
    panel.hidden = false;
    if (state !== "ready") { say(state === "failed" ? words.failed : words.loading); return; }
    list.textContent = "";
    if (q.length < 2) { say(words.hint); return; }
    var result = query(q), pages = grouped(result.hits), n = result.hits.length;
    if (!n) { say(words.none.replace("{q}", q)); help(); return; }
    if (result.loose) list.appendChild(make("p", "kb-quiet", words.loose));
    show(pages);
    say(n === 1 ? words.one : (pages.length === 1 ? words.many_one : words.many).replace("{n}", n).replace("{p}", pages.length));
  }
  function close() { panel.hidden = true; list.textContent = ""; count.textContent = ""; }

  /* ---- the reader's hands ---- */
  var wait;
  input.addEventListener("focus", load);
  form.addEventListener("focusin", function () { away = false; });
  input.addEventListener("input", function () {
    load(); /* the reader may have been in the field before this script was */
    shown = PAGES;
    clearTimeout(wait);
    wait = setTimeout(run, 120);
  });
  input.addEventListener("click", function () { if (panel.hidden && input.value.trim()) run(); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    load();
    clearTimeout(wait);
    run();
    var first = list.querySelector("a");
    if (first) first.focus(); else input.focus();
  });
  form.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (!panel.hidden) { close(); input.focus(); return; }
    input.value = "";
    root.dispatchEvent(new CustomEvent("kb-search-close"));
  });
  form.addEventListener("focusout", function (event) {
    if (!event.relatedTarget || form.contains(event.relatedTarget)) return;
    away = true;
    clearTimeout(wait);
    close();
  });
  document.addEventListener("click", function (event) { /* the path, for "show more" takes away the button that was clicked */
    if (!panel.hidden && event.composedPath().indexOf(form) < 0) close();
  });
})();
