"""Browser contexts that tests use one after another: a kind of screen each, cleared in between.

The browser then has the app's files at hand, which saves a quarter of what opening a page costs.
"""

from playwright.sync_api import Browser, BrowserContext, Page

from browser.actions import PATIENCE

KEPT = "cookies,local_storage,indexeddb"  # what a page may leave, in the words of the browser


class Screens:
    """The contexts of one browser that are open. Firefox's are not used again: from outside it
    cannot be told to forget."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.chromium = browser.browser_type.name == "chromium"
        self.free: dict[str, list[BrowserContext]] = {}
        self.used: list[tuple[str, BrowserContext]] = []

    def page(self, viewport: dict, **options) -> Page:
        """A fresh page, alone in its context until the test opens others beside it."""
        if not self.chromium:
            options["color_scheme"] = "null"
        kind = str(sorted(options.items()))
        free = self.free.setdefault(kind, [])
        context = free.pop() if free else self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        self.used.append((kind, context))
        page = context.new_page()
        page.set_viewport_size(viewport)
        return page

    def give_back(self, address: str) -> None:
        """Close the pages of a test, and clear what they left in their contexts."""
        for kind, context in self.used:
            if self.chromium and self._cleared(context, address):
                self.free[kind].append(context)
            else:
                context.close()
        self.used.clear()

    def _cleared(self, context: BrowserContext, address: str) -> bool:
        """Whether nothing is left in it: a clock that a test has set stays for ever."""
        last = context.new_page()
        for page in context.pages:
            if page is not last:
                page.close()
        clear = {"origin": address, "storageTypes": KEPT}
        context.new_cdp_session(last).send("Storage.clearDataForOrigin", clear)
        clean = last.evaluate("/native code/.test(setTimeout)")
        last.close()
        return clean
