"""What the README promises about browsers: nothing is used that the oldest of them lack."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLDEST = {"Chrome and Edge": 117, "Firefox": 121, "Safari": 16.4}
NEVER = float("inf")

# What a script, a style sheet or a page may ask for, and the first Chrome, Firefox and Safari that
# have it (from MDN's browser-compat-data; the worst of Safari and iOS). Left out is what only makes
# things prettier and is ignored elsewhere, as text-wrap or scrollbar-color.
SCRIPT = {
    r"(Map|Object)\.groupBy\(": (117, 119, 17.4),
    r"\.(toSorted|toReversed|toSpliced)\(": (110, 115, 16),
    r"Array\.fromAsync\(": (121, 115, 16.4),
    r"Promise\.withResolvers\(": (119, 121, 17.4),
    r"Promise\.try\(": (128, 134, 18.2),
    r"\.(union|intersection|(symmetricD|d)ifference|is(Sub|Super)setOf)\(": (122, 127, 17),
    r"\.(values|keys|entries)\(\)\s*\.(?!next\b)[a-z]\w*\(|\bIterator\.": (122, 131, 18.4),
    r"/[dgimsuy]*v[dgimsuy]*\.(test|exec)\(|new RegExp\([^)]*, \"[a-z]*v": (112, 116, 17),
    r"RegExp\.escape\(": (136, 134, 18.2),
    r"\(\?[ims]+(-[ims]+)?:": (125, 132, 26),
    r"\bTemporal\.": (144, 139, 27.3),
    r"^\s*(await )?using [a-z]\w* =": (134, 141, 27.3),
    r"\bwith \{ ?type:": (123, 138, 17.2),
    r"\b(from|to)(Base64|Hex)\(": (140, 133, 18.2),
    r"\bFloat16Array\b|Math\.f16round": (135, 129, 18.2),
    r"Math\.sumPrecise\(": (147, 137, 26.2),
    r"\.(isWellFormed|toWellFormed)\(": (111, 119, 16.4),
    r"\.transfer\(|\.transferToFixedLength\(": (114, 122, 17.4),
    r"Intl\.Segmenter\b": (87, 125, 14.5),
    r"Intl\.DurationFormat\b": (129, 136, 16.4),
    r"\bstatic \{": (94, 93, 16.4),
    r"\(\?<[=!]": (62, 78, 16.4),
    r"\bURL\.canParse\(": (120, 115, 17),
    r"\bURL\.parse\(": (126, 126, 18),
    r"AbortSignal\.any\(": (116, 124, 17.4),
    r"AbortSignal\.timeout\(": (124, 100, 16),
    r"\bOffscreenCanvas\b": (69, 105, 16.4),
    r"\brequestIdleCallback\(": (47, 55, NEVER),
    r"\bscheduler\.": (129, 142, NEVER),
    r"\.startViewTransition\(": (111, 144, 18),
    r"\bCSS\.highlights\b|\bnew Highlight\(": (105, 140, 17.2),
    r"\.(show|hide|toggle)Popover\(|\.popover =": (114, 125, 17),
    r"\.commandForElement\b": (135, 144, 26.2),
    r"\.checkVisibility\(": (105, 106, 17.4),
    r"\.(setHTMLUnsafe|setHTML|getHTML|parseHTMLUnsafe)\(": (125, 128, 26),
    r"\.moveBefore\(": (133, 144, NEVER),
    r"\.vibrate\(": (32, NEVER, NEVER),
    r"\borientation\.lock\(": (38, 144, NEVER),
    r"\.ariaNotify\(": (141, 150, 27),
    r"\.aria[A-Z]\w*Elements?\b": (135, 136, 16.4),
    r"\.aria[A-Z]\w*": (81, 119, 12.2),
    r"\bwindow\.navigation\b": (102, 147, 26.2),
    r"\bshow(Save|Open|Directory)\w*Picker\(|\bEyeDropper\b": (95, NEVER, NEVER),
    r"\.userAgentData\b|\.deviceMemory\b": (90, NEVER, NEVER),
    r"\.wakeLock\b": (84, 126, 18.4),
    r"\bcontext\.filter =": (52, 49, NEVER),
    r"\bcontext\.letterSpacing =": (99, 115, 18.4),
    r"\bcontext\.reset\(": (99, 113, 17.2),
    r"\.roundRect\(": (99, 112, 16),
    r"\.getCoalescedEvents\(": (58, 59, 18.2),
    r"\"(pointerrawupdate|scrollend|beforematch)\"": (114, 139, 26.2),
    r"\.requestClose\(|\.closedBy\b|\bCloseWatcher\b": (134, 149, 27.3),
    r"\bClipboardItem\b|clipboard\.(read|write)\(": (76, 127, 13.4),
    r"\.scrollIntoViewIfNeeded\(": (1, NEVER, 3),
    r"\.caretPositionFromPoint\(": (128, 20, 26.2),
    r"\.requestFullscreen\(": (71, 64, NEVER),  # none on an iPhone: `?.(`
}
STYLE = {
    r"\blight-dark\(": (123, 120, 17.5),
    r"\bcolor-mix\(": (111, 113, 16.2),
    r"\b(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(\s*from\b": (122, 128, 18),
    r":has\(": (105, 121, 15.4),
    r"[{;}]\s*&|^\s*&": (120, 117, 17.2),
    r"@scope\b": (118, 146, 26.4),
    r"@starting-style\b": (117, 129, 17.5),
    r"@property\s+--": (85, 128, 16.4),
    r"@container\b": (105, 110, 16),
    r"@container[^{]*style\(": (111, 151, 18),
    r"@position-try\b|\b(anchor-name|position-anchor|position-area):|\banchor\(": (151, 151, 27),
    r"@media[^{]*\(scripting": (120, 113, 17),
    r"@media[^{]*[<>]=?": (104, 102, 16.4),
    r"\bfield-sizing:": (123, 152, 26.2),
    r"\binterpolate-size:|\bcalc-size\(": (129, NEVER, NEVER),
    r"\btransition-behavior:|\ballow-discrete\b": (117, 129, 17.4),
    r"\bsubgrid\b": (117, 71, 16),
    r"\b(animation|scroll|view)-timeline\b": (115, 159, 26),
    r"(?<!-webkit-)\bmask(-image)?:": (120, 53, 15.4),
    r"\bcontent-visibility:": (85, 125, 18),
    r"(?<!-webkit-)\bbackdrop-filter:": (76, 103, 18),
    r"\bzoom:": (1, 126, 3),
    r"(?<!-webkit-)\bprint-color-adjust:": (136, 97, 15.4),
    r"\bwhite-space-collapse:": (114, 124, 17.4),
    r"\btext-box(-trim|-edge)?:": (133, 154, 18.2),
    r"\bcontain-intrinsic-": (83, 107, 17),
    r"\bd: ?path\(": (52, 97, NEVER),
    r"\d[dsl]v(h|w|min|max|i|b)\b": (108, 101, 15.4),
    r"\d(cap|ric|rex|rch)\b": (118, 147, 17.2),
    r"\d(lh|rlh)\b": (111, 120, 16.4),
    r"\blinear\(": (113, 112, 17.2),
    r"(?<!\.)\b(round|mod|rem|pow|sqrt|hypot|abs|sign)\([^)]*\bvar\(": (138, 118, 15.4),
    r":user-(in)?valid\b": (119, 88, 16.5),
    r":dir\(": (120, 49, 16.4),
    r":popover-open\b|:open\b|:state\(": (133, 136, 26.5),
}
PAGE = {
    r"<[^>]*\spopover(=|target|\s|>)": (114, 125, 17),
    r"<search\b": (118, 118, 17),
    r"<dialog[^>]*\bclosedby=": (134, 141, 27.3),
    r"<details[^>]*\sname=": (120, 130, 17.2),
    r"<button[^>]*\bcommand(for)?=": (135, 144, 26.2),
    r"<template[^>]*\bshadowrootmode=": (111, 123, 16.4),
    r"<[^>]*\sinert\b": (102, 112, 15.5),
}
# Scripts and Python files hold pieces of pages and styles too.
ASKED = {
    ".js": SCRIPT | STYLE | PAGE,
    ".css": STYLE,
    ".html": STYLE | PAGE,
    ".py": STYLE | PAGE,
    ".md": PAGE,
}
FOLDERS = ("assets", "backprop/views", "pages")
FILES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.*"))]


def too_new(text: str, suffix: str) -> list[str]:
    """The places in a text that ask for what the oldest browsers lack."""
    return [
        found[0].strip()
        for asked, first in ASKED[suffix].items()
        if any(have > old for have, old in zip(first, OLDEST.values(), strict=True))
        for found in re.finditer(asked, what_counts(text, suffix), re.MULTILINE)
    ]


def what_counts(text: str, suffix: str) -> str:
    """The text without comments, and without what CSS itself keeps from those that lack it."""
    if suffix in (".js", ".css"):
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"-webkit-([\w-]+):[^;{}]*;\s*\1:", "", text)
    text = re.sub(r"@supports[^{]*\{(\s*[^{}]*\{[^{}]*\})*\s*\}", "", text)
    return re.sub(r"(^|\s)//.*", "", text) if suffix == ".js" else text


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.suffix in ASKED],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_oldest_browsers_have_all_that_is_used(path):
    assert too_new(path.read_text(encoding="utf-8"), path.suffix) == []


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".js", "const groups = Map.groupBy(slides, (slide) => slide.section);"),
        (".js", "for (const one of map.values().map(double)) draw(one); // every one"),
        (".js", "page.innerHTML = '<style>body { color: light-dark(#000, #fff); }</style>'"),
        (".js", "requestIdleCallback(draw)"),
        (".js", "event.getCoalescedEvents()"),
        (".css", ".pad {\n  & canvas { width: 100%; }\n}"),
        (".css", ".card { print-color-adjust: exact; }"),
        (".html", '<div popover id="help"></div>'),
        (".html", "<dialog closedby='any'></dialog>"),
    ],
)
def test_what_they_lack_is_found(suffix, text):
    assert too_new(text, suffix)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".js", "event.getCoalescedEvents?.() ?? []; // not Map.groupBy()"),
        (
            ".js",
            "Object.values(parts).map(draw); parts.entries().next(); html.requestFullscreen?.()",
        ),
        (".css", "a { background: linear-gradient(red, color-mix(in srgb, red, blue)); }"),
        (".css", ".card { -webkit-print-color-adjust: exact; print-color-adjust: exact; }"),
        (".css", "@supports (color: light-dark(red, red)) { a { color: light-dark(red, blue); } }"),
    ],
)
def test_what_they_have_may_be_used(suffix, text):
    assert too_new(text, suffix) == []


def test_the_readme_names_the_same_browsers():
    named = ", ".join(f"{name} {version}" for name, version in OLDEST.items())
    assert named in (ROOT / "README.md").read_text(encoding="utf-8").replace("\n", " ")
