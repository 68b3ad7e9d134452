// From words to their facts and back; the page as it came beside the restored text.
"use strict";

(() => {
  const text = document.getElementById("text"), list = document.getElementById("fact-list");
  const pieces = [...text.querySelectorAll("[data-at]")];
  const numbers = (piece, name) => (piece.dataset[name] || "").split(" ").filter(Boolean);

  const clear = () => {
    for (const one of document.querySelectorAll(".lit, .near, .on")) one.classList.remove("lit", "near", "on");
    for (const rule of list.querySelectorAll(".rule")) rule.hidden = true;
  };
  const light = (facts, scrollText) => {
    clear();
    for (const piece of pieces) {
      piece.classList.toggle("lit", facts.some((fact) => numbers(piece, "facts").includes(fact)));
      piece.classList.toggle("near", facts.some((fact) => numbers(piece, "within").includes(fact)));
    }
    for (const fact of facts) {
      const item = document.getElementById(`fact-${fact}`);
      item.classList.add("on");
      item.querySelector(".rule").hidden = false;
    }
    const target = scrollText ? text.querySelector(".lit") || text.querySelector(".near") : document.getElementById(`fact-${facts[0]}`);
    target?.scrollIntoView({ block: "center" });
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest(".find");
    if (button) light([button.closest("[data-fact]").dataset.fact], true);
  });
  // words are reached with the keyboard too: Enter on them does what a click does
  for (const piece of pieces) if (piece.dataset.facts) { piece.tabIndex = 0; piece.setAttribute("role", "button"); }
  const chosen = (piece) => {
    const facts = numbers(piece, "facts");
    const meant = facts.length ? facts : numbers(piece, "within");
    if (meant.length) light(meant, false);
  };
  text.addEventListener("click", (event) => {
    const piece = event.target.closest("[data-at]");
    if (piece && !String(getSelection())) chosen(piece);
  });
  text.addEventListener("keydown", (event) => {
    const piece = event.target.closest("[data-facts]");
    if (piece && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); chosen(piece); }
  });

  const raw = document.getElementById("show-raw");
  raw?.addEventListener("click", () => {
    const shown = raw.getAttribute("aria-pressed") !== "true";
    raw.setAttribute("aria-pressed", String(shown));
    text.classList.toggle("with-raw", shown);
    for (const line of text.querySelectorAll(".raw")) line.hidden = !shown;
  });

  // an address that ends in #char=120,160 (RFC 5147) leads to those characters
  const go = () => {
    const match = /^#char=(\d+)(?:,|%2C)(\d+)$/i.exec(location.hash);
    if (!match) return;
    const [start, end] = [Number(match[1]), Number(match[2])];
    clear();
    const inside = pieces.filter((piece) => Number(piece.dataset.at) < end && Number(piece.dataset.at) + [...piece.textContent].length > start);
    for (const piece of inside) piece.classList.add("near");
    inside[0]?.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", go);
  go();
  document.body.dataset.ready = "yes";
})();
