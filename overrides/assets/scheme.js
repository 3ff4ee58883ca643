/* Runs before the first paint: says that scripts work, shows the colours the reader has chosen, and fetches what the reader's
   role and place need, so that the page is painted once. Reads, never stores. */
(function (root) {
  "use strict";
  root.classList.add("js");
  try {
    var scheme = localStorage.getItem("kb-scheme"), choice = JSON.parse(localStorage.getItem("kb-choice")) || {};
    if (/^(light|dark|contrast)$/.test(scheme)) root.setAttribute("data-scheme", scheme);
    var place = choice.municipality ? "kommun/" + choice.municipality : choice.area && "omrade/" + choice.area;
    if (choice.role || place) {
      root.setAttribute("data-choice", "");
      var style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = root.getAttribute("data-root") + "assets/css/choice.css";
      document.head.appendChild(style);
      ["assets/choice", "choice/" + root.lang + "/words", choice.role && "choice/" + root.lang + "/roll/" + choice.role, place && "choice/" + root.lang + "/" + place]
        .filter(Boolean).forEach(function (name) {
          var script = document.createElement("script");
          script.src = root.getAttribute("data-root") + name + ".js";
          script.async = false;
          script.setAttribute("blocking", "render");
          document.head.appendChild(script);
        });
    }
  } catch (e) { /* storage may be shut off; then there is no choice to show */ }
})(document.documentElement);
