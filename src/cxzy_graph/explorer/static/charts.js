// Charts of what the page says in words and tables beside them (Observable Plot).
"use strict";

(() => {
  const inEnglish = document.documentElement.lang === "en";
  const parsed = (text, end) => {
    const [year, month, day] = text.split("/")[0].split("-").map(Number);
    if (!end) return new Date(Date.UTC(year, (month || 1) - 1, day || 1));
    return day ? new Date(Date.UTC(year, month - 1, day + 1)) : month ? new Date(Date.UTC(year, month, 1)) : new Date(Date.UTC(year + 1, 0, 1));
  };
  // years, and between them months in the language of the page
  const tick = (day) => (day.getUTCMonth() ? (inEnglish ? day.toLocaleString("en", { month: "short", timeZone: "UTC" }) : `${day.getUTCMonth() + 1}月`) : String(day.getUTCFullYear()));
  const short = (text) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);
  const common = (figure) => ({
    width: Math.max(320, Math.min(1100, figure.clientWidth)),
    style: { background: "transparent", fontSize: "13px", overflow: "visible" },
    ariaLabel: figure.querySelector("figcaption").textContent,
  });

  const timeline = (figure) => {
    const points = JSON.parse(figure.dataset.points).map((one) => ({ ...one, from: parsed(one.since), to: one.until ? parsed(one.until, true) : null }));
    if (points.length < 2) { figure.remove(); return null; }
    const last = new Date(Math.max(...points.map((one) => one.to || one.from)) + 30 * 864e5);
    // within a lane, what overlaps stands on its own row
    const lanes = [...new Set(points.map((one) => one.lane))];
    const rows = [];
    for (const lane of lanes) {
      const ends = [];
      for (const one of points.filter((p) => p.lane === lane).sort((a, b) => a.from - b.from)) {
        const until = one.to || last;
        let at = ends.findIndex((end) => end <= one.from);
        if (at < 0) at = ends.length;
        if (at >= 6) at = 5;
        ends[at] = until;
        rows.push({ ...one, until, row: `${lane} ${at}` });
      }
    }
    const order = lanes.flatMap((lane) => [...new Set(rows.filter((one) => one.lane === lane).map((one) => one.row))].sort());
    return Plot.plot({
      ...common(figure),
      height: 50 + order.length * 18,
      marginLeft: 130,
      x: { type: "utc", grid: true, tickFormat: tick },
      y: { domain: order, label: null, tickFormat: (row) => (row.endsWith(" 0") ? row.slice(0, -2) : ""), tickSize: 0 },
      color: { domain: lanes, scheme: "tableau10" },
      marks: [Plot.barX(rows, { x1: "from", x2: "until", y: "row", fill: "lane", href: "href", title: (one) => `${one.label}\n${one.since}${one.to ? "" : " –"}`, insetTop: 2, insetBottom: 2, rx: 2, fillOpacity: 0.85 })],
    });
  };

  const sizes = (figure) => {
    const points = JSON.parse(figure.dataset.points).map((one) => ({ ...one, day: parsed(one.date) }));
    const days = new Map();
    for (const one of points) days.set(one.measure, (days.get(one.measure) || new Set()).add(one.date));
    const shown = points.filter((one) => days.get(one.measure).size > 1);
    if (!shown.length) { figure.remove(); return null; }
    return Plot.plot({
      ...common(figure),
      height: 60 + 110 * new Set(shown.map((one) => one.measure)).size,
      marginLeft: 60,
      marginRight: 110,
      x: { type: "utc", grid: true, label: null, tickFormat: tick },
      y: { grid: true, label: null, zero: true, ticks: 4 },
      fy: { label: null },
      marks: [
        Plot.frame({ strokeOpacity: 0.2 }),
        Plot.lineY(shown, { x: "day", y: "value", fy: "measure", stroke: "currentColor", sort: "day" }),
        Plot.dot(shown, { x: "day", y: "value", fy: "measure", fill: "currentColor", href: "href", r: 4, title: (one) => `${one.measure} ${one.value} (${one.date})` }),
      ],
    });
  };

  const bars = (figure) => {
    const table = document.querySelector("table.answer");
    const labels = table.dataset.labels.split(" ").map(Number), number = Number(table.dataset.number);
    const sums = new Map();
    for (const row of table.tBodies[0].rows) {
      const name = labels.map((at) => row.cells[at].textContent).filter(Boolean).join(" · ") || "—";
      sums.set(name, (sums.get(name) || 0) + (number < 0 ? 1 : Number(row.cells[number].textContent)));
    }
    let data = [...sums].map(([name, value]) => ({ name, value }));
    const years = data.every((one) => /^\d{4}$/.test(one.name));
    if (years && data.length > 1) { // a year without any is shown as one
      const [least, most] = d3.extent(data, (one) => Number(one.name));
      if (most - least < 100) for (let year = least; year <= most; year += 1) if (!sums.has(String(year))) data.push({ name: String(year), value: 0 });
    }
    data = years ? data.sort((a, b) => a.name - b.name) : data.sort((a, b) => b.value - a.value).slice(0, 40);
    return Plot.plot({
      ...common(figure),
      height: 50 + data.length * 24,
      marginLeft: Math.min(320, 30 + 14 * Math.max(4, ...data.map((one) => short(one.name).length))),
      marginRight: 60,
      x: { grid: true, label: figure.dataset.number, ticks: Math.min(10, Math.max(1, Math.ceil(d3.max(data, (one) => one.value)))) },
      y: { domain: data.map((one) => one.name), label: null, tickFormat: short },
      marks: [
        Plot.barX(data, { x: "value", y: "name", fill: "#a5423a", title: (one) => `${one.name}: ${one.value}` }),
        Plot.text(data, { x: "value", y: "name", text: (one) => one.value.toLocaleString(inEnglish ? "en" : "zh-CN"), dx: 4, textAnchor: "start" }),
      ],
    });
  };

  const makers = { timeline, sizes, bars };
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const drawn = makers[figure.dataset.chart](figure);
    for (const group of drawn?.querySelectorAll("g[aria-label]") ?? []) group.removeAttribute("aria-label"); // a group has no role that takes one
    if (drawn) figure.prepend(drawn);
    figure.dataset.ready = "yes";
  }
})();
