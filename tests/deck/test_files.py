"""A deck's files as instructors write them: what is wrong is told where it stands."""

import codecs
import shutil

import pytest

from backprop.deck import files, quiz
from backprop.deck import slides as deck
from backprop.deck.progress import Progress
from backprop.deck.sheet import result_sheet

HEAD = '+++\ntitle = "Mine"\n{more}+++\n'
QUIZ = """
title = "T"
slide = "weights"
question = "Q"
right = "A"
explanation = "E"

[[choices]]
text = "one"
why = "w"

[[choices]]
text = "two"
why = "w"
"""


def slide(folder, text, name="04-mine.md") -> deck.Slide:
    """The slide that a file of this text, or these bytes, becomes, between two that are whole."""
    for whole in ("03-before.md", "05-after.md"):
        (folder / whole).write_text(HEAD.format(more='section = "S"\n') + "Text", encoding="utf-8")
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    before, mine, after = deck.load_slides(folder)
    assert (before.number, mine.number, after.number) == (1, 2, 3)
    assert before.problem == after.problem == ""
    return mine


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("no front matter", "04-mine.md: expected front matter between two lines +++"),
        ('+++\ntitle = "A"\nText', "04-mine.md: expected front matter between two lines +++"),
        ("+++\n+++\nText", "04-mine.md: title is missing"),
        (HEAD.format(more=""), "04-mine.md: there is no text below"),
        (HEAD.format(more="hue = 1\n") + "Text", "04-mine.md, line 3: there is no field “hue”"),
        ('+++\ntitle = 1\nkind = "slide"\n+++\nText', "line 2: title is 1, expected text between"),
        (HEAD.format(more='steps = "yes"\n') + "T", "line 3: steps is 'yes', expected true or"),
        (HEAD.format(more="steps = true\npredict = 2\n") + "- T", "number of one of its 1 points"),
        (HEAD.format(more='stop = "end"\n') + "T", "line 3: stop is “end”, expected one of draw,"),
        (HEAD.format(more='figure = "cat"\n') + "T", "line 3: figure is “cat”, expected one of al"),
        (HEAD.format(more='kind = "page"\n') + "T", "line 3: kind is “page”, expected one of slid"),
        (HEAD.format(more='kind = "quiz"\n') + "T", 'a slide of kind "quiz" names its quiz'),
        (
            HEAD.format(more="figure = chain\n") + "T",
            "line 3: Invalid value (text stands between",
        ),
        (HEAD.format(more='title = "B"\n') + "T", "line 3: Cannot overwrite a value"),
        ('\n\n+++\ntitle = "A\n+++\nText', "line 4: Illegal character '\\n' (the quote is not c"),
        ('+++\ntitle = "a\\b"\nnotes = "\\s"\n+++\nT', "line 3: Unescaped '\\' in a string (a "),
        ("+++\ntitle = \n+++\nText", "04-mine.md, line 2: "),
        (HEAD.format(more="") + "T\n\n![A cat](cat.png)", "line 6: there is no picture cat.png"),
        (HEAD.format(more="") + "![It](../../x.png)", "line 4: there is no picture ../../x.png"),
        (HEAD.format(more="") + "![It](notes.txt)", "line 4: notes.txt is no picture"),
        (
            "+++\ntitle = 'Größe'\n+++\nText".encode("cp1252"),
            "04-mine.md, line 2: a character here",
        ),
        ("+++\ntitle = 'A'\n+++\nText".encode("utf-16-le"), "04-mine.md: this is no text"),
    ],
)
def test_a_broken_slide_says_what_and_where_and_leaves_the_others_alone(tmp_path, text, problem):
    mine = slide(tmp_path, text)
    assert problem in mine.problem
    assert (mine.title, mine.section, mine.figure) == ("04-mine.md", "S", None)


@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_editor_may_have_saved_it(tmp_path, written, end):
    text = HEAD.format(more="steps = true\n") + "Größe\n\n- one\n- two"
    mine = slide(tmp_path, text.replace("\n", end).encode(written))
    assert (mine.problem, mine.title, mine.points) == ("", "Mine", 2)
    assert mine.body == "Größe\n\n- one\n- two"
    assert mine.section == "S"  # that of the slide before


def test_a_guess_takes_one_press_more_than_there_are_points(tmp_path):
    mine = slide(tmp_path, HEAD.format(more="steps = true\npredict = 1\n") + "- one\n- two")
    assert (mine.problem, mine.points, mine.presses) == ("", 2, 3)
    assert [s.predict for s in deck.load_slides() if s.figure in ("race", "beauty")] == [3, 3]


def test_pluses_in_a_line_are_no_fence(tmp_path):
    mine = slide(tmp_path, '+++\ntitle = "C+++ for all"\n+++\nNot C++, +++ either.\n\n+++\nmore')
    assert (mine.problem, mine.title) == ("", "C+++ for all")
    assert mine.body == "Not C++, +++ either.\n\n+++\nmore"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("From $5 to $6", r"From \$5 to \$6"),
        ("$5, $x^2$ and $y$.", r"\$5, $x^2$ and $y$."),
        ("It costs $5-$10.", r"It costs \$5-\$10."),
        (r"\$5 is $a\$b$", r"\$5 is $a\$b$"),
        ("$$\na + b\n$$\n\nand $1", "$$\na + b\n$$\n\nand " + r"\$1"),
        ("`$5 and` ``$6 ` ``", "`$5 and` ``$6 ` ``"),
        ("a $ b", r"a \$ b"),
    ],
)
def test_money_is_no_formula(text, shown):
    assert deck.money(text) == shown


def test_a_picture_lies_beside_its_slide(tmp_path):
    (tmp_path / "more").mkdir()
    for name in ("my cat.png", "more/dog.JPG"):
        (tmp_path / name).write_bytes(b"x")
    text = "![A cat](my cat.png) ![A dog](more/dog.JPG) ![Far](https://example.org/x.png)"
    mine = slide(tmp_path, HEAD.format(more="") + text)
    assert mine.problem == ""
    assert mine.pictures == [("my cat.png", "A cat"), ("more/dog.JPG", "A dog")]


def test_one_name_is_for_one_slide(tmp_path):
    mine = slide(tmp_path, HEAD.format(more="") + "Text", "04-before.md")
    assert mine.problem == "04-before.md: another slide is called “before” too"


def test_a_folder_without_slides_says_so(tmp_path):
    (only,) = deck.load_slides(tmp_path / "nowhere")
    assert "there are no slides here" in only.problem


def test_an_inserted_slide_moves_what_quizzes_point_to(tmp_path):
    folder = shutil.copytree(deck.SLIDES, tmp_path / "slides")
    (folder / "00-mine.md").write_text(HEAD.format(more="") + "My own words.", encoding="utf-8")
    (folder / "._01-title.md").write_bytes(b"\x00\x05")  # what macOS leaves beside a file
    slides = deck.load_slides(folder)
    assert len(slides) == len(deck.load_slides()) + 1
    (asked, *_) = quiz.load_quizzes()
    taught = quiz.slide_called(asked.slide, slides)
    assert taught.number == quiz.slide_called(asked.slide, deck.load_slides()).number + 1
    missed = Progress.none().answered(asked.name, (asked.right + 1) % 4)
    sheet = result_sheet((asked,), missed, slides, 1)
    assert f"Look again at slide {taught.number}: {taught.title}." in sheet


def test_the_points_of_a_stepped_slide_are_counted(tmp_path):
    body = "A − sign, **bold**\n\n- one\n- two\n  - nested\n\n1. three\n2) four\n\n> - 5 and -5\n"
    for steps, points in (("true", 5), ("false", 0)):
        assert slide(tmp_path, HEAD.format(more=f"steps = {steps}\n") + body).points == points


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('right = "A"', 'right = "C"', "2-b.toml, line 5: right is “C”, expected one of A, B"),
        ('right = "A"\n', "", "2-b.toml: right is missing"),
        ('slide = "weights"', "slide = 7", "line 3: slide is 7, expected text between quotes"),
        ('text = "two"', 'text = "one"', "2-b.toml: two choices say the same"),
        ('why = "w"\n\n[', "\n\n[", "2-b.toml, choice 1: why is missing"),
        ('text = "one"', 'texts = "one"', "2-b.toml, choice 1: text is missing"),
        ('question = "Q"', 'question = "Q', "2-b.toml, line 4: "),
        ("[[choices]]", "[choices]", "2-b.toml, line "),
        ('title = "T"', 'title = "T"\nhint = "H"', "line 3: there is no field “hint”"),
    ],
)
def test_a_broken_quiz_says_what_and_where_and_leaves_the_others_alone(tmp_path, old, new, problem):
    for name, text in (("1-a", QUIZ), ("2-b", QUIZ.replace(old, new)), ("c", QUIZ)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    first, mine, last = quiz.load_quizzes(tmp_path)
    assert problem in mine.problem
    assert (first.name, mine.name, last.name) == ("a", "b", "c")
    assert first.problem == last.problem == ""


def test_a_quiz_needs_no_number_and_one_name_is_for_one_quiz(tmp_path):
    for name in ("1-mine", "2-mine", "mine too"):
        (tmp_path / f"{name}.toml").write_bytes(codecs.BOM_UTF8 + QUIZ.encode())
    first, second, third = quiz.load_quizzes(tmp_path)
    assert (first.problem, third.problem, third.name) == ("", "", "mine too")
    assert second.problem == "2-mine.toml: another quiz is called “mine” too"


def test_files_are_read_anew_as_soon_as_they_changed(tmp_path):
    assert files.stamps(tmp_path / "nowhere") == ()
    before = files.stamps(tmp_path)
    (tmp_path / "a.md").write_text("a", encoding="utf-8")
    after = files.stamps(tmp_path)
    assert before != after == files.stamps(tmp_path)


def test_another_deck_is_served_instead(monkeypatch, tmp_path):
    monkeypatch.delenv(files.ELSEWHERE, raising=False)
    assert files.folder() == files.SHIPPED
    monkeypatch.setenv(files.ELSEWHERE, str(tmp_path))
    assert files.folder() == tmp_path
