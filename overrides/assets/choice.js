/* The reader's role and place: shown, and what is theirs first. Loaded by those who have chosen, and where one chooses.
   What is stored and told to others: docs/om/arkitektur.md. */
(function () {
  "use strict";
  var root = document.documentElement, KEY = "kb-choice", records = {}, opened = [], removed, bar, words = {};
  if (window.kbChoice) return;
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }
  function one(selector, within) { return (within || document).querySelector(selector); }
  function make(tag, text, className) {
    var e = document.createElement(tag);
    e.textContent = text || "";
    if (className) e.className = className;
    return e;
  }
  function address(url) { return new URL(root.dataset.root + url, location.href).href; }
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, function (_, key) { return values[key] || ""; }); }

  /* the choice, and its data: one small script for the role, one for the place */
  function stored() {
    try { return JSON.parse(localStorage.getItem(KEY)); } catch (e) { return null; }
  }
  function keep(choice) {
    try {
      if (choice) localStorage.setItem(KEY, JSON.stringify(choice)); else localStorage.removeItem(KEY);
      return true;
    } catch (e) { return false; }
  }
  function keys(choice) {
    choice = choice || {};
    return [choice.role && "roll/" + choice.role,
      choice.municipality ? "kommun/" + choice.municipality : choice.area && "omrade/" + choice.area].filter(Boolean);
  }
  function load(choice, then) {
    var left = ["words"].concat(keys(choice)).filter(function (key) { return !records[key]; }), count = left.length;
    if (!count) return then();
    left.forEach(function (key) {
      var src = address("choice/" + root.getAttribute("data-generation") + "/" + root.lang + "/" + key + ".js");
      var script = all("script").filter(function (s) { return s.src === src; })[0]; /* on its way since the page began */
      if (!script) {
        script = make("script");
        script.src = src;
        script.onerror = function () { script.remove(); window.kbLost(); };
        document.head.append(script);
      }
      function done() { if (!--count) then(); }
      script.addEventListener("load", done);
      script.addEventListener("error", done);
    });
  }
  function data(choice) {
    var own = {};
    keys(choice).forEach(function (key) { own[key.indexOf("roll/") ? "place" : "role"] = records[key]; });
    return own;
  }

  /* what is mine, on this page */
  function link(pair) {
    var a = make(pair[1] ? "a" : "span", pair[0]);
    if (pair[1]) a.href = address(pair[1]);
    if (pair[2] === "sv") a.lang = pair[2]; /* borrowed words on an English page */
    return a;
  }
  function mine(e) { /* can be taken away, and is read in the right language on a page that has borrowed its text */
    e.dataset.mine = "";
    e.lang = root.lang;
    return e;
  }
  function badge(acts, text) {
    var e = mine(make("span", " "));
    e.append(make("span", text || (acts ? words.acts : words.gets), "kb-status kb-you" + (acts ? " kb-you-acts" : "")));
    return e;
  }
  function part(box, title, links) {
    if (!links.length) return;
    var div = make("div"), ul = make("ul");
    links.forEach(function (pair) {
      var li = make("li");
      li.append(link(pair), pair[2] >= 0 ? badge(pair[2]) : "");
      ul.append(li);
    });
    div.append(make("h3", title), ul);
    box.append(div);
  }
  function panel(own, where) {
    var role = own.role, place = own.place, box = mine(make("section", "", "kb-mine")), parts = make("div", "", "kb-mine-parts");
    var title = make("h2", role ? fill(words.mine, { role: role.name }) : fill(words.here, { place: place.name }));
    title.id = "kb-mine";
    box.setAttribute("aria-labelledby", "kb-mine");
    if (role && where !== "contact") role.steps.forEach(function (process) {
      if (where === "start" || address(process[1]) === where) {
        part(parts, words.steps + ": " + process[0], where === "start" ?
          process[2].filter(function (s) { return s[2]; }).map(function (s) { return s.slice(0, 2); }) : process[2]);
      }
    });
    if (role && where === "start") part(parts, words.pages, role.pages.concat([[words.all, role.url]]));
    if (where === "start" || where === "contact") {
      part(parts, words.help, (role ? role.contacts : []).concat(place ? place.contacts : [],
        place ? [[place.kind === "kommun" ? words.where : place.name, place.url]] : []));
    }
    if (place && where === "start") part(parts, words.added, place.additions);
    box.append(title, parts);
    return parts.firstChild && box;
  }
  function mark(role, content) {
    var steps = {};
    role.steps.forEach(function (process) { process[2].forEach(function (s) { steps[s[1] && address(s[1])] = s[2]; }); });
    all(".undersidor > li", content).forEach(function (li) {
      var a = one("a", li);
      if (a && a.href in steps) a.after(badge(steps[a.href]));
    });
    all(".steg", content).forEach(function (box) {
      all("dd a", box).forEach(function (a) {
        if (a.href !== address(role.url)) return;
        a.after(badge(1, words.you));
        box.classList.add("kb-yours");
      });
    });
  }
  function open(place, content) {
    all("details.tillagg:not([open])", content).forEach(function (d) {
      if (!place.open.some(function (id) { return d.classList.contains("i-" + id); })) return;
      d.open = true;
      opened.push(d);
    });
    /* where a contact path offers every area, one's own comes first */
    if (place.contacts.length) all("ol > li", content).forEach(function (li) {
      if (all("a", li).filter(function (a) { return /\/omraden\/[a-z-]+(\/|\.html)$/.test(a.href); }).length < 2) return;
      var p = mine(make("p", fill(words.here, { place: place.name }) + ": ", "kb-own"));
      p.append(link(place.contacts[0]));
      li.prepend(p);
    });
  }
  function hide() {
    all("[data-mine]").forEach(function (e) { e.remove(); });
    all(".kb-yours").forEach(function (e) { e.classList.remove("kb-yours"); });
    opened.forEach(function (d) { d.open = false; });
    opened = [];
  }
  function say(text, action) {
    root.setAttribute("data-choice", "");
    one("p", bar).textContent = text;
    one("button", bar).textContent = action;
  }
  function show(choice) {
    var own = data(choice), role = own.role, place = own.place, content = one(".kb-content");
    var here = location.href.split(/[?#]/)[0], chooses = one("#kb-startform-template");
    hide();
    if (keys(choice).some(function (key) { return !records[key]; })) return say(words.gone, words.remove);
    say(fill(words[role && place ? "both" : role ? "role" : "place"], { role: role && role.name, place: place && place.name }), words.remove);
    var box = chooses ? null : panel(own, one("body.kb-start") ? "start" : /\/kontakt\//.test(here) ? "contact" : here);
    if (box) content.prepend(box);
    if (role) mark(role, content);
    if (place) open(place, content);
  }
  function set(choice) {
    var kept = keep(choice);
    removed = null;
    load(choice, function () { show(choice); tell(choice); });
    return kept;
  }
  function tell(choice) {
    one("p", bar).setAttribute("role", "status"); /* read aloud when it changes, not on every page */
    window.dispatchEvent(new CustomEvent(KEY, { detail: choice }));
  }
  function toggle() {
    if (removed) return set(removed);
    removed = stored();
    keep(null);
    hide();
    say(words.removed, removed ? words.undo : words.remove);
    tell(null);
  }

  window.kbChoice = function (record) {
    var key = /\/choice\/\w+\/\w+\/(.+)\.js$/.exec(document.currentScript.src)[1]; /* a former id has a script of its own */
    records[key] = record;
    if (key === "words") words = record;
  };
  window.kbChoice.tools = { stored: stored, load: load, keys: keys, set: set, fill: fill, panel: function (choice) { return panel(data(choice), "start"); } };
  function begin() {
    bar = one(".kb-choice");
    if (!bar) return;
    one("button", bar).addEventListener("click", toggle);
    var choice = stored();
    if (keys(choice).length) load(choice, function () { show(choice); tell(choice); });
    window.kbChoice.ready = true;
    root.dispatchEvent(new CustomEvent("kb-choice-ready"));
  }
  /* as soon as the content is read, before the first paint */
  var reading = new MutationObserver(look);
  function look() {
    if (!one("#kb-footer") && document.readyState === "loading") return;
    reading.disconnect();
    if (!window.kbChoice.ready) begin();
  }
  reading.observe(root, { childList: true, subtree: true });
  look();
})();
