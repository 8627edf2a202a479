"""What a person may do: one rule an action, denied by default, and each refusal says why.

`querysets.py` says which rows a person sees; here is what they may do to a row that they see. Actions
ask `require`, pages and the API ask `may` to show or hide. A program that uses an API token may do what
its owner may, within the token's scopes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from claims.choices import AssignmentState, Layer, Role, Scope, Status
from claims.models import Article, Assignment, Claim, Figure, Membership, Project
from claims.querysets import is_somebody
from claims.refusals import Forbidden, Missing

type_of_item = Claim | Figure


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """No, with the reason in words for the person who asked."""

    reason: str
    missing: bool = False

    def __bool__(self) -> Literal[False]:
        return False


Answer = Allowed | Denied
Rule = Callable[[Any, Any, Role], Answer]
YES = Allowed()


def may(user: Any, action: str, subject: Any, *, role: Role | None = None) -> Answer:
    """Whether `user` may do `action` ("claim.verify") to `subject`, a row or its project.

    `role` is the person's role there, where it was read together with the row.
    """
    scope, rule = RULES[action]
    if not is_somebody(user):
        return Denied("Sign in first.", missing=True)
    role = role or role_in(user, project_of(subject))
    if role is None:
        return Denied("You aren't a member of this project.", missing=True)
    scopes = getattr(user, "token_scopes", None)
    if scopes is not None and scope not in scopes:
        return Denied(f"This token lacks the scope “{scope}”.")
    return rule(user, subject, role)


def require(user: Any, action: str, subject: Any, *, role: Role | None = None) -> None:
    """Raise Missing or Forbidden unless `user` may do `action` to `subject`; see `may`."""
    _refuse(may(user, action, subject, role=role))


def may_make_project(user: Any) -> Answer:
    """Operators, and whoever manages a project already; not a token, which opens one project."""
    if not is_somebody(user):
        return Denied("Sign in first.", missing=True)
    if user.token_scopes is not None:
        return Denied("A token opens one project. Sign in to make another.")
    managed = Membership.objects.active().filter(user=user, role=Role.MANAGER)
    if user.is_staff or managed.exists():
        return YES
    return Denied("Only operators and managers make projects. Ask one of them.")


def require_new_project(user: Any) -> None:
    """Raise Missing or Forbidden unless `user` may make a project."""
    _refuse(may_make_project(user))


def role_in(user: Any, project: Project) -> Role | None:
    """The role of `user` in `project`, None for who isn't a member, or whose token opens another."""
    if getattr(user, "token_project_id", None) not in {None, project.pk}:
        return None
    memberships = Membership.objects.active().filter(project=project, user=user)
    found = memberships.values_list("role", flat=True).first()
    return Role(found) if found else None


def project_of(subject: Any) -> Project:
    """The project that a row belongs to."""
    if isinstance(subject, Project):
        return subject
    if hasattr(subject, "project"):
        return subject.project
    if hasattr(subject, "revision"):
        return subject.revision.project
    return project_of(subject.claim or subject.figure)


# --- Rules ---------------------------------------------------------------------------------------------


def member(user: Any, subject: Any, role: Role) -> Answer:
    """Every member."""
    return YES


def reviewer(user: Any, subject: Any, role: Role) -> Answer:
    """Reviewers and managers."""
    return YES if role in {Role.REVIEWER, Role.MANAGER} else Denied("Only reviewers and managers do this.")


def manager(user: Any, subject: Any, role: Role) -> Answer:
    """Managers."""
    return YES if role == Role.MANAGER else Denied("Only managers of the project do this.")


def annotate_article(user: Any, article: Article, role: Role) -> Answer:
    """Who has the article, or may still take it because it lacks annotators."""
    standing = Assignment.objects.standing().filter(article=article)
    own = standing.filter(annotator=user).first()
    if own is not None:
        if own.state == AssignmentState.SUBMITTED:
            return Denied("You have submitted this article. Take it back to go on tagging.")
        return YES
    if standing.count() >= article.project.annotators_per_article:
        return Denied("This article is given to others. Ask a manager to assign it to you.")
    return YES


def change_item(user: Any, item: type_of_item, role: Role) -> Answer:
    """Its annotator, while nobody reviews it; and the reviewer who has it."""
    if item.status == Status.IN_REVIEW:
        lease = getattr(item, "lease", None)
        if lease is not None and lease.holder_id == user.pk:
            return YES
        return Denied("A reviewer is working on it. Wait until it is decided or released.")
    if item.layer == Layer.ADJUDICATED:
        return reviewer(user, item, role)
    if item.annotator_id != user.pk:
        if item.status == Status.VERIFIED:
            return reviewer(user, item, role)
        return Denied("Only its annotator changes a tag. Take it for review to fix it, or leave a comment.")
    return YES


def delete_item(user: Any, item: type_of_item, role: Role) -> Answer:
    """Its annotator, while it is a draft or returned."""
    if item.annotator_id != user.pk:
        return Denied("Only its annotator deletes a tag.")
    if item.status not in {Status.DRAFT, Status.RETURNED}:
        return Denied("What is submitted isn't deleted. A reviewer can return or reject it.")
    return YES


def review_item(user: Any, item: type_of_item, role: Role) -> Answer:
    """A reviewer, but not on one's own work, nor on what one has disputed."""
    answer = reviewer(user, item, role)
    if not answer:
        return answer
    if item.layer == Layer.ANNOTATED and item.annotator_id == user.pk and not _is_anothers(user, item):
        return Denied("It is your own work; a second person reviews it.")
    if _disputed_by(user, item):
        return Denied("You disputed it; another reviewer decides.")
    return YES


def verify_item(user: Any, item: type_of_item, role: Role) -> Answer:
    """A reviewer who has made or changed nothing of it."""
    answer = review_item(user, item, role)
    if answer and _contributed(user, item):
        return Denied("You changed it, so another person verifies it.")
    return answer


def reopen_item(user: Any, item: type_of_item, role: Role) -> Answer:
    """Reviewers, managers and its annotator."""
    return YES if item.annotator_id == user.pk else reviewer(user, item, role)


def own_assignment(user: Any, assignment: Assignment, role: Role) -> Answer:
    """The annotator whose assignment it is."""
    return YES if assignment.annotator_id == user.pk else Denied("It is another annotator's assignment.")


def take_back_assignment(user: Any, assignment: Assignment, role: Role) -> Answer:
    """Managers take any assignment back."""
    return manager(user, assignment, role)


def own_row(user: Any, row: Any, role: Role) -> Answer:
    """Whoever wrote it."""
    author = getattr(row, "author_id", None) or getattr(row, "user_id", None)
    return YES if author == user.pk else Denied("Only its author does this.")


RULES: dict[str, tuple[Scope, Rule]] = {
    "project.view": (Scope.READ, member),
    "project.change": (Scope.MANAGE, manager),
    "history.view": (Scope.READ, manager),
    "membership.change": (Scope.MANAGE, manager),
    "article.import": (Scope.IMPORT, manager),
    "feed.change": (Scope.IMPORT, manager),
    "article.change": (Scope.MANAGE, manager),
    "article.annotate": (Scope.ANNOTATE, annotate_article),
    "article.take": (Scope.ANNOTATE, member),
    "assignment.create": (Scope.MANAGE, manager),
    "assignment.take_back": (Scope.MANAGE, take_back_assignment),
    "assignment.submit": (Scope.ANNOTATE, own_assignment),
    "sentence.change": (Scope.ANNOTATE, member),
    "suggestion.decide": (Scope.ANNOTATE, member),
    "source.create": (Scope.ANNOTATE, member),
    "source.change": (Scope.ANNOTATE, member),
    "item.change": (Scope.ANNOTATE, change_item),
    "item.delete": (Scope.ANNOTATE, delete_item),
    "item.review": (Scope.REVIEW, review_item),
    "item.verify": (Scope.REVIEW, verify_item),
    "item.reopen": (Scope.REVIEW, reopen_item),
    "item.comment": (Scope.ANNOTATE, member),
    "comment.change": (Scope.ANNOTATE, own_row),
    "queue.view": (Scope.REVIEW, reviewer),
    "export.read": (Scope.EXPORT, member),
    "export.whole": (Scope.EXPORT, manager),
    "webhook.change": (Scope.MANAGE, manager),
    "measure.view": (Scope.READ, reviewer),
    "family.decide": (Scope.REVIEW, reviewer),
    "token.create": (Scope.MANAGE, member),
    "token.change": (Scope.MANAGE, own_row),
}


def _refuse(answer: Answer) -> None:
    if isinstance(answer, Denied):
        raise Missing if answer.missing else Forbidden(answer.reason)


def _is_anothers(user: Any, item: type_of_item) -> bool:
    """Whether what is to be reviewed of one's own tag is another person's change, and not one's own."""
    contributors = item.contributions.values_list("user", flat=True)
    return bool(contributors) and user.pk not in contributors


def _contributed(user: Any, item: type_of_item) -> bool:
    return item.contributions.filter(user=user).exists()


def _disputed_by(user: Any, item: type_of_item) -> bool:
    if item.status not in {Status.DISPUTED, Status.IN_REVIEW}:
        return False
    latest = item.reviews.order_by("-created_at", "-id").first()
    return latest is not None and latest.decision == "disputed" and latest.reviewer_id == user.pk
