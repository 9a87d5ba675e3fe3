"""The books in docs/ are what the code and the norms say today."""

import shutil

from liandong.cli import books
from liandong.config.paths import NORMS, ROOT
from liandong.core.indicators.catalogue import EVERY_INDICATOR
from liandong.core.standards.guarantee import STANDARDS
from liandong.core.standards.life.catalogue import BY_CODE
from liandong.core.standards.lifecycles import load as load_lifecycles
from liandong.core.standards.norms.cases import load_cases
from liandong.core.standards.norms.life_cases import load_life_cases


def test_the_books_are_up_to_date():
    assert books.stale(ROOT / "docs") == [], "run: python -m liandong.cli.books write"


def test_a_stale_book_is_noticed(tmp_path):
    for name in books.BOOKS:
        shutil.copy(ROOT / "docs" / name, tmp_path)
    book = tmp_path / "standards.md"
    book.write_text(book.read_text().replace("50,000", "48,000"))
    assert books.stale(tmp_path) == ["standards.md"]
    (tmp_path / "indicators.md").unlink()
    assert books.stale(tmp_path) == ["standards.md", "indicators.md"]


def test_nothing_is_left_out():
    standards, indicators = books.standards(), books.indicators()
    assert all(f"`{one.code}`" in standards for one in STANDARDS)
    assert all(f"`{code}`" in indicators for code in EVERY_INDICATOR)
    assert all(case.title.zh in standards for case in load_cases(NORMS / "cases"))


def test_every_step_of_every_lifecycle_is_in_the_book():
    book = books.lifecycles()
    for one in load_lifecycles(NORMS / "lifecycles").values():
        for part in (*one.states.values(), *one.transitions.values()):
            assert f"`{part.code}`" in book
            assert part.says.en in book


def test_nothing_of_party_life_is_left_out():
    book = books.life()
    assert all(f"`{code}`" in book for code in BY_CODE)
    assert all(case.title.zh in book for case in load_life_cases(NORMS / "cases"))
