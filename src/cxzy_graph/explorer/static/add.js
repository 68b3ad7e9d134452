// Files dropped on the page; progress while they are read.
"use strict";

(() => {
  const drop = document.getElementById("drop"), files = document.getElementById("files"), form = document.getElementById("add");
  if (drop) {
    for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
    for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      files.files = event.dataTransfer.files;
      if (files.files.length) form.requestSubmit();
    });
  }
  const progress = document.getElementById("progress");
  if (progress?.dataset.state === "running") {
    const look = async () => {
      const answer = await fetch(`${location.pathname}.json`);
      if (!answer.ok) { location.reload(); return; }
      const said = await answer.json(), now = said.state ? said : said.rebuild;
      if (now.state !== "running") { location.reload(); return; }
      const bar = progress.querySelector("progress");
      bar.max = now.total || 1;
      bar.value = now.done;
      setTimeout(look, 500);
    };
    setTimeout(look, 500);
  }
})();
