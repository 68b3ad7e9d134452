// The editor over this service's endpoint, with a tab for each named question. Nothing is asked of other machines.
"use strict";

(async () => {
  const place = document.getElementById("editor");
  const questions = await (await fetch(place.dataset.questions)).json();
  const endpoint = new URL("/sparql", location.href).href;
  // completion of prefixes asks prefix.cc, that of classes and properties asks LOV: both are other machines
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  const editor = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    populateFromUrl: true,
    persistenceId: "cxzy-graph",
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  });
  const known = new Set(Object.values(editor.persistentConfig.persistedJson.tabConfig).map((tab) => tab.name));
  for (const question of questions) {
    if (!known.has(question.title)) {
      editor.addTab(false, { name: question.title, yasqe: { value: question.sparql }, requestConfig: { endpoint, method: "POST" } });
    }
  }
  // what the graph tells of is read here, not at the address that its IRI names
  place.addEventListener("click", (event) => {
    const link = event.target.closest(".yasr_results a");
    if (link && link.href.startsWith(place.dataset.base)) {
      event.preventDefault();
      window.open(`/id/${link.href.slice(place.dataset.base.length)}`, "_blank", "noopener");
    }
  });
  place.dataset.ready = "yes";
})();
