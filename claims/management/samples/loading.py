"""Loads the sample content through the same actions that people use."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction

from claims.choices import Role
from claims.importing.starting import Upload, start_import
from claims.management.samples.content import Samples
from claims.management.samples.tags import Tagger
from claims.management.samples.team import make_people, make_project, make_sources
from claims.models import Article, ImportItem, ImportJob, Project, User, Verdict
from claims.tasks import take_turn


def load_samples(folder: Path, password: str) -> Project | None:
    """Load the samples as a whole, with `password` for each new person; None when they are there."""
    samples = Samples(folder)
    addresses = [person["email"] for person in samples.people if person["role"] == Role.MANAGER]
    if Project.objects.filter(created_by__email__in=addresses, name=samples.project["name"]).exists():
        return None
    with transaction.atomic():
        people = make_people(samples, password)
        project = make_project(samples, people)
        manager = project.created_by
        articles = _articles(samples, project, manager)
        tagger = Tagger(
            manager,
            people,
            make_sources(samples, project, manager),
            {verdict.key: verdict for verdict in Verdict.objects.filter(project=project)},
        )
        for stem, claims, figures in samples.tags():
            tagger.tag(articles[stem], claims, figures)
    return project


def _articles(samples: Samples, project: Project, manager: User) -> dict[str, Article]:
    """The articles by the names of their files; the pages wait for somebody to cut them."""
    job = _import(project, manager, samples.articles(), "Sample articles", cut=False)
    _import(project, manager, samples.pages(), "A page to cut")
    by_item = {article.origin_item_id: article for article in Article.objects.filter(project=project)}
    found = {}
    for item in ImportItem.objects.filter(job=job):
        if item.pk not in by_item:
            message = f"{item.name}: {item.failure or item.get_state_display()}"
            raise ValueError(message)
        found[Path(item.name).stem] = by_item[item.pk]
    return found


def _import(project: Project, manager: User, paths: list[Path], label: str, **options: bool) -> ImportJob:
    uploads = [Upload(ContentFile(path.read_bytes()), path.name, {}) for path in paths]
    job = start_import(manager, project=project, uploads=uploads, label=label, options=options)
    while take_turn(job):
        pass
    return job
