"""The deck as an instructor edits it while it is served: each turn of the page reads it anew."""

import json
import shutil

import pytest
from aside import run
from PIL import Image
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from backprop.deck import files
from backprop.deck.progress import Progress
from backprop.deck.slides import FIGURES
from backprop.views.deck import figures, opened
from backprop.views.deck.handout import Kept, Wish
from backprop.views.deck.learner import Learner
from backprop.views.deck.lesson import Place


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A deck elsewhere that is served: three slides, one quiz."""
    for part in ("slides", "quizzes"):
        (tmp_path / part).mkdir()
    for name in ("slides/07-weights.md", "slides/06-quiz-bright-pixel.md"):
        shutil.copy(files.SHIPPED / name, tmp_path / name)
    shutil.copy(files.SHIPPED / "quizzes" / "1-bright-pixel.toml", tmp_path / "quizzes")
    write(tmp_path, "08-last.md", 'title = "The last one"', "The end.")
    monkeypatch.setenv(files.ELSEWHERE, str(tmp_path))
    return tmp_path


def write(folder, name, head, body):
    (folder / "slides" / name).write_text(f"+++\n{head}\n+++\n{body}", encoding="utf-8")


@pytest.fixture
def app(folder):
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    app.session_state["learner"] = Learner(progress=Progress.none())
    app.run().switch_page("slides.py")
    return turned(app, 3)


def turned(app: AppTest, number: int) -> AppTest:
    app.query_params["slide"] = str(number)
    app.run()
    assert not app.exception
    return app


def heading(app: AppTest) -> str:
    return next(e.proto.body for e in app.get("html") if e.proto.body.startswith("<h1>"))


def titles(app: AppTest) -> list[str]:
    """The deck as the browser is told it."""
    told = [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.json]
    return [slide["title"] for data in told if "slides" in data for slide in data["slides"]]


def test_what_was_edited_shows_at_the_next_turn_of_the_page(app, folder):
    assert heading(app) == "<h1>The last one</h1>"
    write(folder, "08-last.md", 'title = "Edited <b>now</b>"', "From $5 to $6.")
    turned(app, 3)
    assert heading(app) == "<h1>Edited &lt;b&gt;now&lt;/b&gt;</h1>"
    assert r"From \$5 to \$6." in [element.value for element in app.markdown]
    write(folder, "07b-new.md", 'title = "A new one"', "In between.")
    turned(app, 3)
    assert heading(app) == "<h1>A new one</h1>"
    assert titles(app)[2:] == ["A new one", "Edited <b>now</b>"]
    for name in ("07b-new.md", "08-last.md"):
        (folder / "slides" / name).unlink()
    app.run()  # the slide on the screen has gone
    assert not app.exception
    assert heading(app) == "<h1>Weight adjustments: the details</h1>"


def test_a_broken_slide_says_so_in_its_place(app, folder):
    write(folder, "08-last.md", "title = Oh *no*", "Text")
    turned(app, 3)
    (said,) = app.error
    assert r"08-last.md, line 2: Invalid value" in said.value
    assert r"title = Oh \*no\*" in said.value  # the line as it stands there, no Markdown
    assert titles(app)[2] == "08-last.md"
    assert not turned(app, 2).error


def test_a_broken_quiz_says_so_on_its_slide_and_on_the_quiz_page(app, folder):
    quiz = folder / "quizzes" / "1-bright-pixel.toml"
    whole = quiz.read_text(encoding="utf-8")
    quiz.write_text(whole.replace('right = "B"', 'right = "E"'), encoding="utf-8")
    (said,) = turned(app, 1).error
    assert "1-bright-pixel.toml, line 5: right is “E”, expected one of A, B, C, D" in said.value
    assert not turned(app, 2).error
    app.switch_page("quiz.py").run()
    assert not app.exception and len(app.error) == 1
    quiz.write_text(whole, encoding="utf-8")
    app.run()
    assert not app.exception and not app.error


def test_a_slide_that_there_is_not_is_told(app):
    for asked in ("0", "4", "-1", "two", "9" * 50, "²"):
        app.query_params["slide"] = asked
        app.run()
        (said,) = app.warning
        assert "a slide that the deck does not have: it goes from 1 to 3" in said.value
        assert heading(app) == "<h1>The last one</h1>"


def test_no_slides_at_all_are_told(app, folder):
    shutil.rmtree(folder / "slides")
    (said,) = turned(app, 1).error
    assert "there are no slides here" in said.value


def test_a_picture_stands_beside_the_text_and_is_served(app, folder):
    slides = folder / "slides"
    Image.new("RGB", (4, 3), "red").save(slides / "my cat.png")
    write(folder, "08-last.md", 'title = "T"', "Words.\n\n![A cat](my cat.png)\n\nMore.")
    turned(app, 3)
    shown = [element.value for element in app.markdown]
    stamp = (slides / "my cat.png").stat().st_mtime_ns
    assert f"![A cat](./deck/my%20cat.png?{stamp})" in shown
    assert "Words.\n\n\n\nMore." in shown
    assert answer("my cat.png").status_code == 200
    (folder / "secret.png").write_bytes(b"x")
    (slides / "out.png").symlink_to(folder / "secret.png")
    for file in (
        "../secret.png",
        "out.png",
        "08-last.md",
        "none.png",
        "",
        str(folder / "secret.png"),
    ):
        assert answer(file).status_code == 404


def answer(file: str):
    scope = {"type": "http", "method": "GET", "headers": [], "path_params": {"file": file}}
    asked = opened.route().endpoint(Request(scope))
    return run(asked)


def test_notes_and_lines_stand_by_every_slide_on_wish(app, folder):
    write(folder, "08-last.md", 'title = "Last"\nnotes = "Say <this>."', "The end.")
    app.session_state["place"] = Place(slide=3, handout=True)
    for wish in (Wish(1), Wish(2, notes=True), Wish(4, lines=True), Wish(4, True, True)):
        app.session_state["handout_wish"] = Kept(wish)
        app.run()
        assert not app.exception
        written = " ".join(e.proto.body for e in app.get("html"))
        assert written.count("class='slide-foot'") == 4  # three slides, and the quiz's answer
        assert written.count("class='aside'") == (4 if wish.notes or wish.lines else 0)
        assert ("<p class='notes'>Say &lt;this&gt;.</p>" in written) == wish.notes
        making = app.session_state["handout_wish"].making
        assert written.count(f"data-making='{making}'") == 1
        assert "Answer · Quiz 1" in written and "<b>B: Increase it" in written


def test_a_slide_may_name_what_the_views_have():
    assert set(FIGURES) == set(figures.FIGURES)
