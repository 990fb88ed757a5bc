"""One server and one browser for all browser tests; a page as good as fresh for each."""

import pytest
from playwright.sync_api import expect, sync_playwright

from browser.actions import PATIENCE
from browser.programs import windowless
from browser.screens import Screens
from browser.server import served
from browser.slides import at

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def app_url():
    with served() as url:
        yield url


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright):
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    found = playwright.chromium.launch(executable_path=windowless(), args=options)
    yield found
    found.close()


@pytest.fixture
def before_opening():
    """What is done with each fresh page before it opens its first address."""
    return lambda page: None


@pytest.fixture(scope="session")
def screens(browser):
    return Screens(browser)


@pytest.fixture
def open_page(screens, app_url, before_opening):
    """Opens an address of the app; at the end nothing may have failed or gone outside.

    script: runs before the page's own
    """
    problems = []

    def asked(request):
        if not request.url.startswith((app_url, "data:", "blob:")):
            problems.append(f"outside: {request.url}")

    hears = {"pageerror": lambda error: problems.append(str(error)), "request": asked}

    def open_(path="/", viewport=None, full_screen=True, script="", **options):
        scripts = [script] if script else []
        if not full_screen:  # a window that fills the screen cannot be given another size
            scripts.append("delete Element.prototype.requestFullscreen")
        page = screens.page(viewport or {"width": 1440, "height": 900}, scripts, hears, **options)
        before_opening(page)
        page.goto(app_url + path)
        return page

    yield open_
    screens.give_back(app_url)
    assert problems == []


@pytest.fixture
def deck(open_page):
    """The deck, its first slide on the screen."""
    page = open_page("/slides")
    at(page, 1)
    return page
