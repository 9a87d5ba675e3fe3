"""English for every Chinese word of the face: find what is said, compile, and name what is missing.

GNU gettext is not needed. Words are written in Chinese in templates (`{% translate %}`,
`{% blocktranslate %}`) and in Python (`_(…)`, `gettext…(…)`); English stands in the `.po` file.
Run `python -m liandong.cli.translations` after changing either.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import polib

from liandong.config.paths import PACKAGE

PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
_TRANSLATE = re.compile(r"""{%\s*trans(?:late)?\s+(?P<q>["'])(?P<words>.+?)(?P=q)""")
_BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b(?P<head>[^%]*)%}(?P<words>.*?){%\s*endblocktrans(?:late)?\s*%}",
    re.S,
)
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
_CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "ngettext"}


def in_templates(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every message in the templates under a folder, as Django looks it up."""
    for file in sorted(folder.rglob("*.html")):
        source = file.read_text()
        for found in _TRANSLATE.finditer(source):
            yield found["words"], file
        for found in _BLOCK.finditer(source):
            words = found["words"]
            if "trimmed" in found["head"]:
                words = " ".join(line.strip() for line in words.strip().splitlines())
            yield _VARIABLE.sub(r"%(\1)s", words), file


def in_python(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every literal handed to a gettext function in the Python under a folder."""
    for file in sorted(folder.rglob("*.py")):
        source = file.read_text()
        if "gettext" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in _CALLS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, file


def said(package: Path = PACKAGE) -> dict[str, Path]:
    """Every message of the package, with one file that says it."""
    return dict([*in_templates(package / "web" / "templates"), *in_python(package)])


def missing(package: Path = PACKAGE, po: Path = PO) -> list[str]:
    """Messages without English, each with the file that says it."""
    known = {
        entry.msgid for entry in polib.pofile(str(po))
        if (entry.msgstr or entry.msgstr_plural) and not entry.fuzzy
    }  # fmt: skip
    return [
        f"{file.relative_to(package)}: {words!r}"
        for words, file in said(package).items()
        if words not in known
    ]


def compile_messages(po: Path = PO) -> Path:
    """Write the `.mo` that Django reads, unless it is already newer than the `.po`."""
    mo = po.with_suffix(".mo")
    if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
        # Whole or not at all: other processes may be reading it.
        making = mo.with_suffix(f".{os.getpid()}")
        polib.pofile(str(po)).save_as_mofile(str(making))
        making.replace(mo)
    return mo


if __name__ == "__main__":
    compile_messages()
    if without := missing():
        raise SystemExit("No English yet for:\n" + "\n".join(without))
