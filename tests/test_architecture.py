"""Who may import whom, read from the source with ast."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"geo", "layers", "data", "app"}
ALLOWED = {"geo": set(), "layers": {"geo"}, "data": {"geo"}}
PURE_FORBIDDEN = {"folium", "streamlit", "requests", "urllib", "http", "socket", "os", "pathlib", "io", "sqlite3"}
MODULES = [path for name in ALLOWED for path in sorted((ROOT / name).rglob("*.py"))]


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
    return found


def test_there_are_modules_to_check() -> None:
    assert len(MODULES) > 10


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_package_imports_only_what_it_may(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imports_of(path)} & OURS
    if path.name != "__main__.py":
        assert ours <= ALLOWED[package] | {package}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_app_imports_streamlit_and_nothing_imports_an_entry_point(path: Path) -> None:
    names = imports_of(path)
    assert "streamlit" not in {name.split(".")[0] for name in names}
    assert not {name for name in names if name.endswith("__main__") or name.split(".")[0] == "app"}


@pytest.mark.parametrize("path", sorted((ROOT / "geo").rglob("*.py")), ids=lambda path: path.name)
def test_the_core_touches_no_file_network_or_screen(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports_of(path)} & PURE_FORBIDDEN


@pytest.mark.parametrize("path", sorted((ROOT / "layers/web").rglob("*.js")), ids=lambda path: path.name)
def test_text_never_enters_the_page_as_markup(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert "innerHTML" not in source
    assert "insertAdjacentHTML" not in source
    assert "document.write" not in source


def test_the_app_stays_short() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 300
