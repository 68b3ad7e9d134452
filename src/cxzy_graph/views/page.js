"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("data"), allNodes = read("nodes"), allEdges = read("edges");
  const byId = (id) => document.getElementById(id);
  const words = {
    zh: { size: (n, all) => n < all ? `共 ${all} 个节点，先显示联系最多的 ${n} 个；其余可搜索。` : `共 ${all} 个节点。`, also: "又称：", none: "没有找到。", lost: (n) => `另有 ${n} 个节点未收入本页，请用查询命令。`, sure: "置信度", first: (n) => `本页对每个节点至多收 ${n} 条事实；全部请用 cxzy-graph explore。`, more: (n) => `另有 ${n} 句出处，请用 cxzy-graph explore。` },
    en: { size: (n, all) => n < all ? `${all} nodes; the ${n} best connected are shown, the others can be searched.` : `${all} nodes.`, also: "Also: ", none: "Nothing found.", lost: (n) => ` ${n} more are not held by this page: query the store.`, sure: "confidence", first: (n) => `This page holds at most ${n} facts of a node; all are in cxzy-graph explore.`, more: (n) => `${n} more sentences tell it: see cxzy-graph explore.` },
  };
  let language = "zh", current = null;

  // Text of reports is only ever set as text: nothing of it is parsed as HTML.
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const shown = new Set();
  allEdges.forEach((edge, i) => { edge.id = i; });
  const edgesOf = new Map();
  for (const edge of allEdges) for (const end of [edge.from, edge.to]) {
    if (!edgesOf.has(end)) edgesOf.set(end, []);
    edgesOf.get(end).push(edge);
  }
  const least = () => Number(byId("least").value);
  const checked = (name) => new Set([...document.querySelectorAll(`input.${name}:checked`)].map((box) => box.value));

  const show = (ids) => {
    const fresh = ids.filter((id) => !shown.has(id));
    fresh.forEach((id) => shown.add(id));
    nodes.add(fresh.map((id) => allNodes[id]));
    const ready = new Set();
    for (const id of fresh) for (const edge of edgesOf.get(id) || [])
      if (shown.has(edge.from) && shown.has(edge.to) && !edges.get(edge.id)) ready.add(edge);
    edges.add([...ready]);
    filter();
    sizes();
  };
  const filter = () => {
    const kinds = checked("kind"), relations = checked("relation");
    nodes.update(nodes.getIds().map((id) => ({ id, hidden: !kinds.has(allNodes[id].kind) })));
    edges.update(edges.getIds().map((id) => ({ id, hidden: !relations.has(allEdges[id].relation) || allEdges[id].sure < least() })));
  };
  const sizes = () => {
    const missing = data.total - allNodes.length;
    byId("size").textContent = words[language].size(shown.size, data.total) + (missing > 0 ? words[language].lost(missing) : "");
  };

  const network = new vis.Network(byId("net"), { nodes, edges }, {
    physics: false,
    nodes: { font: { size: 13, color: "#1a1a1a", face: "Noto Sans CJK SC, Microsoft YaHei, sans-serif" } },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.4 } }, smooth: false, width: 1 },
    interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 200 },
  });

  const highlighted = (quote, names) => {
    const piece = document.createDocumentFragment();
    let rest = quote;
    while (rest) {
      let at = -1, hit = "";
      for (const name of names) {
        const i = rest.indexOf(name);
        if (i >= 0 && (at < 0 || i < at || (i === at && name.length > hit.length))) { at = i; hit = name; }
      }
      if (at < 0) { piece.append(rest); break; }
      piece.append(rest.slice(0, at), make("mark", hit));
      rest = rest.slice(at + hit.length);
    }
    return piece;
  };

  const open = (id) => {
    current = id;
    const panel = byId("panel"), [name, aliases, home] = data.names[id];
    panel.replaceChildren(make("h2", name));
    if (home) panel.append(make("p", home, "home"));
    if (aliases.length) panel.append(make("p", words[language].also + aliases.join("、"), "aliases"));
    if (data.each && data.of[id].length >= data.each) panel.append(make("p", words[language].first(data.each), "home"));
    const groups = new Map();
    for (const index of data.of[id]) {
      const fact = data.facts[index];
      if (fact.c < least()) continue;
      if (!groups.has(fact.k)) groups.set(fact.k, []);
      groups.get(fact.k).push(fact);
    }
    for (const kind of data.kinds) {
      if (!groups.has(kind)) continue;
      const facts = groups.get(kind);
      panel.append(make("h3", `${language === "zh" ? kind : facts[0].e} (${facts.length})`));
      for (const fact of facts) {
        const box = make("div", undefined, "fact");
        const head = make("button");
        head.type = "button";
        head.append(fact.l, fact.d ? make("span", `  ${fact.d}`, "date") : "");
        head.title = `${words[language].sure} ${fact.c}`;
        box.append(head);
        const quotes = fact.s.map((i) => {
          const [report, source, before, quote, after] = data.sentences[i];
          const block = make("blockquote");
          block.append(make("span", before, "around"), highlighted(quote, fact.n), make("span", after, "around"), make("cite", `${report} — ${source}`));
          return block;
        });
        if (fact.m) quotes.push(make("p", words[language].more(fact.m), "home"));
        const toggle = (hide) => { head.setAttribute("aria-expanded", String(!hide)); quotes.forEach((q) => { q.hidden = hide; }); };
        toggle(facts.length > 3);
        head.addEventListener("click", () => toggle(!quotes[0]?.hidden));
        box.append(...quotes);
        panel.append(box);
      }
    }
  };
  const go = (id) => {
    show([id, ...(edgesOf.get(id) || []).flatMap((edge) => [edge.from, edge.to])]);
    network.selectNodes([id]);
    network.focus(id, { scale: 1 });
    open(id);
  };

  network.on("click", (event) => { if (event.nodes.length) open(event.nodes[0]); });
  network.on("doubleClick", (event) => { if (event.nodes.length) go(event.nodes[0]); });

  const search = byId("search"), found = byId("found");
  const look = () => {
    const wanted = search.value.trim().toLowerCase();
    found.replaceChildren();
    if (!wanted) return;
    const hits = [];
    data.names.forEach(([name, aliases], id) => {
      const all = [name, ...aliases].map((n) => n.toLowerCase());
      if (all.some((n) => n.includes(wanted))) hits.push([all.some((n) => n === wanted) ? 0 : all[0].startsWith(wanted) ? 1 : 2, -data.of[id].length, id]);
    });
    hits.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    for (const [, , id] of hits.slice(0, 30)) {
      const row = make("li"), button = make("button", data.names[id][0]);
      if (data.names[id][2]) button.append(make("span", `  ${data.names[id][2]}`, "home"));
      button.type = "button";
      button.addEventListener("click", () => { found.replaceChildren(); search.value = data.names[id][0]; go(id); });
      row.append(button);
      found.append(row);
    }
    if (!hits.length) found.append(make("li", words[language].none));
  };
  search.addEventListener("input", look);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") found.querySelector("button")?.click();
    if (event.key === "Escape") found.replaceChildren();
    if (event.key === "ArrowDown") { event.preventDefault(); found.querySelector("button")?.focus(); }
  });
  found.addEventListener("keydown", (event) => {
    const row = document.activeElement.closest("li");
    const next = event.key === "ArrowDown" ? row?.nextElementSibling : event.key === "ArrowUp" ? row?.previousElementSibling : null;
    if (next) { event.preventDefault(); next.querySelector("button")?.focus(); }
  });
  document.querySelectorAll("nav input[type=checkbox]").forEach((box) => box.addEventListener("change", filter));
  byId("least").addEventListener("input", () => {
    byId("at-least").textContent = `≥ ${least()}`;
    filter();
    if (current !== null) open(current);
  });
  byId("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    byId("language").textContent = language === "zh" ? "English" : "中文";
    for (const element of document.querySelectorAll("[data-en]")) [element.textContent, element.dataset.en] = [element.dataset.en, element.textContent];
    [search.placeholder, search.dataset.enPlaceholder] = [search.dataset.enPlaceholder, search.placeholder];
    for (const element of document.querySelectorAll("[data-en-label]")) {
      const other = element.dataset.enLabel;
      element.dataset.enLabel = element.getAttribute("aria-label");
      element.setAttribute("aria-label", other);
    }
    document.title = document.querySelector("h1").textContent;
    sizes();
    if (current !== null) open(current);
  });

  show(data.open);
  network.fit();
  document.body.dataset.ready = "true";
})();
