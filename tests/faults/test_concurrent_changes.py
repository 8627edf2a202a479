"""Many people change a few claims at once, with lost answers and retries: nothing acknowledged is lost."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from claims.annotating.claims import create_claim
from claims.models import Claim, Comment, Event
from tests.tagged import submit, tag_claim

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 8
CHANGES = 8
SEED = 36


def test_c36_every_acknowledged_change_is_there_once(cast):
    print(f"seed {SEED}")
    claims = [
        create_claim(cast.annotator, article=cast.article, fields=cast.span(quote))[0]
        for quote in ("50,000 troops", "About 589 Belgian fighters")
    ]
    with ThreadPoolExecutor(CLIENTS) as pool:
        done = list(pool.map(lambda n: appends(cast, claims, n), range(CLIENTS)))
    acknowledged = [word for words in done for word in words]
    assert len(acknowledged) == CLIENTS * CHANGES
    for claim in claims:
        claim.refresh_from_db()
    kept = " ".join(claim.rationale for claim in claims).split()
    assert sorted(kept) == sorted(acknowledged)
    changes = Event.objects.filter(noun="claim", operation="update", row__in=[str(c.pk) for c in claims])
    assert changes.count() == len(acknowledged)


def appends(cast, claims: list[Claim], number: int) -> list[str]:
    """Appends words to the rationale of claims, reading again after each 412; the answers that came."""
    chance = random.Random(SEED + number)
    client = Client()
    client.force_login(cast.annotator)
    words = []
    try:
        for step in range(CHANGES):
            word = f"w{number}.{step}"
            path = f"/api/v1/claims/{chance.choice(claims).pk}"
            while not _appended(client, path, word, lost=chance.random() < 0.3):
                pass
            words.append(word)
    finally:
        connections.close_all()
    return words


def _appended(client: Client, path: str, word: str, *, lost: bool) -> bool:
    read = client.get(path)
    rationale = f"{read.json()['rationale']} {word}".strip()
    etag = {"if-match": read["ETag"]}
    for _ in range(2 if lost else 1):  # a lost answer: the client sends the very same request again
        answer = client.patch(
            path, json.dumps({"rationale": rationale}), content_type="application/json", headers=etag
        )
    if lost and answer.status_code == 412:
        return word in client.get(path).json()["rationale"].split()
    assert answer.status_code in {200, 412}, answer.content
    return answer.status_code == 200


def test_c36_comments_sent_again_with_their_key_are_there_once(cast):
    claim, _ = create_claim(cast.annotator, article=cast.article, fields=cast.span("50,000 troops"))

    def comment(number: int) -> list[int]:
        client = Client()
        client.force_login(cast.annotator)
        try:
            return [
                client.post(
                    f"/api/v1/claims/{claim.pk}/comments",
                    json.dumps({"text": f"comment {number}"}),
                    content_type="application/json",
                    headers={"idempotency-key": keys[number]},
                ).status_code
                for _ in range(3)
            ]
        finally:
            connections.close_all()

    keys = [str(uuid4()) for _ in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = [status for statuses in pool.map(comment, range(CLIENTS)) for status in statuses]
    assert set(answers) == {201}
    assert Comment.objects.filter(claim=claim).count() == CLIENTS


def test_c36_a_batch_sent_several_times_at_once_with_its_key_decides_once(cast):
    claims = [tag_claim(cast, cast.annotator, quote) for quote in ("50,000 troops", "over $1 billion")]
    submit(cast.annotator, *claims)
    items = [{"noun": "claim", "id": str(claim.pk), "version": claim.version} for claim in claims]
    body = json.dumps({"decision": "return", "comment": "Which border?", "items": items})

    def decide(_number: int) -> str:
        client = Client()
        client.force_login(cast.reviewer)
        try:
            answer = client.post(
                f"/api/v1/projects/{cast.project.pk}/queue/decide",
                body,
                content_type="application/json",
                headers={"idempotency-key": "night-1"},
            )
            return json.dumps(answer.json(), sort_keys=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = set(pool.map(decide, range(CLIENTS)))
    assert len(answers) == 1, answers
    (answer,) = answers
    assert [one["decided"] for one in json.loads(answer)["results"]] == [True, True]
    assert [claim.reviews.count() for claim in claims] == [1, 1]
