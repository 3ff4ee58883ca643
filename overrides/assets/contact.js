/* Whom to call: the answer to the reader's two choices, shown in place. The data is contacts/<language>.js, loaded before this.
   Hours are wall-clock minutes in Sweden: w the week from Monday, x the dates that differ, t the last day that is known. */
(function () {
  "use strict";
  var form = document.getElementById("kb-choose"), data = window.kbContacts;
  if (!form || !data) return; /* the lists on the page lead to the same */
  var root = document.documentElement.getAttribute("data-root"), lang = document.documentElement.lang;
  var words = JSON.parse(form.getAttribute("data-words"));
  var need = document.getElementById("kb-need"), place = document.getElementById("kb-place");
  var box = document.getElementById("kb-answer"), said = document.getElementById("kb-said");
  var DAY = 1440, byHand = false;

  function fill(text, values) { return text.replace(/\{(\w+)\}/g, function (_, key) { return values[key]; }); }
  function make(tag, name, html) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (html) element.innerHTML = html; /* written by the build, never by a reader */
    return element;
  }
  function chosen(select) { return select.options[select.selectedIndex]; }

  /* ---- the clock ---- */
  function now() {
    var parts = {};
    new Intl.DateTimeFormat("en", { timeZone: "Europe/Stockholm", hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" })
      .formatToParts(new Date()).forEach(function (p) { parts[p.type] = Number(p.value); });
    return { day: Date.UTC(parts.year, parts.month - 1, parts.day) / 864e5, minute: parts.hour * 60 + parts.minute };
  }
  function iso(day) { return new Date(day * 864e5).toISOString().slice(0, 10); }
  function spans(hours, day) { return hours.x[iso(day)] || hours.w[(day + 3) % 7]; } /* day 0 was a Thursday */
  function when(today, minute) {
    var ahead = Math.floor(minute / DAY), h = Math.floor(minute % DAY / 60), m = minute % 60;
    return fill(words.at, {
      day: ahead < 2 ? ahead ? words.tomorrow : words.today : new Date((today + ahead) * 864e5)
        .toLocaleDateString(words.locale, { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" }).replace(",", ""),
      t: (h < 10 ? "0" : "") + h + words.clock + (m < 10 ? "0" : "") + m
    });
  }
  function state(hours) {
    var at = now(), last = Date.parse(hours.t) / 864e5 - at.day, end = null, begin = null;
    if (last < 0) return [words.old];
    /* from yesterday, whose night may still go on; what meets without a gap is one */
    for (var k = -1; k <= last && begin === null; k++) {
      spans(hours, at.day + k).forEach(function (s) {
        var a = s[0] + k * DAY, b = s[1] + k * DAY;
        if (end !== null) { if (a <= end && b > end) end = b; }
        else if (a <= at.minute && at.minute < b) end = b;
        else if (a > at.minute && begin === null) begin = a;
      });
      if (end !== null && (end < (k + 1) * DAY || k > 7)) break;
    }
    if (end !== null) return [end > 7 * DAY ? words.always : fill(words.open, { t: when(at.day, end) })];
    return [begin === null ? words.shut_long : fill(words.shut, { t: when(at.day, begin) }), true];
  }
  function tick() {
    box.querySelectorAll(".kb-open").forEach(function (p) {
      /* Where it is closed, whom to ask instead: the next step. */
      var found = p.kbHours ? state(p.kbHours) : [""], next = p.parentNode.nextElementSibling, who = next && next.querySelector(".kb-chain-who");
      var text = found[0] + (found[1] && who ? " " + fill(words.next, { who: who.textContent }) : "");
      p.hidden = !text;
      if (p.textContent !== text) p.textContent = text || "";
    });
  }

  /* ---- the answer ---- */
  function answer() {
    var where = chosen(place), area = where.getAttribute("data-area"), list = make("ol", "kb-chain"), asked = false, title, link;
    box.textContent = "";
    box.hidden = !need.value;
    if (!need.value) { said.textContent = place.value ? words.choose_need : ""; return; }
    data.contacts.forEach(function (contact) {
      if (contact.topics.indexOf(need.value) < 0) return;
      if (contact.area && area && contact.area !== area) return;
      if (contact.area && !area) {
        if (!asked) list.appendChild(make("li")).appendChild(make("p", "kb-chain-who")).textContent = words.level + ": " + words.area;
        asked = true;
        return;
      }
      var item = list.appendChild(make("li", "", contact.html));
      item.querySelector(".kb-open").kbHours = contact.hours;
    });
    title = box.appendChild(make("h3"));
    title.id = "kb-answer-title";
    box.setAttribute("aria-labelledby", title.id);
    title.tabIndex = -1;
    title.textContent = fill(words.answer, { need: chosen(need).text, place: place.value ? where.text : words.nowhere });
    box.appendChild(list);
    if (data.needs[need.value]) box.appendChild(make("div", "admonition tip", data.needs[need.value]));
    if (place.value) box.appendChild(make("div", "", data.places[place.value]));
    box.querySelectorAll("a").forEach(function (a) {
      link = a.getAttribute("href");
      if (!/^[a-z]+:/i.test(link)) a.setAttribute("href", root + link);
    });
    tick();
    said.textContent = title.textContent + ". " + fill(words.steps, { n: list.children.length }) + (place.value ? "" : " " + words.choose_place);
  }
  function share() {
    var query = [], where = place.value.split(":");
    if (need.value) query.push("arende=" + need.value);
    if (place.value) query.push(where[0] + "=" + where[1]);
    try {
      history.replaceState(null, "", location.pathname + (query.length ? "?" + query.join("&") : "") + location.hash);
    } catch (e) { /* some browsers keep the address of a file as it is */ }
  }
  function choose(select, value) { select.value = value; if (select.selectedIndex < 0) select.value = ""; }

  /* ---- the reader's hands ---- */
  [need, place].forEach(function (select) {
    select.addEventListener("change", function () { byHand = true; answer(); share(); });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    answer();
    share();
    if (box.hidden) { need.focus(); return; }
    box.querySelector("h3").focus();
  });

  /* What is mine: the role and area chosen for the whole site, where there is such a choice. */
  function mine() {
    var mine = {};
    try { mine = JSON.parse(localStorage.getItem("kb-choice")) || {}; } catch (e) { /* none */ }
    if (mine.municipality) choose(place, "kommun:" + mine.municipality);
    if (!place.value && mine.area) choose(place, "omrade:" + mine.area);
  }
  window.addEventListener("kb-choice", function () { if (!byHand) { place.value = ""; mine(); answer(); } });

  var query = new URLSearchParams(location.search);
  choose(need, query.get("arende") || "");
  choose(place, query.get("kommun") ? "kommun:" + query.get("kommun") : query.get("omrade") ? "omrade:" + query.get("omrade") : "");
  if (place.value) byHand = true; else mine();
  form.hidden = false;
  answer();
  setInterval(tick, 30000);
})();
