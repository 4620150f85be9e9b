"""The house rules that a linter does not know."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import PRODUCT, ROOT, imports, line_count, modules


def test_every_module_says_what_it_is_for() -> None:
    bare = [name for name, tree in modules().items() if tree.body and not ast.get_docstring(tree)]
    assert bare == []


def test_no_module_is_longer_than_a_person_reads() -> None:
    long = {name: line_count(name) for name in modules() if line_count(name) > 400}
    assert long == {}


def test_no_folder_is_crowded() -> None:
    counts: dict[str, int] = {}
    for name in modules():
        folder = str(Path(name).parent)
        counts[folder] = counts.get(folder, 0) + 1
    # A folder of use cases is the context's table of contents: one verb a file, however many verbs there are.
    crowded = {folder: count for folder, count in counts.items() if count > 16 and not folder.startswith("application/")}
    assert crowded == {}


def test_the_core_asks_no_clock_and_rolls_no_dice() -> None:
    forbidden = {"random", "secrets", "time", "os", "pathlib", "socket", "threading", "logging"}
    leaks = {
        name: sorted(found)
        for name, tree in modules("domain", "application").items()
        if (found := {module.split(".")[0] for module in imports(tree)} & forbidden) and name != "application/shared/pipeline.py"
    }
    assert leaks == {}
    for name, tree in modules("domain", "application").items():
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not {call for call in calls if call.endswith((".now", ".utcnow", "uuid4", "uuid1")) and "clock" not in call}, name


def test_only_entry_points_know_the_composition_root() -> None:
    entry_points = ("adapters/http_flask/wsgi.py", "adapters/cli/", "adapters/queue/worker.py")
    users = [name for name, tree in modules().items() if "bootstrap" in imports(tree) and not name.startswith(entry_points)]
    assert users == []
    assert [name for name, tree in modules("domain", "application", "adapters").items() if "wiring" in imports(tree)] == []


def test_no_name_hides_what_it_does() -> None:
    vague = {"utils", "helpers", "manager", "misc", "common", "part2", "base"}
    assert [name for name in modules() if Path(name).stem in vague] == []


@pytest.mark.parametrize("package", PRODUCT)
def test_no_class_is_named_after_its_kind(package: str) -> None:
    names = [
        f"{name}:{node.name}"
        for name, tree in modules(package).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Impl", "Manager", "Helper", "Utils"))
    ]
    assert names == []


def test_the_repository_speaks_of_the_product_alone() -> None:
    machine_paths = ("/work" + "/", "/ro" + "ot/", "files.python" + "hosted", "registry.npm" + "js", "pypi" + ".org/simple")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in tracked:
        path = ROOT / name
        if path.is_file() and path.stat().st_size < 2_000_000:
            text = path.read_text(errors="ignore")
            assert not [word for word in machine_paths if word in text], name
