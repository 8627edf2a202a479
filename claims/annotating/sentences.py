"""Mending sentences by hand. No tag depends on them, so none moves."""

from uuid import UUID

from django.db.models import F
from django.db.models.functions import Substr

from claims.models import ArticleRevision, Sentence, User
from claims.permissions import require
from claims.refusals import Invalid, Missing
from claims.workflow import decision


def split_sentence(user: User, *, revision_id: UUID, ordinal: int, at: int) -> None:
    """Split the sentence at the code point offset `at` of the text, white space falling between."""
    with decision(user, "sentence split"):
        revision, sentence = _locked(user, revision_id, ordinal)
        text = _text(revision, sentence.start, sentence.end)
        head, tail = text[: at - sentence.start].rstrip(), text[max(at - sentence.start, 0) :].lstrip()
        if not head or not tail or not sentence.start < at < sentence.end:
            raise Invalid({"at": ["Split inside the sentence, with text on both sides."]})
        Sentence.objects.filter(revision=revision, ordinal__gt=ordinal).update(ordinal=F("ordinal") + 1)
        Sentence.objects.create(
            revision=revision,
            ordinal=ordinal + 1,
            start=sentence.end - len(tail),
            end=sentence.end,
            kind=sentence.kind,
        )
        sentence.end = sentence.start + len(head)
        sentence.save(update_fields=["end"])


def join_sentences(user: User, *, revision_id: UUID, ordinal: int) -> None:
    """Join the sentence `ordinal` with the one after it."""
    with decision(user, "sentences joined"):
        revision, sentence = _locked(user, revision_id, ordinal)
        following = Sentence.objects.filter(revision=revision, ordinal=ordinal + 1).first()
        if following is None:
            raise Invalid({"ordinal": ["There is no sentence after this one to join with."]})
        sentence.end = following.end
        following.delete()
        sentence.save(update_fields=["end"])
        Sentence.objects.filter(revision=revision, ordinal__gt=ordinal).update(ordinal=F("ordinal") - 1)


def _locked(user: User, revision_id: UUID, ordinal: int) -> tuple[ArticleRevision, Sentence]:
    rows = ArticleRevision.objects.visible_to(user).defer("text", "search")
    revision = rows.select_for_update(of=("self",)).filter(pk=revision_id).first()
    if revision is None:
        raise Missing
    require(user, "sentence.change", revision)
    sentence = Sentence.objects.filter(revision=revision, ordinal=ordinal).first()
    if sentence is None:
        raise Missing
    return revision, sentence


def _text(revision: ArticleRevision, start: int, end: int) -> str:
    row = ArticleRevision.objects.filter(pk=revision.pk)
    return str(row.values_list(Substr("text", start + 1, end - start), flat=True).get())
