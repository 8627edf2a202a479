"""A team that moves in with its work: the export of a whole project, imported into another one."""

import hashlib
import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from claims.exporting.documents import documents
from claims.exporting.filters import Filters
from claims.exporting.stream import snapshot
from claims.importing.controlling import retry_failed
from claims.importing.starting import Upload, start_import
from claims.importing.turns import LEASE, claim_batch
from claims.models import (
    Article,
    ArticleRevision,
    Claim,
    ClaimFamily,
    Contribution,
    Cut,
    Evidence,
    Figure,
    ImportItem,
    Membership,
    Project,
    Sentence,
    Source,
    Verdict,
)
from claims.tasks import bring_through, take_turn
from tests.importing.conftest import work
from tests.importing.moved_work import ODD, URL, content, make_work

# Exports read on a connection of their own.
pytestmark = pytest.mark.django_db(transaction=True)


class WorkerEnded(Exception):
    """The worker ends here."""


def end_worker() -> None:
    raise WorkerEnded


@pytest.fixture
def new_desk(cast):
    """An empty project with the same scale, and the outsider and the second reviewer as its people."""
    project = Project.objects.create(name="New desk", created_by=cast.outsider)
    for verdict in Verdict.objects.filter(project=cast.project):
        verdict.pk, verdict.project = None, project
        verdict._state.adding = True
        verdict.id = Verdict().id
        verdict.save()
    Membership.objects.create(project=project, user=cast.outsider, role="manager")
    Membership.objects.create(project=project, user=cast.second_reviewer, role="reviewer")
    return project


def exported(user, project, wanted="project") -> bytes:
    (document, *_) = documents(user, project=project, wanted=wanted, filters=Filters())
    with snapshot() as source:
        return b"".join(document.lines(source))


def lines(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.splitlines()[:-1]]


def move(user, project, data: bytes, name="project.jsonl"):
    job = start_import(user, project=project, uploads=[Upload(ContentFile(data), name, {})])
    work()
    return job


def rows() -> dict:
    models = (Article, ArticleRevision, Claim, Contribution, Cut, Evidence, Figure, Sentence, Source)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def with_trailer(kept: list[bytes]) -> bytes:
    whole = b"".join(kept)
    trailer = {"end_of_export": True, "count": len(kept), "sha256": hashlib.sha256(whole).hexdigest()}
    return whole + json.dumps(trailer).encode() + b"\n"


def test_c66_export_import_export_is_equal_in_content(cast, imported, new_desk):
    make_work(cast, imported)
    first = exported(cast.manager, cast.project)
    job = move(cast.outsider, new_desk, first)
    assert {item.state for item in ImportItem.objects.filter(job=job)} == {"made"}
    second = exported(cast.outsider, new_desk)
    assert content(lines(second)) == content(lines(first))
    told = content(lines(first))
    assert all(json.dumps(odd, ensure_ascii=False)[1:-1] in told for odd in ODD)
    assert [line["line"] for line in lines(first)].count("page") == 1
    assert '"1234.5000000001"' in told


def test_c66_people_and_decisions_come_back_as_foreign_attributions(cast, imported, new_desk, client):
    make_work(cast, imported)
    before = lines(exported(cast.manager, cast.project))
    move(cast.outsider, new_desk, exported(cast.manager, cast.project))
    claims = Claim.objects.filter(project=new_desk)
    assert set(claims.values_list("status", "verified_by")) == {("submitted", None)}
    assert set(claims.values_list("annotator", flat=True)) == {cast.outsider.pk}
    assert {row.user_id for row in Contribution.objects.filter(claim__project=new_desk)} == {cast.outsider.pk}
    told = {claim["id"]: claim for line in before for claim in line.get("claims", [])}
    for claim in claims.filter(foreign_attribution__id__in=list(told)):
        said, was = claim.foreign_attribution, told[claim.foreign_attribution["id"]]
        for name in ("status", "annotator", "verified_by", "verdict", "confidence", "verified_at", "reviews"):
            assert said[name] == was[name]
        assert said["project"] == {"id": str(cast.project.pk), "name": "Desk"}
    verified = claims.get(foreign_attribution__status="verified", statement="Another's view.")
    assert verified.foreign_attribution["annotator"]["name"] == "Second annotator"
    assert verified.foreign_attribution["reviews"][0]["comment"] == "+1"
    client.force_login(cast.second_reviewer)
    shown = client.get(f"/claims/{verified.pk}").content.decode()
    assert "Tagged by Second annotator in “Desk”; verdict refuted; verified by Reviewer" in shown


def test_c66_once_verified_by_its_own_people_the_verified_export_is_equal_too(cast, imported, new_desk):
    from claims.ledger.families import decide_member
    from claims.reviewing.decisions import verify_item

    make_work(cast, imported)
    verified = [exported(cast.manager, cast.project, wanted) for wanted in ("jsonl", "csv")]
    move(cast.outsider, new_desk, exported(cast.manager, cast.project))
    for model in (Claim, Figure):
        moved = model.objects.filter(project=new_desk, foreign_attribution__status="verified")
        for item in moved.order_by("foreign_attribution__verified_at"):
            verify_item(cast.second_reviewer, model, pk=item.pk, version=None, confidence=50)
    for claim in Claim.objects.filter(project=new_desk, family__isnull=False):
        decide_member(cast.second_reviewer, pk=claim.pk, version=None, state="confirmed")
    again = exported(cast.outsider, new_desk, "jsonl")
    assert _verified_content(again) == _verified_content(verified[0])
    assert len(exported(cast.outsider, new_desk, "csv").splitlines()) == len(verified[1].splitlines())


def _verified_content(data: bytes) -> str:
    """Claims as they stand, their rows named by what they hold."""
    read = lines(data)
    names: dict[str, str] = {}
    for claim in read:
        names[claim["article"]["revision"]] = "revision " + claim["article"]["text_hash"]
        for evidence in claim["evidence"] + [one for fig in claim["figures"] for one in fig["evidence"]]:
            names[evidence["source"]["id"]] = "source " + evidence["source"]["title"]
    text = content(read)
    for pk, name in names.items():
        text = text.replace(pk, name)
    return text


def test_c17_what_is_cut_between_its_parts_goes_on_where_it_was(cast, imported, new_desk, monkeypatch):
    make_work(cast, imported)
    first = exported(cast.manager, cast.project)
    monkeypatch.setattr("claims.importing.moving.lines.MOST_LINES", 1)
    uploads = [Upload(ContentFile(first), "project.jsonl", {})]
    job = start_import(cast.outsider, project=new_desk, uploads=uploads)
    with pytest.raises(WorkerEnded):
        bring_through(claim_batch(job), on_part=end_worker)
    assert ImportItem.objects.filter(job=job, state="pending").count() == 1
    sources = set(Source.objects.filter(project=new_desk).values_list("pk", flat=True))
    assert sources
    ImportItem.objects.filter(job=job, state="running").update(leased_until=timezone.now() - LEASE)
    work()
    assert content(lines(exported(cast.outsider, new_desk))) == content(lines(first))
    assert set(Source.objects.filter(project=new_desk).values_list("pk", flat=True)) == sources


def test_imported_again_it_changes_nothing(cast, imported, new_desk):
    make_work(cast, imported)
    data = exported(cast.manager, cast.project)
    move(cast.outsider, new_desk, data)
    gone = Claim.objects.filter(project=new_desk, foreign_attribution__status="draft").first()
    Evidence.objects.filter(claim=gone).delete()
    gone.delete()
    before = rows()
    again = move(cast.outsider, new_desk, data)
    assert {item.state for item in ImportItem.objects.filter(job=again)} <= {"duplicate"}
    assert rows() == before


def test_into_its_own_project_it_changes_nothing(cast, imported):
    make_work(cast, imported)
    before = rows()
    move(cast.manager, cast.project, exported(cast.manager, cast.project))
    assert rows() == before


def test_c63_a_cut_or_changed_or_newer_file_is_refused_as_a_whole(cast, imported, new_desk):
    make_work(cast, imported)
    data = exported(cast.manager, cast.project)
    kept = data.splitlines(keepends=True)
    newer = [kept[0].replace(b'"schema_version":"1"', b'"schema_version":"2"'), *kept[1:-1]]
    cases = {
        "cut_off": [data[: len(data) // 2], b"".join(kept[:-1]), b"".join(kept[:1])],
        "changed": [data.replace(b"refuted", b"support"), data + b"\n", b"".join([kept[0], *kept[2:]])],
        "newer_version": [with_trailer(newer), b"".join(newer)],
        "verified_export": [exported(cast.manager, cast.project, "jsonl")],
        "empty": [with_trailer(kept[:2])],
    }
    for code, files in cases.items():
        for file in files:
            job = move(cast.outsider, new_desk, file)
            item = ImportItem.objects.get(job=job)
            assert (item.state, item.failure_code) == ("failed", code), item.failure
    assert not Article.objects.filter(project=new_desk).exists()
    assert not Source.objects.filter(project=new_desk).exists()


HOSTILE = {
    "Sentence": lambda article: article["revisions"][0]["sentences"][0].update(end=10**6),
    "quote_matches_text": lambda article: article["claims"][0].update(start=1, end=4),
    "isn't valid": lambda article: article["claims"][0].update(confidence=101),
    "start isn't valid": lambda article: article["claims"][0].update(start=-1),
    "NUL": lambda article: article["claims"][0].update(rationale="a\x00b"),
    "surrogate": lambda article: article["claims"][0].update(statement="\ud800"),
    "hash": lambda article: article["revisions"][0].update(text="Another text."),
    "names what isn't there": lambda article: article["claims"][0]["evidence"][0].update(source="x"),
    "evidence : stance": lambda article: article["claims"][0]["evidence"][0].update(stance="hates", id=""),
    "claim_date_in_order": lambda article: article["claims"][0].update(claim_date_to="2001-01-01"),
    "Two claims": lambda article: article["claims"].append(article["claims"][0]),
    "isn't complete": lambda article: article["claims"][0].update(annotator=7),
    "revisions": lambda article: article.pop("revisions"),
}


def test_what_isnt_fit_fails_with_its_reason_and_the_rest_comes(cast, imported, new_desk):
    make_work(cast, imported)
    kept = exported(cast.manager, cast.project).splitlines(keepends=True)[:-1]
    number = next(n for n, line in enumerate(kept) if b'"line":"article"' in line and b'"refuted"' in line)
    for message, spoil in HOSTILE.items():
        article = json.loads(kept[number])
        spoil(article)
        spoilt = [*kept[:number], json.dumps(article).encode() + b"\n", *kept[number + 1 :]]
        job = move(cast.outsider, new_desk, with_trailer(spoilt))
        failures = [item.failure for item in ImportItem.objects.filter(job=job, state="failed")]
        assert len(failures) == 1, (message, failures)
        assert message in failures[0]
        assert not Article.objects.filter(project=new_desk, url=article["url"]).exists()
        assert not ArticleRevision.objects.filter(project=new_desk, article__url=article["url"]).exists()
    assert Claim.objects.filter(project=new_desk).count() == 2


def test_a_verdict_that_the_scale_lacks_is_kept_as_said_elsewhere(cast, imported, new_desk, client):
    from claims.importing.outcomes import outcome_of

    make_work(cast, imported)
    Verdict.objects.filter(project=new_desk, key="refuted").delete()
    job = move(cast.outsider, new_desk, exported(cast.manager, cast.project))
    said = [outcome_of(item) for item in ImportItem.objects.filter(job=job)]
    assert any("on this project's scale" in one for one in said)
    claims = Claim.objects.filter(project=new_desk)
    assert set(claims.values_list("verdict", "foreign_attribution__verdict")) == {(None, "refuted")}


def test_only_managers_export_all_and_never_filtered(cast, api):
    path = f"/api/v1/projects/{cast.project.pk}/exports"
    assert api(cast.reviewer, "post", path, {"format": "project"}).status_code == 403
    refused = api(cast.manager, "post", path, {"format": "project", "filters": {"q": "a"}})
    assert (refused.status_code, refused.json()["code"]) == (400, "not_filtered")
    assert api(cast.manager, "post", path, {"format": "project"}).status_code == 202


def test_over_the_commands_and_rest_and_the_page(cast, imported, new_desk, api, client, tmp_path: Path):
    make_work(cast, imported)
    folder = tmp_path / "moved"
    call_command(
        "export", str(cast.project.pk), user=cast.manager.email, into=folder, format="project", verbosity=0
    )
    manifest = json.loads((folder / "manifest.json").read_text())
    data = (folder / "project.jsonl").read_bytes()
    assert (manifest["format"], manifest["files"][0]["rows"]) == ("project", len(lines(data)))
    call_command(
        "import", str(folder / "project.jsonl"), user=cast.outsider.email, project="New desk", here=True
    )
    moved = Article.objects.filter(project=new_desk).count()
    assert moved == Article.objects.filter(project=cast.project).count() > 2
    client.force_login(cast.outsider)
    path = reverse("import_list", args=[new_desk.pk])
    before = rows()
    answer = client.post(path, {"files": ContentFile(data, "project.jsonl"), "cut": "yes"})
    assert answer.status_code == 302, answer.content[:500]
    work()
    assert rows() == before


def test_an_article_that_is_here_already_gets_the_work_and_the_later_text(cast, imported, new_desk):
    make_work(cast, imported)
    first = ArticleRevision.objects.get(article__url=URL, number=1)
    move(cast.outsider, new_desk, first.text.encode(), "here already.txt")
    here = Article.objects.get(project=new_desk)
    move(cast.outsider, new_desk, exported(cast.manager, cast.project))
    assert here.revisions.exclude(segmented_by="").exclude(suggested_by="").count() == 2
    here.refresh_from_db()
    assert (here.title, here.current_revision.number) == ("=SUM(A1) isn't a headline 👩‍👩‍👧", 1)
    assert Claim.objects.filter(revision__article=here).count() == 5


def test_a_row_that_is_gone_by_the_time_fails_its_own_article_alone(cast, imported, new_desk):
    make_work(cast, imported)
    data = exported(cast.manager, cast.project)
    job = start_import(
        new_desk.created_by, project=new_desk, uploads=[Upload(ContentFile(data), "p.jsonl", {})]
    )
    assert take_turn(job)  # the file is expanded; its families are here
    ClaimFamily.objects.filter(project=new_desk).delete()
    work()
    failed = ImportItem.objects.get(job=job, state="failed")
    assert "family_id" in failed.failure
    assert ImportItem.objects.filter(job=job, state="made").count() == 2
    assert not Article.objects.filter(origin_item=failed).exists()
    assert not ArticleRevision.objects.filter(project=new_desk, text__contains="1,234.50 euros").exists()
    retry_failed(new_desk.created_by, pk=job.pk, version=None)
    work()
    failed.refresh_from_db()
    assert (failed.state, failed.articles.count()) == ("failed", 0)
