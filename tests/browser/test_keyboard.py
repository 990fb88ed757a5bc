"""Tab reaches all that can be used, what has the focus shows it, and figures can stand still."""

import pytest
from playwright.sync_api import Page, expect

from browser.actions import at_rest
from browser.slides import at

PAGES = {
    "/?sample=test-38": ".gradient canvas",
    "/passes": ".weightview",
    "/gradients": ".heatmaps canvas",
    "/training": ".training-grid canvas",
    "/training?part=race": ".firststeps canvas",
    "/training?part=break": ".st-key-ways button",
    "/slides?slide=8": ".slidefigure text",
    "/quiz?quiz=1": ".quizcard-choice",
    "/quiz?quiz=results": ".score",
}
# Radio buttons of one group are one stop of Tab; the arrow keys go on.
ALL = """() => {
    const group = (one) => one.closest("fieldset, [role=radiogroup]");
    const usable = (one) => one.tabIndex === 0 && !one.disabled
        && one.checkVisibility({ visibilityProperty: true });
    const kinds = "a[href], button, input, select, textarea, [tabindex='0']";
    window.stops = [...document.querySelectorAll(kinds)].filter(usable)
        .map((one) => group(one) ?? one);
    return stops.map((one) => one.outerHTML.slice(0, 200));
}"""
# The stop that has the focus, and whether anything at it looks different from what it is without.
STOP = """async () => {
    const one = document.activeElement;
    const near = [one, one.nextElementSibling, ...one.querySelectorAll("*")];
    for (let up = one.parentElement, n = 0; up && n < 4; up = up.parentElement, n++) near.push(up);
    const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const look = async () => {
        await drawn();
        return near.filter(Boolean).flatMap((part) => ["", "::before", "::after"].map((pseudo) => {
            const style = getComputedStyle(part, pseudo);
            const { outline, boxShadow, border, backgroundColor, stroke } = style;
            return [outline, boxShadow, border, backgroundColor, stroke].join();
        })).join();
    };
    const focused = await look();
    one.blur();
    const plain = await look();
    one.focus();
    const group = one.closest("fieldset, [role=radiogroup]") ?? one;
    return [stops.indexOf(group), focused !== plain, one.outerHTML.slice(0, 200)];
}"""


def opened(open_page, address: str, **options) -> Page:
    page = open_page(address, **options)
    expect(page.locator(PAGES[address]).first).to_be_visible()
    at_rest(page)
    return page


@pytest.mark.parametrize("address", PAGES)
def test_tab_reaches_everything_and_is_seen(open_page, address):
    page = opened(open_page, address, reduced_motion="reduce")
    names = page.evaluate(ALL)
    reached, unseen = set(), []
    for _ in names:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stop, shown, html = page.evaluate(STOP)
        reached.add(stop)
        if not shown:
            unseen.append(html)
    assert unseen == []
    first = {name: index for index, name in reversed(list(enumerate(names)))}
    assert [name for name, index in first.items() if index not in reached] == []


COUNT = """
    window.moved = 0;
    const { animate } = Element.prototype;
    Element.prototype.animate = function (...how) {
        window.moved += 1;
        return animate.apply(this, how);
    };"""
MOVES = "moved > 0 || Boolean(document.querySelector('.slidefigure').figure.frame)"


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_figures_stand_still_where_motion_is_not_wanted(open_page, motion):
    page = open_page("/slides?slide=1", reduced_motion=motion, script=COUNT)
    for slide in (1, 8, 15):
        if slide > 1:
            page.evaluate("window.moved = 0")
            page.keyboard.type(str(slide))
            page.keyboard.press("Enter")
        at(page, slide)
        at_rest(page)
        if motion == "reduce":
            assert not page.evaluate(MOVES)
        else:
            page.wait_for_function(MOVES)
