"""The checks of ``make check`` that no linter has: migrations, translations, names, sizes, the lock, the pages of docs.

Each check is a function that yields sentences; no sentence means it passed.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "toctoc"
LONGEST_FILE = 500
LONGEST_FUNCTION = 60
KERNEL_LINES = 800
BANNED = re.compile(r"(^|_)(utils?|helpers?|manager|handler|process|info|misc|common|core)(_|$)")
# What Django, argparse or a protocol call so.
GIVEN_NAMES = {
    "process_exception",
    "save_model",
    "AccountManager",
    "handler400",
    "process_request",
    "process_template_response",
    "process_view",
}
HOSTS = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org")


def python_files() -> Iterator[Path]:
    """Yield the program's own modules, migrations set aside."""
    yield from (p for p in sorted(SOURCE.rglob("*.py")) if "migrations" not in p.parts)


def sizes() -> Iterator[str]:
    """No file over 500 lines that say something, no function over 60, the kernel under 800."""
    kernel = 0
    for path in python_files():
        text = path.read_text(encoding="utf-8")
        lines = sum(1 for line in text.splitlines() if line.strip())
        kernel += lines if path.parent.name == "kernel" else 0
        if lines > LONGEST_FILE:
            yield f"{path.relative_to(ROOT)}: {lines} lines, at most {LONGEST_FILE}"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {length} lines"
    if kernel > KERNEL_LINES:
        yield f"the kernel has {kernel} lines, at most {KERNEL_LINES}"


def names() -> Iterator[str]:
    """No name that says nothing."""
    for path in python_files():
        if BANNED.search(path.stem):
            yield f"{path.relative_to(ROOT)}: the name says nothing"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name).lower()
                if BANNED.search(plain) and node.name not in GIVEN_NAMES:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} says nothing"


def migrations() -> Iterator[str]:
    """Models and migrations agree, migrations are named by hand and never merged."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "toctoc.config.manage", "makemigrations", "--check", "--dry-run"],
            env={**os.environ, "TOCTOC_DATA_DIR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        yield f"models and migrations disagree:\n{done.stdout}{done.stderr}"
    for path in SOURCE.glob("**/migrations/0*.py"):
        if "_auto_" in path.name or "merge" in path.name:
            yield f"{path.relative_to(ROOT)}: name the migration for its purpose"


def lock() -> Iterator[str]:
    """Every locked package carries hashes, every direct one is explained, no file names a package index."""
    explained = (ROOT / "docs" / "reference" / "dependencies.md").read_text(encoding="utf-8").lower()
    for name in ("base", "dev", "pictures", "models"):
        pins = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        for block in re.split(r"\n(?=[a-z0-9])", pins):
            if "==" in block and "--hash=sha256:" not in block:
                yield f"requirements/{name}.txt: {block.split()[0]} has no hash"
        for line in (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines():
            package = re.split(r"[\[<>=;]", line)[0].strip().lower()
            if package and not package.startswith("-") and f"`{package}`" not in explained:
                yield f"docs/reference/dependencies.md does not explain {package}"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and path != Path(__file__) and HOSTS.search(path.read_bytes().decode("utf-8", "replace")):
            yield f"{name} names a package index"


def decisions() -> Iterator[str]:
    """Decision records have numbers of their own, without holes."""
    numbers = sorted(int(p.name[:4]) for p in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"docs/decisions: the numbers are {numbers}"


def links() -> Iterator[str]:
    """Every relative link in the docs leads somewhere."""
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                yield f"{path.relative_to(ROOT)} links to {target}, which is not there"


def translations() -> Iterator[str]:
    """Every French sentence has an English one, and the compiled catalogue is that of the text."""
    done = subprocess.run(
        [sys.executable, "tools/translations.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        yield done.stdout + done.stderr


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    sizes,
    names,
    migrations,
    lock,
    decisions,
    links,
    translations,
)


def main() -> int:
    """Run every check; return 1 when one has something to say."""
    failed = 0
    for check in CHECKS:
        sentences = list(check())
        failed += bool(sentences)
        print(f"{'not yet' if sentences else 'ok':8}{check.__name__}")
        for sentence in sentences:
            print(f"        {sentence}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
