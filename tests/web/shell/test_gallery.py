"""The gallery shows every tag in every state, in both languages, whole and as a piece."""

import re
from html.parser import HTMLParser

import pytest
from django.template import Context, engines
from django.test import Client

from liandong.web.components.gallery.specimens import GROUPS
from liandong.web.components.registry import TAGS
from tests.web.shell.strict import UndefinedVariable


def test_every_tag_has_a_specimen() -> None:
    shown = {specimen.tag for group in GROUPS for specimen in group.specimens}
    assert shown == set(TAGS)


def test_every_tag_is_explained() -> None:
    assert [name for name, function in TAGS.items() if not function.__doc__] == []


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "组件"), ("en", "Components")])
def test_gallery_speaks(visitor: Client, language: str, title: str) -> None:
    visitor.cookies["django_language"] = language
    page = visitor.get("/gallery/").content.decode()
    assert f"<h1>{title}</h1>" in page


def test_english_frame_has_no_chinese_left(visitor: Client) -> None:
    visitor.cookies["django_language"] = "en"
    page = visitor.get("/settings/display/").content.decode()
    words = re.sub(r"<[^>]+>", " ", page.replace("中文", ""))
    assert re.findall(r"[一-鿿]+", words) == []


def test_nothing_inline_that_the_policy_forbids(visitor: Client) -> None:
    answer = visitor.get("/gallery/")
    found: list[str] = []

    class Look(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            found.extend(name for name in given if name == "style" or name.startswith("on"))
            if tag == "style" or (
                tag == "script" and "src" not in given and given.get("type") != "application/json"
            ):
                found.append(tag)

    Look().feed(answer.content.decode())
    assert found == []
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_ids_are_unique_outside_repeated_specimens(visitor: Client) -> None:
    page = visitor.get("/settings/display/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_piece_is_the_content_of_the_page(visitor: Client) -> None:
    whole = visitor.get("/gallery/explain/").content.decode()
    piece = visitor.get("/gallery/explain/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert piece.strip() in whole


def test_an_undefined_variable_raises() -> None:
    template = engines["django"].engine.from_string("{{ typo }}")
    with pytest.raises(UndefinedVariable):
        template.render(Context({}))


@pytest.mark.parametrize(("asked", "shown"), [("", "[]"), ("1", "3")])
def test_the_workshop_is_there_only_where_asked_for(tmp_path, asked: str, shown: str) -> None:
    import os
    import subprocess
    import sys

    said = subprocess.run(
        [sys.executable, "-c",
         "import django; django.setup();"
         "from liandong.web.components.gallery.views import urlpatterns as u; print(len(u) or u)"],
        env={**os.environ, "LIANDONG_HOME": str(tmp_path), "LIANDONG_GALLERY": asked,
             "DJANGO_SETTINGS_MODULE": "liandong.config.settings"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == shown
