"""The nouns, one a file."""

from claims.models import lookups as lookups
from claims.models.article import Article, ArticleRevision, NewRevision
from claims.models.assignment import Assignment
from claims.models.change import Change
from claims.models.checkworthiness import CheckworthinessModel
from claims.models.claim import Claim, ClaimFamily
from claims.models.comment import Comment
from claims.models.contribution import Contribution
from claims.models.event import Event
from claims.models.evidence import Evidence
from claims.models.export import Export
from claims.models.feed import Feed, FeedEntry
from claims.models.figure import Figure
from claims.models.fingerprint import Fingerprint
from claims.models.heartbeat import Heartbeat
from claims.models.idempotency import IdempotencyKey
from claims.models.importing import Cut, ImportItem, ImportJob, Original
from claims.models.membership import Membership
from claims.models.presence import Presence
from claims.models.project import ChangeCounter, Project
from claims.models.requestcount import RequestCount
from claims.models.review import Lease, Review
from claims.models.sentence import Sentence
from claims.models.source import Source
from claims.models.suggestion import Suggestion, SuggestionDecision
from claims.models.token import ApiToken
from claims.models.user import User
from claims.models.verdict import Verdict
from claims.models.webhook import Webhook, WebhookDelivery

__all__ = [
    "ApiToken",
    "Article",
    "ArticleRevision",
    "Assignment",
    "Change",
    "ChangeCounter",
    "CheckworthinessModel",
    "Claim",
    "ClaimFamily",
    "Comment",
    "Contribution",
    "Cut",
    "Event",
    "Evidence",
    "Export",
    "Feed",
    "FeedEntry",
    "Figure",
    "Fingerprint",
    "Heartbeat",
    "IdempotencyKey",
    "ImportItem",
    "ImportJob",
    "Lease",
    "Membership",
    "NewRevision",
    "Original",
    "Presence",
    "Project",
    "RequestCount",
    "Review",
    "Sentence",
    "Source",
    "Suggestion",
    "SuggestionDecision",
    "User",
    "Verdict",
    "Webhook",
    "WebhookDelivery",
]
