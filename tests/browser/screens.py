"""Browser tabs that tests use one after another: a kind of screen each, cleared in between.

The browser then has the app's scripts at hand, read and compiled, which saves more than a third of
what opening a page costs.
"""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from browser.actions import PATIENCE

KEPT = "cookies,local_storage,indexeddb"  # what a page may leave, in the words of the browser
EMPTY = "/_stcore/health"  # an address of the app without a script
STAYS = ("add_init", "add_locator", "expose_", "on", "route", "set_default", "set_extra")
LASTING = [name for name in dir(Page) if name.startswith(STAYS)]  # what a tab does ever after
# What a tab keeps when its page has gone; and whether a test has set the clock, for ever.
FORGET = "() => { sessionStorage.clear(); name = ''; return /native code/.test(setTimeout); }"


class Screens:
    """The contexts of one browser that are open, a tab in each. Firefox's are not used again: from
    outside it cannot be told to forget."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.chromium = browser.browser_type.name == "chromium"
        self.free: dict[str, list[BrowserContext]] = {}
        self.used: list[tuple[str, Page, ExitStack]] = []
        self.spoilt: set[Page] = set()

    def page(
        self, viewport: dict, scripts: list[str], hears: dict[str, Callable], **options: Any
    ) -> Page:
        """A page as good as fresh, alone in its context until the test opens others beside it.

        scripts: run before the page's own, on every page that this test opens in it
        hears: what is called on events of the page
        """
        if not self.chromium:
            options["color_scheme"] = "null"
        kind = str(sorted(options.items()))
        free = self.free.setdefault(kind, [])
        if free:
            page = free.pop().pages[0]
            page.emulate_media(
                media="null",
                color_scheme=options.get("color_scheme", "light"),
                reduced_motion=options.get("reduced_motion", "no-preference"),
            )
        else:
            page = self.browser.new_context(**options).new_page()
            page.context.set_default_timeout(PATIENCE)
        page.set_viewport_size(viewport)
        undo = ExitStack()
        for script in scripts:
            undo.callback(page.add_init_script(script).close)
        for event, heard in hears.items():
            page.on(event, heard)
            undo.callback(page.remove_listener, event, heard)
        for name in LASTING:
            setattr(page, name, partial(self._spoil, page, name))
            undo.callback(delattr, page, name)
        self.used.append((kind, page, undo))
        return page

    def _spoil(self, page: Page, name: str, *told: Any, **options: Any) -> Any:
        """A test itself does what its tab keeps: nobody else gets this tab."""
        self.spoilt.add(page)
        return getattr(Page, name)(page, *told, **options)

    def give_back(self, address: str) -> None:
        """Close or empty the pages of a test, and clear what they left in their contexts."""
        while self.used:
            kind, page, undo = self.used.pop()
            if self.chromium:
                undo.close()
            if self.chromium and self._cleared(page, address):
                self.free[kind].append(page.context)
            else:
                page.context.close()

    def _cleared(self, page: Page, address: str) -> bool:
        """Whether nothing is left of the test, in the one tab that is left of its context."""
        context, kept = page.context, page
        if page.is_closed() or page in self.spoilt:
            kept = context.new_page()
        self.spoilt.discard(page)
        for other in context.pages:
            if other is not kept:
                other.close()
        kept.goto(address + EMPTY)
        kept.mouse.move(0, 0)
        browser = context.new_cdp_session(kept)
        browser.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": KEPT})
        browser.send("Page.resetNavigationHistory")
        browser.detach()
        return kept.evaluate(FORGET)
