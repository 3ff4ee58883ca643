/* Runs before the first paint: says that scripts work, shows the colours the reader has chosen, and fetches what the reader's
   role and place need, so that the page is painted once. Reads, never stores. */
(function (root) {
  "use strict";
  root.classList.add("js");
  try {
    var scheme = localStorage.getItem("kb-scheme"), chosen = localStorage.getItem("kb-choice"), choice = JSON.parse(chosen) || {};
    if (/^(light|dark|contrast)$/.test(scheme)) root.setAttribute("data-scheme", scheme);
    window.addEventListener("pageshow", function (event) { /* back to a page that was kept as it was before the choice */
      if (event.persisted && localStorage.getItem("kb-choice") !== chosen) location.reload();
    });
    var place = choice.municipality ? "kommun/" + choice.municipality : choice.area && "omrade/" + choice.area;
    if ((choice.role || place) && !root.hasAttribute("data-lost")) {
      root.setAttribute("data-choice", "");
      var base = root.getAttribute("data-root"), assets = "?v=" + root.getAttribute("data-assets");
      var data = base + "choice/" + root.getAttribute("data-generation") + "/" + root.lang + "/";
      var add = function (tag, values) {
        var element = document.createElement(tag);
        for (var name in values) element[name] = values[name];
        element.setAttribute("blocking", "render");
        element.onerror = element.remove;
        document.head.appendChild(element);
      };
      add("link", { rel: "expect", href: "#kb-footer" }); /* nothing is painted before the footer is read */
      add("link", { rel: "stylesheet", href: base + "assets/css/choice.css" + assets });
      add("script", { src: base + "assets/choice.js" + assets, async: false });
      [data + "words", choice.role && data + "roll/" + choice.role, place && data + place].forEach(function (name) {
        if (name) add("script", { src: name + ".js", async: false });
      });
    }
  } catch (e) { /* storage may be shut off; then there is no choice to show */ }
})(document.documentElement);
