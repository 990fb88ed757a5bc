"""The page By hand as a script: what its link says, and that no number is told before its line."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from backprop.hand import fading
from backprop.hand.fading import ALL, EXAMPLE, ONE, Record, Work
from backprop.hand.small import small


def run(record: Record | None = None, **params: str) -> AppTest:
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    for step in (lambda: app.run().switch_page("hand.py"), app.run):
        for key, value in params.items():
            app.query_params[key] = value
        step()
    app.session_state["hand"].record = record
    app.run()
    assert not app.exception
    return app


def told(app: AppTest) -> dict:
    """What the browser is told of a sheet."""
    sent = [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.json]
    return next(data for data in sent if "written" in data or "papers" in data)


def numbers(lines: list[dict]) -> set[str]:
    return {line["value"] for line in lines if "value" in line}


def test_no_sheet_is_shown_before_the_browser_has_told_what_it_kept():
    assert told(run(None, sheet="7")) == {"written": None}


def test_a_link_opens_its_sheet_and_no_number_of_an_open_line_is_told():
    app = run(Record(levels={"small": ALL}), sheet="7")
    data = told(app)
    assert data["title"] == "Sheet 7" and app.query_params["sheet"] == "7"
    assert numbers(data["lines"]) == set()
    assert [line["name"] for line in data["lines"] if line.get("open")] == ["z 1 0"]
    assert not any(line.get("rule") for line in data["lines"])
    assert [node["value"] for node in data["picture"]["nodes"]][2:] == ["", "", ""]
    for line in small(7).lines:
        assert f'"{line.written}"' not in json.dumps(data["lines"])


def test_what_was_answered_is_shown_with_how_it_is_computed():
    work = Work(ALL)
    lines = fading.in_sheet(small(7).lines, ALL)
    fading.answer(lines, work, lines[0].name, str(lines[0].value))
    fading.answer(lines, work, lines[1].name, str(lines[1].slips[0].value))
    data = told(run(Record(works={"small 7": work}), sheet="7"))
    first, second, third = data["lines"][:3]
    assert (first["value"], first["mark"]) == (lines[0].written, "right") and first["put_in"]
    assert second["said"] == lines[1].slips[0].sentence and second["rule"]
    assert "value" not in second and "value" not in third


@pytest.mark.parametrize(
    ("params", "sentences", "seen"),
    [
        ({"sheet": "12345", "level": "2"}, 0, {"sheet": "12345"}),
        ({"sheet": "123456"}, 1, {}),
        ({"sheet": "<b>"}, 1, {}),
        ({"level": "9"}, 1, {}),
        ({"part": "digit"}, 0, {"part": "digit"}),
        ({"part": "nothing"}, 1, {}),
        ({"set": "7"}, 1, {}),
    ],
)
def test_a_link_is_followed_or_told_to_be_wrong(params, sentences, seen):
    app = run(Record(seed=3), **params)
    told(app)
    assert {name: app.query_params[name] for name in seen} == seen


def test_a_weight_of_the_digit_is_asked_for_any_network():
    for network in ("trained", "untrained", "trained-30"):
        data = told(run(Record(levels={"digit": ONE}), part="digit", network=network))
        assert any(line.get("open") for line in data["lines"])
        assert "w⁽" in data["title"] and len(data["digit"]["pixels"]) == 784


def test_a_digit_that_is_read_without_a_doubt_offers_another():
    app = run(Record(), part="digit", sample="test-0")
    assert any("numbers worth computing" in markdown.value for markdown in app.markdown)
    assert any("harder" in button.label for button in app.button)


@pytest.mark.parametrize("level", [EXAMPLE, ONE, ALL])
def test_a_set_has_different_sheets_and_answers_last(level):
    papers = told(run(Record(), sheet="20", set="4", level=str(level)))["papers"]
    titles = [paper["title"] for paper in papers]
    assert titles[:4] == [f"By hand · sheet {n}" for n in range(20, 24)]
    assert titles[4:] == [f"Answers · sheet {n}" for n in range(20, 24)]
    blank = [sum("value" not in line for line in paper["lines"]) for paper in papers]
    assert blank[4:] == [0] * 4
    assert all(count == 0 if level == EXAMPLE else count > 2 for count in blank[:4])
    for asked, answers in zip(papers[:4], papers[4:]):
        if level == ALL:
            assert numbers(asked["lines"]) == set()
        assert numbers(asked["lines"]) <= numbers(answers["lines"])
