"""How fast the workspace opens and answers a key on a long article: 1 MB, 10,000 sentences, 2,000 tags.

Run it with `python -m tests.benchmarks.workspace`. Opening is from the navigation's start to the moment the
page answers keys; a key is from its event to the next frame that shows its effect.
"""

import statistics
import subprocess
import sys
from typing import Any

from tests.benchmarks.setting import finish, setting
from tests.servers import PROJECT

SENTENCES = 10_000
TAGS = 2_000
OPENINGS = 5
OPEN_BOUND = 2_000
KEY_BOUND = 50
SENTENCES_IN_TURN = (
    "In the {n}th week of the campaign the ministry counted {m} attacks along the northern border, it said. ",
    "The figure includes what was reported by the villages, and nobody else has confirmed it since then. ",
    "A spokesman for the local council said that people had begun to leave before the summer came again. ",
    "It isn't known how many of them have come back, or whether they were helped by anybody on the way. ",
)

TIME_A_KEY = """
key => new Promise(resolve => {
    const began = performance.now()
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
    requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => resolve(performance.now() - began)
        channel.port2.postMessage(null)
    })
})
"""


def main() -> None:
    """Print the table and the last line."""
    with setting() as stage:
        article, cookie = _prepare()
        _collect_static_files(stage.environment)
        with stage.web() as address:
            openings, keys = _measure(address, article, cookie)
    print(f"{'':32}{'median ms':>10}{'worst ms':>10}")
    print(f"{'open':32}{statistics.median(openings):10.0f}{max(openings):10.0f}")
    for name, times in keys.items():
        print(f"{name:32}{statistics.median(times):10.1f}{max(times):10.1f}")
    slowest = max(statistics.median(times) / KEY_BOUND for times in keys.values())
    share = max(statistics.median(openings) / OPEN_BOUND, slowest)
    finish("workspace", share, bound=1.0, at_most=True, unit="of the bound")


def _collect_static_files(environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)


def _measure(address: str, article: Any, cookie: Any) -> tuple[list[float], dict[str, list[float]]]:
    from playwright.sync_api import sync_playwright

    from tests.browser_setup import launch_options

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        page = context.new_page()
        openings = [_open(page, f"{address}/articles/{article.pk}/") for _ in range(OPENINGS)]
        keys = {
            f"key {name}": [page.evaluate(TIME_A_KEY, key) for _ in range(20)]
            for name, key in [("next sentence", "j"), ("next suggestion", "n"), ("next tag", "t")]
        }
        keys["key tag and delete a claim"] = [
            time
            for _ in range(10)
            for time in (
                page.evaluate(TIME_A_KEY, "Escape") and page.evaluate(TIME_A_KEY, "c"),
                page.evaluate(TIME_A_KEY, "Delete"),
            )
        ]
        browser.close()
    return openings, keys


def _open(page: Any, address: str) -> float:
    page.goto(address, wait_until="commit")
    page.wait_for_selector("[data-ready]", state="attached")
    return float(page.evaluate("performance.getEntriesByName('workspace-ready')[0].startTime"))


def _prepare() -> tuple[Any, Any]:
    from django.conf import settings
    from django.test import Client

    from claims.choices import Role
    from claims.models import Claim, Figure, Membership, Project, User
    from tests.browser.articles import suggested_article

    user = User.objects.create_user("annotator@example.org", name="Annotator")
    project = Project.objects.create(name="Desk", created_by=user)
    Membership.objects.create(project=project, user=user, role=Role.ANNOTATOR)
    sentences = [
        SENTENCES_IN_TURN[number % 4].format(n=number, m=number * 37 % 900) for number in range(SENTENCES)
    ]
    text = "".join(
        sentence + ("\n\n" if number % 5 == 4 else "") for number, sentence in enumerate(sentences)
    )
    article = suggested_article(project, text, title="A long article")
    common = {"project": project, "revision": article.current_revision, "annotator": user}
    units = list(article.current_revision.sentences.all()[: TAGS * 4 : 4])[: TAGS // 2]
    Claim.objects.bulk_create(
        Claim(start=one.start, end=one.end, quote=text[one.start : one.end], statement="-", **common)
        for one in units
    )
    Figure.objects.bulk_create(
        Figure(
            start=one.start + 7,
            end=one.start + 20,
            numeral_start=one.start + 7,
            numeral_end=one.start + 9,
            quote=text[one.start + 7 : one.start + 20],
            kind="count",
            value_low=number,
            value_high=number,
            **common,
        )
        for number, one in enumerate(units)
    )
    client = Client()
    client.force_login(user)
    suggestions = article.current_revision.suggestions.count()
    print(f"{len(text.encode()):,} bytes, {len(units) * 2:,} tags, {suggestions:,} suggestions")
    return article, client.cookies[settings.SESSION_COOKIE_NAME]


if __name__ == "__main__":
    main()
