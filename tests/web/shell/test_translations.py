"""Every Chinese word of the face has its English, and the catalogue says nothing twice or in vain."""

import re
from pathlib import Path

import polib

from liandong.cli.translations import PO, in_python, in_templates, missing, said


def test_nothing_is_without_english() -> None:
    assert missing() == []


def test_english_keeps_the_variables() -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)[sd]|{\w+}", text))

    wrong = [
        entry.msgid
        for entry in polib.pofile(str(PO))
        for english in entry.msgstr_plural.values() or [entry.msgstr]
        if names(entry.msgid) != names(english)
    ]
    assert wrong == []


def test_the_search_finds_every_way_of_saying(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "{% translate \"甲\" %}{% trans '乙' as x %}{% blocktranslate with n=a %}共 {{ n }} 个{% endblocktranslate %}"
    )
    (tmp_path / "a.py").write_text(
        'from django.utils.translation import gettext as _\n_("丙")\nx = "丁"\n'
    )
    assert [words for words, _ in in_templates(tmp_path)] == ["甲", "乙", "共 %(n)s 个"]
    assert [words for words, _ in in_python(tmp_path)] == ["丙"]


def test_missing_english_is_named(tmp_path: Path) -> None:
    templates = tmp_path / "web" / "templates"
    templates.mkdir(parents=True)
    (templates / "a.html").write_text('{% translate "没有人译过" %}')
    assert list(said(tmp_path)) == ["没有人译过"]
    assert missing(tmp_path) == ["web/templates/a.html: '没有人译过'"]
