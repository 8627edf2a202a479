"""The addresses of the pages."""

from django.urls import URLPattern, path

from claims.pages import (
    adjudication,
    agreement,
    articles,
    columns,
    concerns,
    cuts,
    decision,
    desk,
    docs,
    exports,
    families,
    feeds,
    home,
    imports,
    item,
    learning,
    ledger,
    new_project,
    originals,
    queue,
    revisions,
    settings,
    tokens,
    webhooks,
)
from claims.pages.workspace import workspace


def item_pages(noun: str) -> list[URLPattern]:
    """What claims and figures have alike."""
    one = f"{noun}s/<uuid:pk>"
    named = {"noun": noun}
    return [
        path(one, item.item_page, named, name=f"{noun}_page"),
        path(f"{one}/comments", item.comment, named, name=f"{noun}_comment"),
        path(f"{one}/comments/<uuid:comment_id>/settle", item.settle, named, name=f"{noun}_settle"),
        path(f"{one}/review", decision.decide, named, name=f"{noun}_decision"),
        path(f"{one}/review/take", decision.take, named, name=f"{noun}_take"),
        path(f"{one}/review/release", decision.release, named, name=f"{noun}_release"),
        path(f"{one}/recheck", item.recheck, named, name=f"{noun}_recheck"),
        path(f"{one}/reopen", decision.reopen, named, name=f"{noun}_reopen"),
    ]


urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("concerns", concerns.concerns, name="concerns"),
    path("projects/new", new_project.new_project, name="new_project"),
    path("projects/<uuid:project_id>/articles", articles.article_list, name="article_list"),
    path("projects/<uuid:project_id>/articles/next", articles.take_next_article, name="next_article"),
    path("projects/<uuid:project_id>/assignments", articles.balance_assignments, name="balance"),
    path("articles/<uuid:article_id>/", workspace, name="workspace"),
    path("articles/<uuid:article_id>/cuts", cuts.article_cuts, name="article_cuts"),
    path("articles/<uuid:article_id>/assignments", articles.assign, name="assign"),
    path("assignments/<uuid:assignment_id>/take-back", articles.take_assignment_back, name="take_back"),
    path("projects/<uuid:project_id>/review", queue.queue, name="review_queue"),
    path("projects/<uuid:project_id>/review/next", queue.take, name="review_next"),
    path("projects/<uuid:project_id>/review/decide", queue.decide_chosen, name="review_decide"),
    path("projects/<uuid:project_id>/review/release", queue.release_all, name="review_release"),
    path("projects/<uuid:project_id>/desk", desk.desk, name="desk"),
    path("projects/<uuid:project_id>/desk/<slug:key>.<slug:theme>.svg", desk.desk_plot, name="desk_plot"),
    path("projects/<uuid:project_id>/desk/<slug:key>.csv", desk.desk_csv, name="desk_csv"),
    path("articles/<uuid:article_id>/revisions", revisions.article_revisions, name="article_revisions"),
    path("articles/<uuid:article_id>/revisions/<str:noun>/<uuid:pk>", revisions.carry, name="carry_tag"),
    path("projects/<uuid:project_id>/ledger", ledger.ledger, name="ledger"),
    path("projects/<uuid:project_id>/families", families.family_list, name="families"),
    path("projects/<uuid:project_id>/families/propose", families.propose, name="propose_families"),
    path("claims/<uuid:pk>/family/verdict", families.propose_own_verdict, name="propose_verdict"),
    path("claims/<uuid:pk>/family", families.decide, name="decide_family"),
    path("projects/<uuid:project_id>/agreement", agreement.agreement_page, name="agreement"),
    path("projects/<uuid:project_id>/agreement/items", agreement.agreement_items, name="agreement_items"),
    path(
        "projects/<uuid:project_id>/agreement/<slug:key>.<slug:theme>.svg",
        agreement.agreement_plot,
        name="agreement_plot",
    ),
    path(
        "projects/<uuid:project_id>/agreement/<slug:key>.csv", agreement.agreement_csv, name="agreement_csv"
    ),
    path("articles/<uuid:article_id>/review", queue.take_whole_article, name="review_article"),
    path("projects/<uuid:project_id>/settings", settings.project_settings, name="project_settings"),
    path("projects/<uuid:project_id>/members", settings.members, name="members"),
    path("projects/<uuid:project_id>/members/add", settings.add, name="add_member"),
    path("memberships/<uuid:membership_id>", settings.change_member, name="change_member"),
    path("projects/<uuid:project_id>/verdicts", settings.scale, name="add_verdict"),
    path("verdicts/<uuid:verdict_id>", settings.change_scale, name="change_verdict"),
    path("articles/<uuid:article_id>/adjudication", adjudication.adjudication, name="adjudication"),
    path("articles/<uuid:article_id>/adjudication/merge", adjudication.merge, name="adjudication_merge"),
    path("articles/<uuid:article_id>/adjudication/settle", adjudication.settle, name="adjudication_settle"),
    *item_pages("claim"),
    *item_pages("figure"),
    path("projects/<uuid:project_id>/feeds", feeds.feed_list, name="feed_list"),
    path("projects/<uuid:project_id>/feeds/progress", feeds.feed_progress, name="feed_progress"),
    *(
        path(f"feeds/<uuid:pk>/{action}", feeds.change_feed, {"action": action}, name=f"feed_{action}")
        for action in feeds.ACTIONS
    ),
    path("import-items/<uuid:pk>/columns", columns.import_columns, name="import_columns"),
    path("import-items/<uuid:pk>/cuts", cuts.import_cuts, name="import_cuts"),
    path("imports/<uuid:pk>", imports.import_detail, name="import_detail"),
    *(
        path(
            f"imports/<uuid:pk>/{action}", imports.change_import, {"action": action}, name=f"import_{action}"
        )
        for action in imports.ACTIONS
    ),
    path("imports/<uuid:pk>/progress", imports.import_progress, name="import_progress"),
    path("imports/<uuid:pk>/report.csv", imports.import_report, name="import_report"),
    path("originals/<uuid:pk>", originals.original, name="original"),
    path("projects/<uuid:project_id>/imports", imports.import_list, name="import_list"),
    path("api/", docs.schema_docs, name="schema_docs"),
    path("exports/<uuid:pk>/progress", exports.export_progress, name="export_progress"),
    path("projects/<uuid:project_id>/exports", exports.export_list, name="export_list"),
    path("tokens/", tokens.token_list, name="token_list"),
    path("tokens/<uuid:pk>/revoke", tokens.token_revoke, name="token_revoke"),
    path("projects/<uuid:project_id>/learning", learning.learning, name="learning"),
    path("deliveries/<uuid:pk>/replay", webhooks.delivery_replay, name="delivery_replay"),
    path("projects/<uuid:project_id>/webhooks", webhooks.webhook_list, name="webhook_list"),
    *(
        path(
            f"webhooks/<uuid:pk>/{action}",
            webhooks.webhook_change,
            {"action": action},
            name=f"webhook_{action}",
        )
        for action in ("test", "pause", "resume", "remove")
    ),
]
