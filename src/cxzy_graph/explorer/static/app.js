// Suggestions while one types, the keys of every page, copying. Text of reports is only ever set as text.
"use strict";

(() => {
  const inEnglish = document.documentElement.lang === "en";
  const say = (chinese, english) => (inEnglish ? english : chinese);

  // A list of suggestions below an input (the combobox of the ARIA Authoring Practices). `data-suggest`: "open" goes to the thing,
  // "fill" puts its name and its address into the form, "words" the name alone.
  const suggest = (input, number) => {
    const list = document.createElement("ul");
    list.id = `suggestions-${number}`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", say("提示", "Suggestions"));
    list.hidden = true;
    const holder = document.createElement("span");
    holder.className = "combo";
    input.replaceWith(holder);
    holder.append(input, list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
    let chosen = -1, found = [], asked = 0, waiting = 0;

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (at) => {
      chosen = at;
      [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
      if (at >= 0) {
        input.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };
    const take = (one) => {
      close();
      if (input.dataset.suggest === "open") location.assign(one.href);
      else {
        input.value = one.label;
        input.dataset.value = decodeURIComponent(one.href.slice("/id/".length));
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    };
    const show = (things) => {
      found = things;
      list.replaceChildren(...things.map((one, index) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const dot = document.createElement("span");
        dot.className = `dot-${one.kind}`;
        const label = document.createElement("span");
        label.textContent = one.label;
        const more = document.createElement("small");
        more.textContent = [one.name, one.detail].filter(Boolean).join(" · ");
        item.append(dot, label, more);
        item.addEventListener("mousedown", (event) => { event.preventDefault(); take(one); });
        return item;
      }));
      list.hidden = things.length === 0;
      input.setAttribute("aria-expanded", String(things.length > 0));
      chosen = -1;
    };
    const ask = async () => {
      const text = input.value.trim();
      const mine = ++asked;
      if (!text) { show([]); return; }
      const kind = input.dataset.kinds ? `&kind=${input.dataset.kinds}` : "";
      const answer = await fetch(`/search.json?limit=8&q=${encodeURIComponent(text)}${kind}`);
      if (!answer.ok || mine !== asked || document.activeElement !== input) return;
      show((await answer.json()).things);
    };
    input.addEventListener("input", () => { delete input.dataset.value; clearTimeout(waiting); waiting = setTimeout(ask, 60); });
    input.addEventListener("blur", () => { asked += 1; close(); });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") { close(); return; }
      if (list.hidden || !found.length) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark((chosen + step + found.length + 1) % (found.length + 1) === found.length ? -1 : (chosen + step + found.length + 1) % (found.length + 1));
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        take(found[chosen]);
      }
    });
  };
  document.querySelectorAll("input[data-suggest]").forEach(suggest);

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], .yasqe");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      document.getElementById("q").focus();
    }
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    const before = button.textContent;
    button.textContent = say("已复制", "Copied");
    setTimeout(() => { button.textContent = before; }, 1500);
  });
})();
