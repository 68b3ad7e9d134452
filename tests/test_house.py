"""The house: imports run one way along the road, no circles, modules that are read in one sitting."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "cxzy_graph"
ROOT = PACKAGE.parents[1]

ROAD = (
    "language", "dates", "model", "packing", "manual", "lexicon", "facts", "samples", "reading", "restoring", "recognising", "extractors",
    "learned", "written_facts", "instructed", "resolving", "settling", "rdf", "views", "queries", "building", "exporting", "opening", "scoring", "cluster",
    "curating", "service", "explorer", "cli",
)  # fmt: skip
"""The rooms in their order: each imports from those before it."""

LONGEST = 400
"""Lines of a module."""

LONGEST_FUNCTION = 40
"""Lines of a function's body."""

LONGEST_PATTERN = 120
"""Characters of a pattern without a phrase that says what it fits."""


def module_of(path: Path) -> str:
    return ".".join(part for part in path.relative_to(PACKAGE).with_suffix("").parts if part != "__init__")


@cache
def modules() -> dict[str, Path]:
    return {module_of(path): path for path in sorted(PACKAGE.rglob("*.py")) if "frontend" not in path.parts}


def guarded(tree: ast.AST) -> set[int]:
    """The nodes that only a type checker reads."""
    tests = [node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)]
    return {id(inner) for node in tests for inner in ast.walk(node)}


@cache
def imports(name: str, at_once: bool = True) -> frozenset[str]:
    """The modules of the package that a module imports; ``at_once``, those that it needs to be imported itself."""
    path = modules()[name]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = guarded(tree)
    inside = (
        {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) for n in ast.walk(f)} if at_once else set()
    )
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    package = [part for part in package if part]
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.level or id(node) in apart or id(node) in inside:
            continue
        base = package[: len(package) - node.level + 1] + (node.module.split(".") if node.module else [])
        for alias in node.names:
            whole = ".".join([*base, alias.name])
            found.add(whole if whole in modules() else ".".join(base))
    return frozenset(found & set(modules()) - {name})


def test_no_circle_of_imports() -> None:
    open_, done = [], set()

    def visit(name: str) -> None:
        if name in open_:
            raise AssertionError(" → ".join([*open_[open_.index(name) :], name]))
        if name not in done:
            open_.append(name)
            for other in sorted(imports(name)):
                visit(other)
            open_.pop()
            done.add(name)

    for name in modules():
        visit(name)


@pytest.mark.parametrize("room", ROAD)
def test_imports_run_one_way(room: str) -> None:
    back = {
        f"{name} → {other}"
        for name in modules()
        if name.split(".")[0] == room
        for other in imports(name, at_once=False)
        if other and ROAD.index(other.split(".")[0]) > ROAD.index(room)
    }
    assert not back


def test_every_room_is_on_the_road() -> None:
    rooms = {name.split(".")[0] for name in modules() if name}
    assert rooms - {"__main__"} == set(ROAD)


def test_few_modules_on_the_top_level() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 10


def test_modules_are_read_in_one_sitting() -> None:
    long = {
        path.relative_to(PACKAGE).as_posix() for path in modules().values() if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST
    }
    assert not long


def test_functions_are_read_at_a_glance() -> None:
    long = {
        f"{name}.{node.name}"
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of_body(node) > LONGEST_FUNCTION
    }
    assert not long


def lines_of_body(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its head and its docstring."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_long_patterns_say_what_they_fit() -> None:
    silent = set()
    for name, path in modules().items():
        source = path.read_text(encoding="utf-8")
        lines, body = source.splitlines(), ast.parse(source).body
        for node, following in zip(body, [*body[1:], None], strict=True):
            made = node.value if isinstance(node, ast.Assign) else None
            if not isinstance(made, ast.Call) or ast.unparse(made.func) != "re.compile":
                continue
            told = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
            if len(ast.unparse(made.args[0])) > LONGEST_PATTERN and not told and not lines[node.lineno - 2].startswith("#"):
                silent.add(f"{name}:{node.lineno}")
    assert not silent


def test_nothing_else_on_the_top_level_of_the_project() -> None:
    wanted = {"pyproject.toml", "src", "ontology", "tests", "output", "README.md", "README.zh-CN.md", "CONTRIBUTING.md", "LICENSE", "CHANGELOG.md",
              "CITATION.cff", "Makefile", "constraints.txt"}  # fmt: skip
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and path.name != "build"} <= wanted
    assert wanted <= {path.name for path in ROOT.iterdir()}


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_is_short(readme: str) -> None:
    assert len((ROOT / readme).read_text(encoding="utf-8").splitlines()) <= 120
