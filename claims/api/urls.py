"""The routes of the API, one noun after another."""

from django.urls import URLPattern, path, re_path

from claims.api import (
    activity,
    adjudication,
    agreement,
    articles,
    assignments,
    batches,
    changes,
    claims,
    columns,
    comments,
    concerns,
    cuts,
    evidence,
    exports,
    families,
    feeds,
    figures,
    history,
    importitems,
    imports,
    learning,
    ledger,
    me,
    members,
    nothing,
    openapi,
    originals,
    projects,
    queues,
    reviews,
    revisions,
    shortcuts,
    sources,
    statistics,
    suggestions,
    surroundings,
    tokens,
    verdicts,
    verified,
    webhooks,
)
from claims.models import Claim, Figure


def item_routes(noun: str, model: type[Claim | Figure]) -> list[URLPattern]:
    """What claims and figures have alike."""
    item = f"{noun}s/<uuid:pk>"
    return [
        path(f"{item}/evidence", evidence.EvidenceList.as_view(model=model), name=f"api_{noun}_evidence"),
        path(f"{item}/comments", comments.CommentList.as_view(model=model), name=f"api_{noun}_comments"),
        path(f"{item}/history", history.ItemHistory.as_view(model=model), name=f"api_{noun}_history"),
        path(f"{item}/reviews", reviews.ReviewList.as_view(model=model), name=f"api_{noun}_reviews"),
        path(f"{item}/carry", revisions.Carry.as_view(model=model), name=f"api_{noun}_carry"),
        path(
            f"{item}/surroundings",
            surroundings.Surroundings.as_view(model=model),
            name=f"api_{noun}_surroundings",
        ),
        path(f"{item}/renew", reviews.LeaseRenewal.as_view(model=model), name=f"api_{noun}_renew"),
        *(
            path(f"{item}/{name}", reviews.item_action(model, name).as_view(), name=f"api_{noun}_{name}")
            for name in reviews.ACTIONS
        ),
    ]


def verified_routes(rows: str, view: type[verified.VerifiedList]) -> list[URLPattern]:
    """An export as the Accept header wants it, and by suffix."""
    address = f"projects/<uuid:project_id>/{rows}"
    return [
        path(address, view.as_view(), name=f"api_{rows.replace('-', '_')}"),
        *(
            path(
                f"{address}.{suffix}",
                view.as_view(),
                {"suffix": suffix},
                name=f"api_{rows.replace('-', '_')}_{suffix}",
            )
            for suffix in view.media_types()
        ),
    ]


urlpatterns: list[URLPattern] = [
    path("articles/<uuid:article_id>", articles.ArticleDetail.as_view(), name="api_article"),
    path("articles/<uuid:article_id>/activity", activity.ArticleActivity.as_view(), name="api_activity"),
    path(
        "articles/<uuid:article_id>/adjudication",
        adjudication.Adjudication.as_view(),
        name="api_adjudication",
    ),
    path(
        "articles/<uuid:article_id>/adjudication/merge",
        adjudication.AdjudicationMerge.as_view(),
        name="api_adjudication_merge",
    ),
    path(
        "articles/<uuid:article_id>/adjudication/settle",
        adjudication.AdjudicationSettle.as_view(),
        name="api_adjudication_settle",
    ),
    path("articles/<uuid:article_id>/claims", claims.ClaimList.as_view(), name="api_article_claims"),
    path("articles/<uuid:article_id>/cuts", cuts.ArticleCuts.as_view(), name="api_article_cuts"),
    path("articles/<uuid:article_id>/figures", figures.FigureList.as_view(), name="api_article_figures"),
    path("articles/<uuid:article_id>/placements", revisions.PlacementList.as_view(), name="api_placements"),
    path("articles/<uuid:article_id>/revisions", revisions.RevisionList.as_view(), name="api_revisions"),
    path("articles/<uuid:article_id>/sentences", articles.SentenceList.as_view(), name="api_sentences"),
    path(
        "articles/<uuid:article_id>/sentences/<int:ordinal>/join",
        articles.SentenceJoin.as_view(),
        name="api_sentence_join",
    ),
    path(
        "articles/<uuid:article_id>/sentences/<int:ordinal>/split",
        articles.SentenceSplit.as_view(),
        name="api_sentence_split",
    ),
    path("articles/<uuid:article_id>/review", queues.ArticleTake.as_view(), name="api_article_review"),
    path("articles/<uuid:article_id>/submission", articles.Submission.as_view(), name="api_submission"),
    path(
        "articles/<uuid:article_id>/suggestions",
        suggestions.SuggestionList.as_view(),
        name="api_suggestions",
    ),
    path("assignments/<uuid:pk>/take-back", assignments.AssignmentTakeBack.as_view(), name="api_take_back"),
    path("claims/<uuid:pk>", claims.ClaimDetail.as_view(), name="api_claim"),
    path("claims/<uuid:pk>/family/verdict", families.VerdictProposal.as_view(), name="api_verdict_proposal"),
    path("claims/<uuid:pk>/family", families.FamilyDecision.as_view(), name="api_claim_family"),
    *item_routes("claim", Claim),
    path("comments/<uuid:pk>/settle", comments.CommentSettle.as_view(), name="api_comment_settle"),
    path("concerns", concerns.Concerns.as_view(), name="api_concerns"),
    path("deliveries/<uuid:pk>/replay", webhooks.DeliveryReplay.as_view(), name="api_delivery_replay"),
    path("evidence/<uuid:pk>", evidence.EvidenceDetail.as_view(), name="api_evidence"),
    path("exports/<uuid:pk>", exports.ExportDetail.as_view(), name="api_export"),
    path("exports/<uuid:pk>/files/<str:name>", exports.ExportFile.as_view(), name="api_export_file"),
    path("feeds/<uuid:pk>", feeds.FeedDetail.as_view(), name="api_feed"),
    *(
        path(f"feeds/<uuid:pk>/{action}", feeds.FeedAction.as_view(action=action), name=f"api_feed_{action}")
        for action in feeds.ACTIONS
    ),
    path("families/<uuid:pk>", families.FamilyDetail.as_view(), name="api_family"),
    path("figures/<uuid:pk>", figures.FigureDetail.as_view(), name="api_figure"),
    *item_routes("figure", Figure),
    path("import-items/<uuid:pk>", importitems.ImportItemDetail.as_view(), name="api_import_item"),
    path("import-items/<uuid:pk>/columns", columns.ImportItemColumns.as_view(), name="api_import_columns"),
    path("import-items/<uuid:pk>/cuts", cuts.ImportItemCuts.as_view(), name="api_import_cuts"),
    path("imports/<uuid:pk>", imports.ImportDetail.as_view(), name="api_import"),
    *(
        path(
            f"imports/<uuid:pk>/{action}",
            imports.ImportAction.as_view(action=action),
            name=f"api_import_{action}",
        )
        for action in ["pause", "resume", "cancel", "retry"]
    ),
    path("imports/<uuid:pk>/items", importitems.ImportItemList.as_view(), name="api_import_items"),
    path("imports/<uuid:pk>/report.csv", imports.ImportReport.as_view(), name="api_import_report"),
    path("me", me.Me.as_view(), name="api_me"),
    path("me/shortcuts", shortcuts.Shortcuts.as_view(), name="api_shortcuts"),
    path("members/<uuid:pk>", members.MemberDetail.as_view(), name="api_member"),
    path("openapi.json", openapi.OpenApiDocument.as_view(), name="schema"),
    path("originals/<uuid:pk>", originals.OriginalDetail.as_view(), name="api_original"),
    path("projects", projects.ProjectList.as_view(), name="api_projects"),
    path("projects/<uuid:project_id>", projects.ProjectDetail.as_view(), name="api_project"),
    path(
        "projects/<uuid:project_id>/agreement/items",
        agreement.AgreementItems.as_view(),
        name="api_agreement_items",
    ),
    path(
        "projects/<uuid:project_id>/agreement/pairs",
        agreement.AgreementPairs.as_view(),
        name="api_agreement_pairs",
    ),
    path("projects/<uuid:project_id>/articles", articles.ArticleList.as_view(), name="api_articles"),
    path(
        "projects/<uuid:project_id>/assignments", assignments.AssignmentList.as_view(), name="api_assignments"
    ),
    path(
        "projects/<uuid:project_id>/assignments/balance",
        assignments.AssignmentBalance.as_view(),
        name="api_balance",
    ),
    path("projects/<uuid:project_id>/changes", changes.ChangeFeed.as_view(), name="api_changes"),
    path("projects/<uuid:project_id>/exports", exports.ExportList.as_view(), name="api_exports"),
    path("projects/<uuid:project_id>/feeds", feeds.FeedList.as_view(), name="api_feeds"),
    path("projects/<uuid:project_id>/families", families.FamilyList.as_view(), name="api_families"),
    path(
        "projects/<uuid:project_id>/families/propose",
        families.FamilyProposal.as_view(),
        name="api_family_proposal",
    ),
    path("projects/<uuid:project_id>/history", history.ProjectHistory.as_view(), name="api_history"),
    path("projects/<uuid:project_id>/members", members.MemberList.as_view(), name="api_members"),
    path("projects/<uuid:project_id>/imports", imports.ImportList.as_view(), name="api_imports"),
    path("projects/<uuid:project_id>/learning", learning.Learning.as_view(), name="api_learning"),
    path("projects/<uuid:project_id>/ledger", ledger.Ledger.as_view(), name="api_ledger"),
    path("projects/<uuid:project_id>/next-article", articles.NextArticle.as_view(), name="api_next_article"),
    path("projects/<uuid:project_id>/queue", queues.Queue.as_view(), name="api_queue"),
    path("projects/<uuid:project_id>/queues", queues.QueueCounts.as_view(), name="api_queues"),
    path("projects/<uuid:project_id>/queue/decide", batches.Batch.as_view(), name="api_queue_decide"),
    path("projects/<uuid:project_id>/queue/held", batches.Held.as_view(), name="api_queue_held"),
    path("projects/<uuid:project_id>/queue/next", queues.QueueNext.as_view(), name="api_queue_next"),
    path("projects/<uuid:project_id>/queue/release", batches.Release.as_view(), name="api_queue_release"),
    path("projects/<uuid:project_id>/sources", sources.SourceList.as_view(), name="api_sources"),
    path("projects/<uuid:project_id>/statistics", statistics.Statistics.as_view(), name="api_statistics"),
    path("projects/<uuid:project_id>/tokens", tokens.TokenList.as_view(), name="api_tokens"),
    path("projects/<uuid:project_id>/verdicts", verdicts.VerdictList.as_view(), name="api_verdicts"),
    *verified_routes("verified-claims", verified.VerifiedClaimList),
    *verified_routes("verified-figures", verified.VerifiedFigureList),
    path("projects/<uuid:project_id>/webhooks", webhooks.WebhookList.as_view(), name="api_webhooks"),
    path("revisions/<uuid:pk>", revisions.RevisionDetail.as_view(), name="api_revision"),
    path("sources/<uuid:pk>", sources.SourceDetail.as_view(), name="api_source"),
    path("suggestions/<uuid:pk>/accept", suggestions.SuggestionAccept.as_view(), name="api_accept"),
    path("suggestions/<uuid:pk>/decision", suggestions.SuggestionUndecide.as_view(), name="api_undecide"),
    path("suggestions/<uuid:pk>/dismiss", suggestions.SuggestionDismiss.as_view(), name="api_dismiss"),
    path("tokens/<uuid:pk>", tokens.TokenDetail.as_view(), name="api_token"),
    path("verdicts/<uuid:pk>", verdicts.VerdictDetail.as_view(), name="api_verdict"),
    path("webhooks/<uuid:pk>", webhooks.WebhookDetail.as_view(), name="api_webhook"),
    path("webhooks/<uuid:pk>/deliveries", webhooks.DeliveryList.as_view(), name="api_deliveries"),
    path("webhooks/<uuid:pk>/test", webhooks.WebhookTest.as_view(), name="api_webhook_test"),
    re_path("", nothing.Nothing.as_view()),
]
