"""The page that a phone opens is small, and says what its files say."""

import re

import pytest

from backprop.views.room.page import FOLDER, SCRIPTS, page, small_script, small_style


def test_all_of_it_is_below_15_kilobytes():
    assert len(page().encode()) < 15_000


def test_it_needs_nothing_but_itself():
    assert not re.search(r"https?:|<script src|<link rel=stylesheet|@import|url\(", page())


def test_every_script_is_in_it():
    assert sorted(SCRIPTS) == sorted(path.name for path in FOLDER.glob("*.js"))


@pytest.mark.parametrize(
    ("script", "small"),
    [
        ("a = 1; // one\nb = 2;\n", "a=1;b=2;"),
        ("/** Says. */\nif (a in b) c();", "if(a in b)c();"),
        ('say("a  =  b; // c");', 'say("a  =  b; // c");'),
        (
            "x = `a  ${b ? `c  ${d + 1}  ` : { e: 1 }.e}  f`;",
            "x=`a  ${b?`c  ${d+1}  `:{e:1}.e}  f`;",
        ),
        ("x = `<p>${a}\n    <p>b c`;", "x=`<p>${a}<p>b c`;"),
        ('y.replace(/["/] +/g, 2);', 'y.replace(/["/] +/g,2);'),
        ("const name = 1;\nsay(`name ${name}`);", "const $a=1;say(`name ${$a}`);"),
        ("const name = 1;\nsay(name, { name });", "const name=1;say(name,{name});"),
        ("const name = 1;\nsay(a.name);", "const name=1;say(a.name);"),
        ("function go() {\n  return { a };\n}\n", "function go(){return{a}}"),
    ],
)
def test_a_script_loses_what_only_a_reader_needs(script, small):
    assert small_script(script) == small


def test_so_does_a_style():
    style = "/* Why. */\n@media (a: b) {\n  p > i { margin: 0 2px; color: red; }\n}\n"
    assert small_style(style) == "@media (a:b){p>i{margin:0 2px;color:red}}"
