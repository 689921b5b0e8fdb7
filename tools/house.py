"""House rules that a review would otherwise repeat; each remark names the file and what to do."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE_LIMIT, FUNCTION_LIMIT = 600, 80
BAD_NAMES = re.compile(r"(^|_)(utils?|helpers?|manager|service|base|misc|info)(_|\.|$)")
SYNONYMS = re.compile(r"\b(prospects?|customers?|opportunit(y|ies)|salesperson|stakeholders?)\b", re.IGNORECASE)
CAUSAL = re.compile(r"\b(because|due to|caused by|root cause)\b", re.IGNORECASE)
DEBT = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")


def list_files(pattern: str) -> list[Path]:
    done = subprocess.run(["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603, S607
    return [ROOT / name for name in done.stdout.split("\n") if name and (ROOT / name).exists()]


def check_sizes(path: Path, text: str, tree: ast.Module) -> Iterator[str]:
    lines = text.count("\n")
    if lines > FILE_LIMIT:
        yield f"{lines} lines; a file has one subject and at most {FILE_LIMIT}: split it"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno > FUNCTION_LIMIT:
            yield f"{node.name} has {node.end_lineno - node.lineno} lines, at most {FUNCTION_LIMIT}: split it"


def check_names(path: Path) -> Iterator[str]:
    if BAD_NAMES.search(path.stem):
        yield f"the name {path.stem} says nothing: name the subject"


def check_docstrings(path: Path, tree: ast.Module) -> Iterator[str]:
    if not ast.get_docstring(tree):
        yield "no docstring: say in one sentence what the file holds"
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield f"{node.name} is public and has no docstring"


def check_words(path: Path, text: str) -> Iterator[str]:
    if match := DEBT.search(text):
        yield f"{match.group()} stands in the code: do it, or say in the docs that it is not there"
    in_sources = "sources" in path.parts or "sample" in path.parts
    if not in_sources and (match := SYNONYMS.search(text)):
        yield f"{match.group()!r} is not in the glossary: deal, rep, buyer"


def check_page(path: Path, text: str) -> Iterator[str]:
    if match := CAUSAL.search(text):
        yield f"{match.group()!r} claims a cause: say 'associated with'"
    if match := SYNONYMS.search(text):
        yield f"{match.group()!r} is not in the glossary: deal, rep, buyer"


def check_lock(path: Path, text: str) -> Iterator[str]:
    if re.search(r"https?://|--(extra-)?index|--find-links", text):
        yield "a lock file names a registry: compile it by `make lock`"


def check_guide(readme: str, pages: list[str]) -> Iterator[str]:
    """Every page of the guide is led to once from the README, so that it is found and no list grows twice."""
    for page in pages:
        links = readme.count(f"](docs/guide/{page})")
        if links != 1:
            yield f"docs/guide/{page} is linked {links} times: link it once, under Read on"


def remarks() -> Iterator[tuple[Path, str]]:
    """Every remark with the file that it is about."""
    for path in list_files("src/*.py"):
        if path.parent.name == "migrations":  # as Django writes them
            continue
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        for found in (
            check_sizes(path, text, tree),
            check_names(path),
            check_docstrings(path, tree),
            check_words(path, text),
        ):
            yield from ((path, remark) for remark in found)
        if "signals" in path.parts:
            yield from ((path, remark) for remark in check_page(path, text))
    for path in list_files("src/**/*.html"):
        yield from ((path, remark) for remark in check_page(path, path.read_text(encoding="utf-8")))
    for path in list_files("requirements/*.txt"):
        yield from ((path, remark) for remark in check_lock(path, path.read_text(encoding="utf-8")))
    readme = ROOT / "README.md"
    pages = [path.name for path in list_files("docs/guide/*.md")]
    yield from ((readme, remark) for remark in check_guide(readme.read_text(encoding="utf-8"), pages))


def main() -> int:
    found = list(remarks())
    for path, remark in found:
        sys.stderr.write(f"{path.relative_to(ROOT)}: {remark}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
