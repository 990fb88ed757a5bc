"""A browser's tab that is used again is as good as a fresh one."""

from browser.screens import EMPTY, Screens

SIZE = {"width": 800, "height": 600}
USE = """() => {
    name = "a";
    document.cookie = "a=1";
    sessionStorage.a = localStorage.a = "1";
    history.pushState({}, "", "?a=1");
}"""
LOOK = """() => [
    name, document.cookie.includes("a=1"), sessionStorage.length, localStorage.length,
    history.length, innerWidth, window.mark, "requestFullscreen" in Element.prototype,
    ...["print", "(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"].map(
        (query) => matchMedia(query).matches),
]"""


def test_nothing_of_a_test_is_left_for_the_next(browser, app_url):
    screens, heard = Screens(browser), []

    def opened(*scripts, **hears):
        page = screens.page(SIZE, list(scripts), hears)
        page.goto(f"{app_url}{EMPTY}?opened")
        return page

    page = opened()
    fresh = page.evaluate(LOOK)
    screens.give_back(app_url)
    used = opened(
        "mark = 1; delete Element.prototype.requestFullscreen",
        console=lambda told: heard.append(told.text),
    )
    used.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
    used.set_viewport_size({"width": 300, "height": 300})
    used.evaluate(USE)
    assert not any(was == now for was, now in zip(fresh, used.evaluate(LOOK), strict=True))
    screens.give_back(app_url)
    again = opened()
    assert page is used is again
    again.evaluate("console.log('a')")
    assert (again.evaluate(LOOK), heard) == (fresh, [])
    again.add_init_script("mark = 1")
    screens.give_back(app_url)
    other = opened()
    assert other is not again
    assert other.evaluate(LOOK) == fresh
    other.clock.install()
    screens.give_back(app_url)
    assert "native code" in opened().evaluate("String(setTimeout)")
    screens.give_back(app_url)
