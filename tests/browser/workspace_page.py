"""The workspace as the tests use it: by keys, by pointer, and by what it shows."""

from typing import Any

from playwright.sync_api import Page, expect


class Workspace:
    """An open workspace; every method does what a person does."""

    def __init__(self, page: Page, article: Any) -> None:
        self.page = page
        self.article = article
        self.actions = 0
        self.text = page.locator("[data-article-text]")
        self.open()

    def open(self) -> None:
        """Opens the article, or opens it again."""
        self.page.goto(f"/articles/{self.article.pk}/")
        expect(self.page.locator("[data-ready]")).to_be_attached()

    def press(self, *keys: str) -> None:
        """Presses keys one after another; each is one action."""
        for key in keys:
            self.page.keyboard.press(key)
            self.actions += 1

    def select(self, quote: str) -> None:
        """Drags the pointer from the first to the last character of a quote."""
        start, end = self.ends(quote)
        mouse = self.page.mouse
        mouse.move(start["x"] + 2, start["y"])
        mouse.down()
        mouse.move(end["x"] - 2, end["y"], steps=4)
        mouse.up()

    def tag(self, quote: str) -> Any:
        """The drawn pieces whose text is the quote."""
        return self.text.locator(".tag", has_text=quote).first

    def saved(self) -> None:
        """Waits until the server has everything."""
        expect(self.page.locator("[data-save-words]")).to_have_text("Saved")

    def quotes(self, kind: str) -> list[str]:
        """What the page's tags of a kind cover, as the browser reads it."""
        return self.page.evaluate(
            """kind => {
                const found = new Map()
                for (const piece of document.querySelectorAll(`.article .tag[data-kind="${kind}"]`))
                    found.set(piece.dataset.tag, (found.get(piece.dataset.tag) ?? "") + piece.textContent)
                return [...found.values()]
            }""",
            kind,
        )

    def ends(self, quote: str) -> tuple[dict[str, float], dict[str, float]]:
        """Where on the screen a quote begins and ends."""
        return self.page.evaluate(
            """quote => {
                const text = document.querySelector("[data-article-text]")
                const at = text.textContent.indexOf(quote)
                const place = (offset) => {
                    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
                    let node
                    while ((node = walker.nextNode()) && offset >= node.length) offset -= node.length
                    return [node, offset]
                }
                const box = (offset) => {
                    const range = document.createRange()
                    const [node, at] = place(offset)
                    range.setStart(node, at)
                    range.setEnd(node, at + 1)
                    return range.getBoundingClientRect()
                }
                const first = box(at)
                const last = box(at + quote.length - 1)
                return [
                    { x: first.left, y: first.top + first.height / 2 },
                    { x: last.right, y: last.top + last.height / 2 },
                ]
            }""",
            quote,
        )
