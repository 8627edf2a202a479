"""Who works on which article: given out, taken, balanced, taken back."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from claims.choices import AssignmentState, Role
from claims.models import Article, Assignment, Membership, Project, User
from claims.permissions import require
from claims.refusals import Invalid, Missing
from claims.workflow import decision, locked, save_version

STANDING = ~Q(assignments__state=AssignmentState.TAKEN_BACK)


def next_article(user: User, *, project: Project) -> Article | None:
    """The article that `user` works on next: one that they began, else one that lacks annotators.

    Two people who ask at once never get a place that only one of them can have: the article is locked
    while it is given out, and what another is being given is passed over.
    """
    with decision(user, "next article"):
        require(user, "article.take", project)
        own = Assignment.objects.filter(
            project=project, annotator=user, state=AssignmentState.OPEN
        ).select_related("article")
        begun = own.order_by("created_at").first()
        if begun is not None:
            return begun.article
        wanting = wanting_annotators(project).exclude(assignments__annotator=user).values("pk")
        article = (
            Article.objects.filter(pk__in=wanting)
            .order_by("created_at", "pk")
            .select_for_update(skip_locked=True, of=("self",))
            .first()
        )
        if article is None:
            return None
        if _standing(article).count() >= project.annotators_per_article:
            return None
        begin_assignment(user, article)
        return article


def begin_assignment(user: User, article: Article) -> Assignment:
    """The assignment of `article` to `user`, made if it is missing. Call it inside a decision.

    Raises Missing, and Forbidden where one has submitted the article or others have it.
    """
    own = _standing(article).filter(annotator=user)
    assignment = own.first()
    if assignment is not None and assignment.state == AssignmentState.OPEN:
        require(user, "article.take", article)
        return assignment
    # The lock keeps two annotators from taking the last place at once, and one from taking it twice.
    _lock(article)
    require(user, "article.annotate", article)
    return own.first() or Assignment.objects.create(
        project_id=article.project_id, article=article, annotator=user, assigned_by=user
    )


def require_open(user: User, article: Article) -> None:
    """Raise unless `user` works on `article`, or may begin to, which it then does; see `begin_assignment`."""
    # Read with the article by `article_to_tag`; one that came another way is asked for here.
    role, state = getattr(article, "own_role", None), getattr(article, "own_state", None)
    if role and state == AssignmentState.OPEN:
        require(user, "article.take", article, role=Role(role))
    else:
        begin_assignment(user, article)


def assign_article(user: User, *, article: Article, annotator: User) -> Assignment:
    """Give `article` to `annotator`, who may be one more than the project's number.

    Raises Forbidden unless `user` manages the project, Invalid when `annotator` isn't a member.
    """
    with decision(user, "assigned"):
        require(user, "assignment.create", article)
        members = Membership.objects.active().filter(project_id=article.project_id, user=annotator)
        if not members.exists():
            raise Invalid({"annotator": ["Unknown."]}, code="unknown_reference")
        _lock(article)
        standing = _standing(article).filter(annotator=annotator).first()
        if standing is not None:
            return standing
        return Assignment.objects.create(
            project_id=article.project_id, article=article, annotator=annotator, assigned_by=user
        )


def take_back(user: User, *, pk: UUID, version: int | None) -> Assignment:
    """Take an assignment back; what was tagged stays its annotator's."""
    with decision(user, "taken back"):
        assignment = locked(Assignment.objects.visible_to(user), pk, version)
        require(user, "assignment.take_back", assignment)
        assignment.state = AssignmentState.TAKEN_BACK
        save_version(assignment, ["state"])
        return assignment


def balance(user: User, *, project: Project, annotators: list[User], limit: int) -> list[Assignment]:
    """Give up to `limit` articles that lack annotators to `annotators`, the least loaded first."""
    with decision(user, "balanced"):
        require(user, "assignment.create", project)
        members = set(
            Membership.objects.active()
            .filter(project=project, user__in=annotators)
            .values_list("user_id", flat=True)
        )
        if missing := [str(person.pk) for person in annotators if person.pk not in members]:
            raise Invalid({"annotators": [f"Unknown: {', '.join(missing)}."]}, code="unknown_reference")
        load = dict.fromkeys((person.pk for person in annotators), 0) | dict(
            Assignment.objects.filter(project=project, annotator__in=annotators, state=AssignmentState.OPEN)
            .values_list("annotator")
            .annotate(Count("pk"))
        )
        wanting = wanting_annotators(project).order_by("created_at", "pk")[:limit]
        made = []
        for article in wanting:
            taken = set(_standing(article).values_list("annotator_id", flat=True))
            free = sorted((count, str(pk), pk) for pk, count in load.items() if pk not in taken)
            if not free:
                continue
            pk = free[0][2]
            load[pk] += 1
            made.append(
                Assignment.objects.create(project=project, article=article, annotator_id=pk, assigned_by=user)
            )
        return made


def wanting_annotators(project: Project) -> QuerySet[Article]:
    """The articles of `project` that fewer people work on than the project asks for."""
    return (
        Article.objects.filter(project=project, current_revision__isnull=False)
        .annotate(annotators=Count("assignments", filter=STANDING))
        .filter(annotators__lt=project.annotators_per_article)
    )


def visible_article(user: User, pk: UUID) -> Article:
    """The article `pk` with its project; raises Missing."""
    rows = Article.objects.visible_to(user).select_related("project").defer("project__guidelines")
    article = rows.filter(pk=pk).first()
    if article is None:
        raise Missing
    return article


def _lock(article: Article) -> None:
    """Keep an article from being given out or cut by another until the decision ends; raises Missing."""
    if not Article.objects.select_for_update().filter(pk=article.pk).values_list("pk").exists():
        raise Missing


def article_to_tag(user: User, pk: UUID) -> Article:
    """The article `pk` with what `require_open` asks of it, read at once; raises Missing."""
    article = next(iter(Article.objects.to_tag(user).filter(pk=pk)), None)
    if article is None:
        raise Missing
    return article


def _standing(article: Article):  # type: ignore[no-untyped-def]
    return Assignment.objects.standing().filter(article=article)
