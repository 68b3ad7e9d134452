// Answers by single keys; a key is no answer while one types.
"use strict";

(() => {
  const form = document.getElementById("answer"), correction = document.getElementById("correction");
  // who does not want letters to answer turns that off, for good
  const keys = document.getElementById("keys");
  keys.checked = localStorage.getItem("cxzy-graph-keys") !== "off";
  keys.addEventListener("change", () => localStorage.setItem("cxzy-graph-keys", keys.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!keys.checked) return;
    const number = "123456789".indexOf(event.key), sides = form.querySelectorAll("input[type=radio]");
    if (number >= 0 && sides[number]) { sides[number].checked = true; return; }
    const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  });
  // to correct, the fields are wanted first
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "correct") return;
    const changed = [...correction.querySelectorAll("input")].some((input) => input.value !== input.defaultValue);
    if (changed) return;
    event.preventDefault();
    correction.open = true;
    correction.querySelector("input").focus();
  });
  document.body.dataset.ready = "yes";
})();
