/* Notices that are true by the reader's clock. The page carries the state as of its building; `notiser/<lang>.js` carries
   each notice with its faces, from when each holds, decided by the build. Here a face is picked, and drawn as the
   templates draw it (kb/notices/card.html). On the web the data is fetched again every minute while the page is seen,
   whole: servers tell versions apart by the second only, and two may be published within one. */
(function () {
  "use strict";
  var root = document.documentElement, bar = document.getElementById("kb-drift"), boxes = document.getElementById("kb-notices");
  var say = document.getElementById("kb-drift-say"), base = root.getAttribute("data-root"), lang = root.lang;
  var brief = boxes && boxes.hasAttribute("data-brief"), MINUTE = 60, DAY = 86400, KEY = "kb-notices-folded";
  var data, checked = 0, skew = 0, shown = null, drawn, wait = MINUTE, next = 0, busy = false;
  function each(within, selector, act) { Array.prototype.forEach.call(within.querySelectorAll(selector), act); }
  function now() { return Date.now() / 1000 + skew; }
  function about(name) { return ((boxes && boxes.getAttribute(name)) || "").split(" ").filter(Boolean); }

  /* What the reader has folded away, {id: rev}. Nothing is stored before that. */
  function folded() { try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch (e) { return {}; } }
  function fold(id, rev, closed) {
    var all = folded();
    if (closed) all[id] = rev; else delete all[id];
    try {
      if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all)); else localStorage.removeItem(KEY);
    } catch (e) { /* then it lasts for this page only */ }
  }
  function watch(card, rev) {
    var id = card.getAttribute("data-id");
    card.open = folded()[id] !== rev;
    card.addEventListener("toggle", function () { if (card.open === (folded()[id] === rev)) fold(id, rev, !card.open); });
  }

  function put(parent, tag, words, name) {
    var e = document.createElement(tag);
    if (typeof words === "string") e.textContent = words;
    else if (words) {
      e.dir = "auto";
      if (words[1]) e.lang = words[1];
      (words[2] || [[words[0]]]).forEach(function (piece) { if (piece[1]) put(e, "a", piece[0]).href = piece[1]; else e.append(piece[0]); });
    }
    if (name) e.className = name;
    parent.appendChild(e);
    return e;
  }

  /* The clock of the reader, but never before the data was made: what it tells had happened by then. */
  function face(notice) {
    var at = Math.max(now(), data.t), f = notice.faces[0];
    notice.faces.forEach(function (one) { if (one[0] <= at) f = one; });
    if (f[5] && old()) f = [f[0], Math.min(f[1], 1), data.old[0], data.old[1].replace("{when}", function () { return f[3]; }), "minor"];
    return f;
  }
  function old() { return now() - Math.max(checked, data.t) > DAY; }
  function rev(notice, f) { return notice.rev + f[4]; }

  function list(holder, rows) {
    var all = rows.length && put(holder, "dl");
    rows.forEach(function (row) {
      var pair = put(all, "div");
      put(pair, "dt", row[0]);
      put(pair, "dd", row.slice(1));
    });
  }

  function draw(holder, found) {
    holder.textContent = "";
    found.forEach(function (one) {
      var n = one.n, f = one.f, card = put(holder, "details", "", "kb-card"), head = put(card, "summary");
      card.setAttribute("data-id", n.id);
      card.setAttribute("data-tone", f[4]);
      put(head, "span", f[2], "kb-card-label");
      head.append(" ");
      put(head, "bdi", n.title);
      put(card, "p", f[3], "kb-card-when");
      /* In the bar what is most needed, and where it concerns the page the rest one click away. */
      var over = f[4] === "over", least = holder === bar || !one.full ? n.brief : n.rows.length, more = one.full && !over ? n.rows.slice(least) : [];
      list(card, over ? n.after : (one.full ? one.extra : []).concat(n.rows.slice(0, least)));
      if (more.length) {
        var rest = put(card, "details", "", "kb-card-more");
        put(rest, "summary", data.more);
        list(rest, more);
      }
      var ways = put(card, "ul");
      (over ? n.links.slice(-1) : n.links).forEach(function (link) { put(put(ways, "li"), "a", link[0]).href = base + link[1]; });
      watch(card, rev(n, f));
    });
    if (found.length) put(holder, "p", asof(), "kb-drift-asof");
    holder.hidden = !found.length;
  }

  function touches(n) {
    var extra = [], systems = about("data-systems");
    systems.forEach(function (s) { extra = extra.concat(n.eff[s] || []); });
    var hit = extra.length || systems.some(function (s) { return n.sys[s]; }) ||
      about("data-for").some(function (r) { return n["for"].indexOf(r) >= 0; }) || (boxes && n.page === boxes.getAttribute("data-page"));
    return hit && extra;
  }

  /* On the page of all notices: its words, and the part of the page where it belongs by now. */
  function settle(item, f) {
    var home = document.querySelector('[data-tones~="' + f[4] + '"]');
    item.setAttribute("data-tone", f[4]);
    item.querySelector(".kb-card-label").textContent = f[2];
    item.querySelector(".kb-card-when").textContent = f[3];
    if (!home || home.contains(item)) return;
    home.insertBefore(item, home.firstChild);
    each(document, ".kb-none", function (e) { e.hidden = e.parentNode.children.length > 1; });
  }

  function render() {
    if (!data) return;
    var top = [], here = [], on = [], key = "", said = {}, words = [];
    data.n.forEach(function (n) {
      var f = face(n), extra = f[1] && touches(n), item = document.querySelector('[data-notice="' + n.id + '"]');
      if (f[1] > 1) { top.push({ n: n, f: f, extra: extra, full: extra && !brief }); }
      else if (extra) here.push({ n: n, f: f, extra: extra, full: !brief });
      /* What is heard is what is seen: what has come, changed or gone, with what was said of it last. */
      var seen = f[1] > 1 || extra, sign = rev(n, f) + f[2], was = shown && shown[n.id], last = (f[4] === "over" ? n.after : n.rows).slice(-1)[0];
      if (was !== sign && (seen || was)) words.push(f[2] + ": " + n.title[0] + (last ? ". " + last[1] : ""));
      if (seen) { said[n.id] = sign; key += n.id + sign + f[1] + " "; }
      if (item) settle(item, f);
      if (/^[mi]/.test(f[4])) on.push({ n: n, f: f }); /* major, minor, info: it goes on */
    });
    each(document, "[data-system]", function (cell) {
      var states = [], whole = false, words = [];
      on.forEach(function (one) {
        var state = one.n.sys[cell.getAttribute("data-system")];
        if (state && state[0]) states.push([state[0], one.f[2] === data.old[0] ? data.old[0] : state[1], state[2]]);
      });
      /* The worst first, and no further than what is so in the whole of the system. */
      states.sort(function (a, b) { return b[0] - a[0] || a[2] - b[2]; }).forEach(function (state) {
        if (!whole && words.indexOf(state[1]) < 0) words.push(state[1]);
        whole = whole || !state[2];
      });
      cell.textContent = words.join(", ") || cell.getAttribute("data-fine");
    });
    if (shown && key === drawn) {
      each(document, ".kb-drift-asof", function (e) { e.textContent = asof(); });
      return;
    }
    var focus = document.activeElement, within = focus && focus.closest && focus.closest(".kb-card"), id = within && within.getAttribute("data-id");
    if (bar && !document.getElementById("kb-board")) draw(bar, top); /* that page tells them itself */
    if (boxes) draw(boxes, here);
    if (id && !within.isConnected) { /* what had focus has been drawn anew */
      var again = document.querySelector('.kb-card[data-id="' + id + '"] summary');
      if (again) again.focus();
    }
    if (shown && say) say.textContent = data.say[0] + (words.join(". ") || (old() ? data.old[0] : data.say[1]));
    shown = said;
    drawn = key;
  }

  function take(fresh) {
    if (fresh.v !== 1 || (data && fresh.t < data.t)) return;
    var changed = data && fresh.t > data.t;
    data = fresh;
    render();
    if (changed) board();
  }

  /* The page of all notices is read again as a whole, and changed only if it tells something else;
     what share of a month has passed well differs every minute. */
  function told(part) {
    var copy = part.cloneNode(true);
    each(copy, ".kb-drift-asof, .kb-months", function (e) { e.textContent = ""; });
    return copy.textContent;
  }
  function board() {
    if (!document.getElementById("kb-board") || !window.fetch) return;
    fetch(location.pathname, { cache: "reload" }).then(function (r) { return r.ok ? r.text() : ""; }).then(function (html) {
      var old = document.getElementById("kb-board"), fresh = new DOMParser().parseFromString(html, "text/html").getElementById("kb-board");
      if (!fresh || told(old) === told(fresh)) return;
      var at = document.activeElement, link = old.contains(at) && at.getAttribute("href"), fold = old.contains(at) && at.closest("details[id]");
      each(old, "details[open][id]", function (e) { var same = fresh.querySelector("#" + e.id); if (same) same.open = true; });
      old.replaceWith(document.adoptNode(fresh));
      at = link ? fresh.querySelector('a[href="' + link + '"]') : fold && fresh.querySelector("#" + fold.id + " > summary");
      if (at) at.focus();
      root.dispatchEvent(new Event("kb-fresh")); /* its tables get their names */
      render();
    }, function () {});
  }

  /* What o'clock it is by the data: when it was made, and for how long the server has had it. A computer whose clock
     disagrees with that by a quarter of an hour, and with the server's, is wrong: the page says so and goes by the data. */
  function compare(headers, made) {
    var here = Date.now() / 1000, there = Date.parse(headers.get("Date")) / 1000, age = there - Date.parse(headers.get("Last-Modified")) / 1000;
    var off = made + age - here;
    skew = Math.abs(off) > 900 && Math.abs(there - here) > 900 && age >= 0 && age < 30 * DAY ? off : 0;
  }
  function asof() { return data.asof + (skew ? " " + data.clock : ""); }

  function poll() {
    if (document.hidden || busy || location.protocol === "file:" || !window.fetch || navigator.onLine === false || now() < next) return;
    busy = true;
    fetch(base + "notiser/" + lang + ".json", { cache: "reload" }).then(function (r) {
      if (!r.ok) throw r.status;
      return r.json().then(function (fresh) {
        if (!checked && window.kbStale(fresh.g)) return;
        compare(r.headers, fresh.t);
        checked = now();
        wait = MINUTE;
        take(fresh);
      });
    })["catch"](function () { wait = Math.min(wait * 2, 15 * MINUTE); }).then(function () {
      busy = false;
      next = now() + wait;
    });
  }

  window.kbNotices = take;
  /* What goes on just now, for search: in which words, where it is told, and the systems it touches. */
  window.kbOngoing = function () {
    return (data ? data.n : []).map(function (n) {
      var f = face(n), link = n.links[n.links.length - 1];
      return { tone: f[4], label: f[2], title: n.title, url: link[1], systems: Object.keys(n.sys) };
    }).filter(function (one) { return /^[mi]/.test(one.tone); });
  };
  function tick() { render(); poll(); }
  document.addEventListener("visibilitychange", tick);
  window.addEventListener("online", function () { next = 0; tick(); });
  setInterval(tick, 5000);
  document.addEventListener("DOMContentLoaded", tick);
})();
