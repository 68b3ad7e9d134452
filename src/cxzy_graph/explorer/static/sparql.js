// The editor over this service's endpoint, with a tab for each named question. Nothing is asked of other machines.
"use strict";

(async () => {
  const place = document.getElementById("editor");
  const [questions, known] = await Promise.all([place.dataset.questions, place.dataset.terms].map(async (address) => (await fetch(address)).json()));
  const endpoint = new URL("/sparql", location.href).href;

  // Classes, properties and names come from this graph: the editor's own completion asks prefix.cc and LOV, which are other machines.
  const before = (editor) => {
    const cursor = editor.getDoc().getCursor(), line = editor.getDoc().getLine(cursor.line);
    const start = /[\w:\-\u3400-\u9fff"“]*$/.exec(line.slice(0, cursor.ch))[0];
    return { text: start, from: { line: cursor.line, ch: cursor.ch - start.length }, to: cursor };
  };
  const complete = async (editor) => {
    const typed = before(editor), text = typed.text.replace(/^["“]/, ""), found = [];
    const wanted = text.toLowerCase();
    for (const one of known.terms) if (one.name.toLowerCase().includes(wanted) || one.label.toLowerCase().includes(wanted)) found.push({ text: one.name, displayText: `${one.name}  ${one.label}` });
    found.sort((a, b) => Number(!a.text.toLowerCase().startsWith(wanted)) - Number(!b.text.toLowerCase().startsWith(wanted)) || (a.text < b.text ? -1 : 1));
    if (text && !text.includes(":")) {
      const things = (await (await fetch(`/search.json?limit=12&q=${encodeURIComponent(text)}`)).json()).things;
      for (const one of things) found.push({ text: typed.text.startsWith('"') ? `"${one.label}"@zh-hans` : `<${one.iri}>`, displayText: `${one.label}  ${one.detail || one.kind}` });
    }
    // the prefix that a completed name has is declared with it
    const pick = (doc, data, item) => {
      doc.replaceRange(item.text, data.from, data.to);
      const prefix = /^(\w+):/.exec(item.text)?.[1];
      if (prefix && known.prefixes[prefix] && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(doc.getValue())) doc.replaceRange(`PREFIX ${prefix}: <${known.prefixes[prefix]}>\n`, { line: 0, ch: 0 });
    };
    return { list: found.slice(0, 60).map((one) => ({ ...one, hint: pick })), from: typed.from, to: typed.to };
  };

  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  const editor = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    populateFromUrl: false, // it would run what an address brings
    persistenceId: "cxzy-graph",
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  });
  const titles = new Set(Object.values(editor.persistentConfig.persistedJson.tabConfig).map((tab) => tab.name));
  for (const question of questions) {
    if (!titles.has(question.title)) editor.addTab(false, { name: question.title, yasqe: { value: question.sparql }, requestConfig: { endpoint, method: "POST" } });
  }
  const brought = new URLSearchParams(location.hash.slice(1)).get("query");
  if (brought) editor.addTab(true, { name: "SPARQL", yasqe: { value: brought }, requestConfig: { endpoint, method: "POST" } });
  const yasqe = () => editor.getTab().getYasqe();
  const ready = () => {
    const one = yasqe();
    if (one.completesNames) return;
    one.completesNames = true;
    const ask = () => one.showHint({ hint: complete, completeSingle: false });
    one.addKeyMap({ "Ctrl-Space": ask, "Cmd-Space": ask, "Alt-Enter": ask });
  };
  editor.on("tabSelect", () => setTimeout(ready, 0));
  ready();
  // what the graph tells of is read here, not at the address that its IRI names
  place.addEventListener("click", (event) => {
    const link = event.target.closest(".yasr_results a");
    if (link && link.href.startsWith(place.dataset.base)) {
      event.preventDefault();
      window.open(`/id/${link.href.slice(place.dataset.base.length)}`, "_blank", "noopener");
    }
  });
  document.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-result]")?.dataset.result;
    if (!wanted) return;
    const query = encodeURIComponent(yasqe().getValue());
    location.assign(wanted === "csv" || wanted === "xlsx" ? `/result.${wanted}?query=${query}` : `/result?query=${query}&view=${wanted}`);
  });
  place.dataset.ready = "yes";
})();
