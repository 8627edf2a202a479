"""The browser of the tests: how it starts, who is signed in, and what is wrong with a page."""

import os
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests import chromium

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STANDARDS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Another scheme has other colours and other pictures of the plots, and is the same otherwise.
OF_A_SCHEME = {"type": "rule", "values": ["color-contrast", "image-alt", "link-in-text-block"]}
FIND_VIOLATIONS = """
async rules => {
    for (const change of document.getAnimations())  // no colour is still on its way to another
        if (change instanceof CSSTransition) change.finish()
    const found = await axe.run({ runOnly: rules, resultTypes: ["violations"], preload: false })
    return found.violations.map(({ id, help, nodes }) =>
        `${id}: ${help}: ${JSON.stringify(nodes.map((node) => node.target))}`)
}"""

expect.set_options(timeout=10_000)


def launch_options() -> dict[str, Any]:
    """The machine's Chromium, else Playwright's own; without its sandbox only where root leaves no choice."""
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    found = chromium.installed()
    return {"args": arguments} | ({"executable_path": found} if found else {})


class BrowserSessions:
    """Browser sessions of different people in one test."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.complaints: list[str] = []
        self._browser = browser
        self._address = address
        self._contexts: list[BrowserContext] = []

    def open(self, user: Any = None, **options: Any) -> Page:
        """A page in a new session, of `user` if one is given; `options` are Playwright's for a context."""
        options = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"} | options
        context = self._browser.new_context(base_url=self._address, **options)
        context.set_default_timeout(10_000)
        context.set_default_navigation_timeout(30_000)  # the first page with a plot loads what draws it
        self._contexts.append(context)
        if user is not None:
            self._sign_in(context, user)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", self._hear)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _sign_in(self, context: BrowserContext, user: Any) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self._address}])

    def _hear(self, message: ConsoleMessage) -> None:
        # An answer such as 404 or 412 is logged by the browser too; tests look at answers themselves.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"{message.location.get('url')}: {message.text}")


def accessibility_violations(page: Page, *, both_schemes: bool = False) -> list[str]:
    """What axe finds on the page as it is now: rule, help and the elements, a line each.

    With `both_schemes` a page opened in light is then looked at in dark too, without being loaded again.
    """
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(FIND_VIOLATIONS, STANDARDS)
    if both_schemes:
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {line}" for line in page.evaluate(FIND_VIOLATIONS, OF_A_SCHEME)]
        page.emulate_media(color_scheme="light")
    return found
