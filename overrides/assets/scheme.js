/* Runs before the first paint: says that scripts work, and shows the colours the reader has chosen. Reads, never stores. */
(function (root) {
  "use strict";
  root.classList.add("js");
  try {
    var choice = localStorage.getItem("kb-scheme");
    if (/^(light|dark|contrast)$/.test(choice)) root.setAttribute("data-scheme", choice);
  } catch (e) { /* storage may be shut off; the system's colours are used */ }
})(document.documentElement);
