/* The page where one chooses. An address may carry a choice, ?roll=…&omrade=… or &kommun=…; it is shown, and stored only if the reader saves it. */
(function () {
  "use strict";
  function start() {
    var tools = window.kbChoice.tools, template = document.getElementById("kb-startform-template");
    template.after(template.content);
    var form = document.getElementById("kb-startform");
    function get(id) { return document.getElementById("kb-startform-" + id); }
    var role = get("role"), place = get("place"), note = get("note"), share = get("share"), box;

    function chosen() {
      var spot = place.value.split(":"), area = place.selectedOptions[0].getAttribute("data-area"), choice = {};
      if (role.value) choice.role = role.value;
      if (spot[0] === "omrade") choice.area = spot[1];
      if (spot[0] === "kommun") {
        if (area) choice.area = area;
        choice.municipality = spot[1];
      }
      return tools.keys(choice).length ? choice : null;
    }
    function set(choice) {
      [[role, choice && choice.role], [place, choice && (choice.municipality ? "kommun:" + choice.municipality : "omrade:" + choice.area)]]
        .forEach(function (pair) {
          pair[0].value = pair[1] || "";
          if (pair[0].selectedIndex < 0) pair[0].value = "";
        });
    }
    function named() {
      return [role, place].filter(function (s) { return s.value; }).map(function (s) { return s.selectedOptions[0].textContent; }).join(" · ");
    }
    function say(text) {
      note.textContent = text;
      note.classList.toggle("kb-notice", Boolean(text));
    }
    function preview() {
      var choice = chosen(), query = new URLSearchParams(), a = share.querySelector("a");
      if (box) box.remove();
      box = null;
      share.hidden = !choice;
      if (!choice) return;
      if (choice.role) query.set("roll", choice.role);
      if (place.value) query.set(place.value.split(":")[0], place.value.split(":")[1]);
      a.href = a.textContent = location.href.split(/[?#]/)[0] + "?" + query;
      tools.load(choice, function () {
        if (JSON.stringify(choice) !== JSON.stringify(chosen())) return;
        if (box) box.remove();
        box = tools.panel(choice);
        if (!box) return;
        box.removeAttribute("data-mine");
        form.parentNode.insertBefore(box, form.nextSibling);
      });
    }

    var query = new URLSearchParams(location.search), mine = tools.stored(), before, old;
    set(mine);
    before = JSON.stringify(chosen());
    old = named();
    set({ role: query.get("roll"), area: query.get("omrade"), municipality: query.get("kommun") });
    if (!chosen()) set(mine);
    else if (JSON.stringify(chosen()) !== before) {
      say(tools.fill(form.getAttribute(old ? "data-replace" : "data-shared"), { "new": named(), old: old }));
    }
    preview();
    form.addEventListener("change", function () {
      say("");
      preview();
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      say(form.getAttribute(!chosen() ? "data-empty" : tools.set(chosen()) ? "data-saved" : "data-unsaved"));
    });
  }
  if (window.kbChoice && window.kbChoice.ready) start();
  else document.documentElement.addEventListener("kb-choice-ready", start);
})();
