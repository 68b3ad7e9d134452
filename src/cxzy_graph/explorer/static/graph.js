// The picture: a canvas, since nothing else draws thousands of things smoothly without a graphics card; d3 moves and zooms it.
"use strict";

(async () => {
  const inEnglish = document.documentElement.lang === "en";
  const say = (chinese, english) => (inEnglish ? english : chinese);
  const byId = (id) => document.getElementById(id);
  const words = byId("words").dataset;
  const relations = JSON.parse(words.relations), colours = JSON.parse(words.colours), kindNames = JSON.parse(words.names), base = words.base;
  const canvas = byId("canvas"), context = canvas.getContext("2d");
  const short = (text, length) => ([...text].length > length ? `${[...text].slice(0, length - 1).join("")}…` : text);
  const part = (iri) => iri.slice(base.length);
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  // ---------------------------------------------------------------- the view is its address
  const view = new URLSearchParams(location.search);
  const keep = () => {
    history.replaceState(null, "", `${location.pathname}?${view}`);
    for (const [id, path] of [["graphml", "/graph.graphml"], ["offline", "/graph.html"]]) byId(id).href = `${path}?${view}`;
  };

  let nodes = [], edges = [], byNumber = new Map(), chosen = null, transform = d3.zoomIdentity, shownNodes = [], shownEdges = [];
  const radius = (node) => 6 + Math.min(13, Math.sqrt(node.weight) * 1.2);

  const load = async () => {
    const answer = await fetch(`/graph.json?${view}`);
    if (!answer.ok) { byId("size").textContent = await answer.text(); return; }
    const picture = await answer.json();
    nodes = picture.nodes;
    byNumber = new Map(nodes.map((node) => [node.id, node]));
    edges = picture.edges.map((edge) => ({ ...edge, source: byNumber.get(edge.from), target: byNumber.get(edge.to) }));
    for (const said of view.getAll("pin")) {
      const [iri, x, y] = said.split(" ");
      const node = nodes.find((one) => part(one.iri) === iri);
      if (node) Object.assign(node, { x: Number(x), y: Number(y), pinned: true });
    }
    chosen = chosen && nodes.find((one) => one.iri === chosen.iri) || null;
    years();
    filter();
  };

  // ---------------------------------------------------------------- what is shown: the same rules as on the server (picturing.Filter)
  const boxes = (name) => [...document.querySelectorAll(`input[name=${name}]`)];
  const from = byId("from"), until = byId("until"), sure = byId("sure");
  const years = () => {
    const told = edges.flatMap((edge) => [edge.since, edge.until]).filter(Boolean);
    told.push(...[view.get("from"), view.get("until")].filter(Boolean).map(Number));
    const [least, most] = told.length ? [Math.min(...told), Math.max(...told)] : [2000, 2000];
    for (const one of [from, until]) { one.min = least; one.max = most; one.disabled = !told.length; }
    from.value = view.get("from") || least;
    until.value = view.get("until") || most;
  };
  const shows = (edge, hidden, since, till) => {
    if (hidden.has(edge.relation) || edge.sure < Number(Number(sure.value).toFixed(2))) return false;
    if (!edge.since && !edge.until) return true;
    if (till && (edge.since || edge.until) > till) return false;
    return !since || (edge.relation === "任职" && !edge.until) || (edge.until || edge.since) >= since;
  };
  const filter = () => {
    const kinds = new Set(boxes("kind").filter((box) => !box.checked).map((box) => box.value));
    const hidden = new Set(boxes("relation").filter((box) => !box.checked).map((box) => box.value));
    const since = Number(from.value) > Number(from.min) ? Number(from.value) : 0, till = Number(until.value) < Number(until.max) ? Number(until.value) : 0;
    for (const [name, values] of [["no-kind", kinds], ["no-relation", hidden]]) { view.delete(name); for (const one of values) view.append(name, one); }
    for (const [name, value] of [["from", since], ["until", till], ["sure", Number(Number(sure.value).toFixed(2))]]) if (value) view.set(name, value); else view.delete(name);
    const kindsThere = new Set(nodes.map((node) => node.kind)), relationsThere = new Set(edges.map((edge) => edge.relation));
    for (const [name, there] of [["kind", kindsThere], ["relation", relationsThere]]) for (const box of boxes(name)) box.parentElement.hidden = !there.has(box.value);
    from.closest("fieldset").hidden = from.disabled;
    byId("years").textContent = from.disabled ? "" : `${from.value} – ${until.value}`;
    byId("least").textContent = Number(sure.value).toFixed(2);
    const left = new Set(nodes.filter((node) => !kinds.has(node.kind)));
    shownEdges = edges.filter((edge) => left.has(edge.source) && left.has(edge.target) && shows(edge, hidden, since, till));
    const linked = new Set(shownEdges.flatMap((edge) => [edge.source, edge.target])), before = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
    shownNodes = nodes.filter((node) => left.has(node) && (linked.has(node) || !before.has(node))).sort((a, b) => a.weight - b.weight);
    byId("size").textContent = say(`${shownNodes.length} 个节点，${shownEdges.length} 条关系`, `${shownNodes.length} things, ${shownEdges.length} edges`);
    keep();
    listing();
    panel();
    draw();
  };
  for (const name of ["kind", "relation"]) {
    const gone = new Set(view.getAll(`no-${name}`));
    for (const box of boxes(name)) { box.checked = !gone.has(box.value); box.addEventListener("change", filter); }
  }
  sure.value = view.get("sure") || 0;
  for (const one of [from, until, sure]) one.addEventListener("input", filter);

  // ---------------------------------------------------------------- drawing
  let asked = false;
  const draw = () => { if (!asked) { asked = true; requestAnimationFrame(paint); } };
  const paint = () => {
    asked = false;
    const ratio = devicePixelRatio || 1, { width, height } = canvas;
    const style = getComputedStyle(canvas), ink = style.color, paper = style.backgroundColor;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(transform.k * ratio, 0, 0, transform.k * ratio, transform.x * ratio, transform.y * ratio);
    const near = chosen ? new Set([chosen, ...shownEdges.flatMap((edge) => edge.source === chosen ? [edge.target] : edge.target === chosen ? [edge.source] : [])]) : null;
    // one path for all edges of a relation: a stroke each would take ten times as long
    for (const [relation, [, colour]] of Object.entries(relations)) {
      context.beginPath();
      for (const edge of shownEdges) if (edge.relation === relation) { context.moveTo(edge.source.x, edge.source.y); context.lineTo(edge.target.x, edge.target.y); }
      context.strokeStyle = colour;
      context.lineWidth = 1.2 / Math.min(1, transform.k);
      context.globalAlpha = chosen ? 0.25 : 0.7;
      context.stroke();
    }
    context.globalAlpha = 1;
    if (chosen) for (const edge of shownEdges) if (edge.source === chosen || edge.target === chosen) {
      context.beginPath();
      context.moveTo(edge.source.x, edge.source.y);
      context.lineTo(edge.target.x, edge.target.y);
      context.strokeStyle = relations[edge.relation][1];
      context.lineWidth = 2.5 / Math.min(1, transform.k);
      context.stroke();
    }
    for (const [kind, colour] of Object.entries(colours)) {
      for (const faded of near ? [true, false] : [false]) {
        context.beginPath();
        for (const node of shownNodes) if (node.kind === kind && (!near || near.has(node) !== faded)) { context.moveTo(node.x + radius(node), node.y); context.arc(node.x, node.y, radius(node), 0, 2 * Math.PI); }
        context.fillStyle = colour;
        context.globalAlpha = faded ? 0.3 : 1;
        context.fill();
      }
    }
    context.globalAlpha = 1;
    for (const node of shownNodes) if (node.pinned || node === chosen) {
      context.beginPath();
      context.arc(node.x, node.y, radius(node) + 3, 0, 2 * Math.PI);
      context.strokeStyle = ink;
      context.lineWidth = node === chosen ? 2.5 : 1;
      context.stroke();
    }
    labels(near, ink, paper, ratio);
  };
  // names where there is room for them, those of the weightiest first
  const labels = (near, ink, paper, ratio) => {
    const taken = new Set(), size = 13, left = -transform.x / transform.k, top = -transform.y / transform.k;
    const right = left + canvas.width / ratio / transform.k, bottom = top + canvas.height / ratio / transform.k;
    context.font = `${size / transform.k}px system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = 3 / transform.k;
    context.strokeStyle = paper;
    context.fillStyle = ink;
    let room = 160;
    const ties = new Map();
    for (const edge of shownEdges) for (const end of [edge.source, edge.target]) ties.set(end, (ties.get(end) || 0) + 1);
    const order = near ? [chosen, ...[...near].filter((one) => one !== chosen)] : [...shownNodes].sort((a, b) => (ties.get(b) || 0) - (ties.get(a) || 0) || b.weight - a.weight);
    for (const node of order) {
      if (!room || node.x < left || node.x > right || node.y < top || node.y > bottom) continue;
      const name = short(node.label, node === chosen ? 24 : 12), y = node.y + radius(node) + 2 / transform.k;
      const cells = [], wide = ([...name].length * size) / 2, column = node.x * transform.k, row = (y * transform.k) / 17;
      for (let x = column - wide; x <= column + wide + 13; x += 13) cells.push(`${Math.floor(x / 13)} ${Math.floor(row)}`, `${Math.floor(x / 13)} ${Math.floor(row + 0.95)}`);
      if (node !== chosen && cells.some((cell) => taken.has(cell))) continue;
      for (const cell of cells) taken.add(cell);
      room -= 1;
      context.strokeText(name, node.x, y);
      context.fillText(name, node.x, y);
    }
  };

  // ---------------------------------------------------------------- moving
  const at = (event) => {
    const [x, y] = transform.invert(d3.pointer(event, canvas));
    let best = null, least = Infinity;
    for (const node of shownNodes) {
      const away = Math.hypot(node.x - x, node.y - y) - radius(node);
      if (away < least) { least = away; best = node; }
    }
    return least * transform.k < 6 ? best : null;
  };
  const zoom = d3.zoom().scaleExtent([0.02, 8]).filter((event) => (event.type === "wheel" || !at(event)) && !event.button).on("zoom", (event) => { transform = event.transform; draw(); });
  const pin = (node, pinned) => {
    node.pinned = pinned;
    const others = view.getAll("pin").filter((said) => said.split(" ")[0] !== part(node.iri));
    view.delete("pin");
    for (const said of others) view.append("pin", said);
    if (pinned) view.append("pin", `${part(node.iri)} ${Math.round(node.x)} ${Math.round(node.y)}`);
    keep();
  };
  d3.select(canvas)
    .call(d3.drag().subject((event) => { const node = at(event.sourceEvent); return node && { node, x: transform.applyX(node.x), y: transform.applyY(node.y) }; })
      .on("drag", (event) => { [event.subject.node.x, event.subject.node.y] = transform.invert([event.x, event.y]); event.subject.moved = true; draw(); })
      .on("end", (event) => { if (event.subject.moved) { pin(event.subject.node, true); panel(); draw(); } }))
    .call(zoom).on("dblclick.zoom", null)
    .on("click", (event) => { choose(at(event)); })
    .on("dblclick", (event) => { const node = at(event); if (node) open(node, ""); })
    .on("mousemove", (event) => { const node = at(event); canvas.style.cursor = node ? "pointer" : "grab"; canvas.title = node ? node.label : ""; });
  const whole = () => fitTo(shownNodes);
  const fitTo = (several) => {
    const ratio = devicePixelRatio || 1, width = canvas.width / ratio, height = canvas.height / ratio;
    if (!several.length) return;
    const [left, right] = d3.extent(several, (node) => node.x), [top, bottom] = d3.extent(several, (node) => node.y);
    const scale = Math.min(1.6, 0.9 * Math.min(width / (right - left + 240), height / (bottom - top + 120)));
    d3.select(canvas).call(zoom.transform, d3.zoomIdentity.translate(width / 2, height / 2).scale(scale).translate(-(left + right) / 2, -(top + bottom) / 2));
  };
  canvas.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (moves) { event.preventDefault(); d3.select(canvas).call(zoom.translateBy, moves[0] / transform.k, moves[1] / transform.k); }
    else if (event.key === "+" || event.key === "=") d3.select(canvas).call(zoom.scaleBy, 1.25);
    else if (event.key === "-") d3.select(canvas).call(zoom.scaleBy, 0.8);
  });
  byId("closer").addEventListener("click", () => d3.select(canvas).call(zoom.scaleBy, 1.4));
  byId("farther").addEventListener("click", () => d3.select(canvas).call(zoom.scaleBy, 0.7));
  byId("whole").addEventListener("click", whole);

  // ---------------------------------------------------------------- choosing, opening, the list
  const choose = (node) => { chosen = node; panel(); draw(); };
  const open = async (node, relation) => {
    view.append("open", relation ? `${part(node.iri)} ${relation}` : part(node.iri));
    await load();
    around(node);
  };
  // brings a thing and its neighbours into view
  const around = (node) => fitTo([node, ...shownEdges.flatMap((edge) => edge.source.iri === node.iri ? [edge.target] : edge.target.iri === node.iri ? [edge.source] : [])]);
  const shut = async (node, relation) => {
    const others = view.getAll("open").filter((said) => said !== (relation ? `${part(node.iri)} ${relation}` : part(node.iri)));
    view.delete("open");
    for (const said of others) view.append("open", said);
    await load();
  };
  const button = (text, act) => {
    const made = make("button", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const named = (relation) => relations[relation][0];
  const panel = () => {
    const place = byId("chosen");
    if (!chosen) {
      place.replaceChildren(make("h2", say("点一个节点", "Choose a thing")), make("p", say("单击看详情，双击展开，拖动并固定。", "Click to see, double click to expand, drag to move and pin."), "soft"));
      return;
    }
    const node = chosen, title = make("h2"), link = make("a", node.label), dot = make("span", undefined, `dot-${node.kind}`);
    link.href = `/id/${encodeURI(part(node.iri)).replaceAll("#", "%23").replaceAll("?", "%3F").replaceAll("%25", "%")}`;
    title.append(dot, link, make("small", ` ${kindNames[node.kind] || node.kind} ${node.detail}`));
    const tools = make("p", undefined, "tools");
    tools.append(
      button(node.pinned ? say("取消固定", "Unpin") : say("固定", "Pin"), () => { pin(node, !node.pinned); panel(); draw(); }),
      button(say("以它为中心", "Centre on it"), () => location.assign(`/graph?of=${encodeURIComponent(part(node.iri))}`)),
    );
    const more = make("p", undefined, "tools"), opened = new Set(view.getAll("open"));
    for (const [relation, number] of Object.entries(node.more)) more.append(button(say(`展开 ${named(relation)}（${number}）`, `Expand ${named(relation)} (${number})`), () => open(node, relation)));
    for (const relation of ["", ...Object.keys(relations)]) if (opened.has(relation ? `${part(node.iri)} ${relation}` : part(node.iri)))
      more.append(button(relation ? say(`收起 ${named(relation)}`, `Collapse ${named(relation)}`) : say("收起", "Collapse"), () => shut(node, relation)));
    const list = make("ul", undefined, "plain");
    for (const edge of shownEdges.filter((one) => one.source === node || one.target === node).slice(0, 100)) {
      const item = make("li"), other = edge.source === node ? edge.target : edge.source, time = [edge.since, edge.until].filter(Boolean);
      item.append(make("span", named(edge.relation), "kind"), button(short(other.label, 30), () => choose(other)), make("span", [edge.role, time[0] === time[1] ? time[0] : time.join(" – ")].filter(Boolean).join(" "), "soft"));
      if (edge.fact && edge.fact !== other.iri) {
        const fact = make("a", say("详情", "details"), "own");
        fact.href = `/id/${encodeURI(part(edge.fact)).replaceAll("#", "%23").replaceAll("?", "%3F").replaceAll("%25", "%")}`;
        fact.setAttribute("aria-label", say("这条事实和原句", "This fact and its sentence"));
        item.append(fact);
      }
      list.append(item);
    }
    place.replaceChildren(title, tools, more, list);
  };
  const listing = () => {
    const wanted = byId("find").value.trim();
    byId("list").replaceChildren(...[...shownNodes].reverse().filter((node) => node.label.includes(wanted)).slice(0, 300).map((node) => {
      const item = make("li");
      item.append(make("span", undefined, `dot-${node.kind}`), button(node.label, () => { choose(node); byId("chosen").scrollIntoView({ block: "nearest" }); }));
      return item;
    }));
  };
  byId("find").addEventListener("input", listing);
  byId("between").addEventListener("submit", async (event) => {
    event.preventDefault();
    const ends = [];
    for (const input of event.target.querySelectorAll("input")) {
      let value = input.dataset.value;
      if (!value && input.value.trim()) { // typed to the end without choosing: the first that is found
        const found = (await (await fetch(`/search.json?limit=1&q=${encodeURIComponent(input.value)}`)).json()).things[0];
        if (found) { value = decodeURIComponent(found.href.slice("/id/".length)); input.value = found.label; }
      }
      if (!value) { input.setCustomValidity(say("没有找到", "not found")); input.reportValidity(); input.addEventListener("input", () => input.setCustomValidity(""), { once: true }); return; }
      ends.push(`${input.dataset.name}=${encodeURIComponent(value)}`);
    }
    location.assign(`/graph?${ends.join("&")}`);
  });

  // ---------------------------------------------------------------- files
  const save = (blob, name) => {
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  byId("png").addEventListener("click", () => canvas.toBlob((blob) => save(blob, "graph.png")));
  const drawn = () => {
    const space = "http://www.w3.org/2000/svg", svg = document.createElementNS(space, "svg");
    const add = (tag, said, text) => {
      const element = document.createElementNS(space, tag);
      for (const [name, value] of Object.entries(said)) element.setAttribute(name, value);
      if (text !== undefined) element.textContent = text;
      svg.append(element);
    };
    const [left, right] = d3.extent(shownNodes, (node) => node.x), [top, bottom] = d3.extent(shownNodes, (node) => node.y);
    svg.setAttribute("xmlns", space);
    svg.setAttribute("viewBox", [left - 80, top - 40, right - left + 160, bottom - top + 90].join(" "));
    svg.setAttribute("font-family", "Noto Sans CJK SC, Microsoft YaHei, sans-serif");
    for (const edge of shownEdges) add("line", { x1: edge.source.x, y1: edge.source.y, x2: edge.target.x, y2: edge.target.y, stroke: relations[edge.relation][1], "stroke-opacity": 0.7, ...(edge.relation === "推知" ? { "stroke-dasharray": "4 4" } : {}) });
    for (const node of shownNodes) {
      add("circle", { cx: node.x, cy: node.y, r: radius(node), fill: colours[node.kind] || "#7f7f7f" });
      add("text", { x: node.x, y: node.y + radius(node) + 13, "font-size": 12, "text-anchor": "middle", fill: "#1c1c1e" }, short(node.label, 14));
    }
    return new XMLSerializer().serializeToString(svg);
  };
  byId("svg").addEventListener("click", () => save(new Blob([drawn()], { type: "image/svg+xml" }), "graph.svg"));

  const fit = () => {
    const box = canvas.getBoundingClientRect(), ratio = devicePixelRatio || 1;
    canvas.width = Math.round(box.width * ratio);
    canvas.height = Math.round(box.height * ratio);
    draw();
  };
  new ResizeObserver(fit).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  fit();
  await load();
  whole();
  const first = view.getAll("of");
  if (first.length === 1 && !view.get("to")) choose(nodes.find((node) => part(node.iri) === decodeURIComponent(first[0]) || part(node.iri) === first[0] || node.iri === first[0]) || null);
  canvas.dataset.ready = "yes";
  // for tests: where a thing is on the screen, and what is shown
  window.picture = { where: (label) => { const node = shownNodes.find((one) => one.label === label); return node && transform.apply([node.x, node.y]); }, size: () => [shownNodes.length, shownEdges.length], paint, shift: (x, y) => d3.select(canvas).call(zoom.translateBy, x, y) };
})();
