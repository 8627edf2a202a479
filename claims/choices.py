"""Every closed list of values, in the field's own words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a member does in a project."""

    ANNOTATOR = "annotator", _("Annotator")
    REVIEWER = "reviewer", _("Reviewer")
    MANAGER = "manager", _("Manager")


class SentenceKind(TextChoices):
    """What a unit of text is."""

    SENTENCE = "sentence", _("Sentence")
    HEADING = "heading", _("Heading")
    BYLINE = "byline", _("Byline")
    CAPTION = "caption", _("Caption")
    LIST_ITEM = "list_item", _("List item")
    FOOTNOTE = "footnote", _("Footnote")
    BOILERPLATE = "boilerplate", _("Boilerplate")


class ImportState(TextChoices):
    """Where an import job is."""

    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    CANCELLED = "cancelled", _("Cancelled")
    FINISHED = "finished", _("Finished")


class ItemState(TextChoices):
    """Where one document of an import is."""

    PENDING = "pending", _("Waiting")
    RUNNING = "running", _("Working")
    AWAITING_CUTS = "awaiting_cuts", _("Cuts to confirm")
    MADE = "made", _("Made")
    DUPLICATE = "duplicate", _("Already here")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class FeedKind(TextChoices):
    """What a watched address turned out to be."""

    FEED = "feed", _("RSS or Atom feed")
    SITEMAP = "sitemap", _("Sitemap")
    SITEMAP_INDEX = "sitemap_index", _("Index of sitemaps")


class SuggestionKind(TextChoices):
    """What a suggestion proposes."""

    FIGURE = "figure", _("Figure")
    CLAIM = "claim", _("Sentence worth checking")
    SPEAKER = "speaker", _("Speaker")
    EARLIER_CLAIM = "earlier_claim", _("Earlier claim that says the same")
    PLACEMENT = "placement", _("Tag of an earlier revision")


class SuggestionOutcome(TextChoices):
    """What one person made of a suggestion."""

    ACCEPTED = "accepted", _("Accepted")
    CHANGED = "changed", _("Accepted with changes")
    DISMISSED = "dismissed", _("Dismissed")


class Status(TextChoices):
    """Where a claim or a figure stands on its way to verified or rejected."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Rejected")
    RETURNED = "returned", _("Returned")
    DISPUTED = "disputed", _("Disputed")


class ItemNoun(TextChoices):
    """What a tag is: the name of its noun in addresses and answers."""

    CLAIM = "claim", _("A claim")
    FIGURE = "figure", _("A figure")


class Layer(TextChoices):
    """Whether a tag is one annotator's or the outcome of adjudication."""

    ANNOTATED = "annotated", _("Annotated")
    ADJUDICATED = "adjudicated", _("Adjudicated")


class ClaimType(TextChoices):
    """The claim types of AVeriTeC (Schlichtkrull, Guo and Vlachos 2023), and opinion and speculation."""

    NUMERICAL = "numerical", _("Numerical claim")
    QUOTE = "quote", _("Quote verification")
    EVENT_PROPERTY = "event_property", _("Event or property claim")
    CAUSAL = "causal", _("Causal claim")
    POSITION = "position", _("Position statement")
    SPECULATIVE = "speculative", _("Speculative claim")
    OPINION = "opinion", _("Opinion")
    MEDIA = "media", _("Media publishing claim")


class FigureKind(TextChoices):
    """What sort of quantity a figure is."""

    COUNT = "count", _("Count")
    MONEY = "money", _("Money")
    PERCENT = "percent", _("Percent")
    DURATION = "duration", _("Duration")
    AGE = "age", _("Age")
    ORDINAL = "ordinal", _("Ordinal")
    RANK = "rank", _("Rank")
    OTHER = "other", _("Other")


class Modifier(TextChoices):
    """How exactly a figure is stated."""

    EXACT = "exact", _("exactly")
    APPROXIMATELY = "approximately", _("about")
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    LESS_THAN = "less_than", _("less than")
    RANGE = "range", _("between")


class Nature(TextChoices):
    """What a figure measures in time."""

    STOCK = "stock", _("Stock: at one moment")
    FLOW = "flow", _("Flow: over a period")
    CUMULATIVE = "cumulative", _("Cumulative: since the beginning")


class SourceKind(TextChoices):
    """What sort of source it is."""

    PRIMARY = "primary", _("Primary document or data")
    OFFICIAL = "official", _("Official statement")
    NEWS = "news", _("News report")
    RESEARCH = "research", _("Research")
    TESTIMONY = "testimony", _("Testimony")
    OTHER = "other", _("Other")


class Reliability(TextChoices):
    """How reliable a source is: the Admiralty code (NATO AJP-2.1), where F is unknown and not worst."""

    A = "A", _("A – completely reliable")
    B = "B", _("B – usually reliable")
    C = "C", _("C – fairly reliable")
    D = "D", _("D – not usually reliable")
    E = "E", _("E – unreliable")
    F = "F", _("F – reliability unknown")


class Credibility(TextChoices):
    """How credible the information is: the Admiralty code, where 6 is unknown and not worst."""

    CONFIRMED = "1", _("1 – confirmed by other sources")
    PROBABLE = "2", _("2 – probably true")
    POSSIBLE = "3", _("3 – possibly true")
    DOUBTFUL = "4", _("4 – doubtful")
    IMPROBABLE = "5", _("5 – improbable")
    UNKNOWN = "6", _("6 – truth cannot be judged")


class Stance(TextChoices):
    """What a piece of evidence does to what it is attached to."""

    SUPPORTS = "supports", _("Supports")
    REFUTES = "refutes", _("Refutes")
    CONTEXT = "context", _("Gives context")


class ReviewDecision(TextChoices):
    """What a reviewer decided."""

    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Rejected")
    RETURNED = "returned", _("Returned with a comment")
    DISPUTED = "disputed", _("Disputed")
    REOPENED = "reopened", _("Re-opened")
    FIXED = "fixed", _("Fixed, for another person to verify")


class AssignmentState(TextChoices):
    """Where one annotator's work on one article is."""

    OPEN = "open", _("Open")
    SUBMITTED = "submitted", _("Submitted")
    TAKEN_BACK = "taken_back", _("Taken back")


class ChangeKind(TextChoices):
    """What happened to an item in the feed that other systems follow."""

    VERIFIED = "verified", _("Verified")
    CHANGED = "changed", _("Changed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISPUTED = "disputed", _("Disputed")


class FamilyState(TextChoices):
    """Whether a person has confirmed that claims say the same."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")


class Scope(TextChoices):
    """What an API token may do."""

    READ = "read", _("Read")
    ANNOTATE = "annotate", _("Annotate")
    REVIEW = "review", _("Review")
    IMPORT = "import", _("Import")
    EXPORT = "export", _("Export")
    MANAGE = "manage", _("Manage")


class ConcernKind(TextChoices):
    """Why something concerns a person."""

    CALLED = "called", _("You are called in a comment")
    COMMENT = "comment", _("A comment on your tag")
    RETURNED = "returned", _("Returned to you")
    DISPUTED = "disputed", _("Your tag is disputed")
    HELD = "held", _("On your desk for review")
    ASSIGNED = "assigned", _("Assigned to you")


class ExportFormat(TextChoices):
    """In which form verified claims leave."""

    JSON_LINES = "jsonl", _("JSON Lines: everything, one object a line")
    CSV = "csv", _("CSV: a table of claims and one of figures")
    CLAIM_REVIEW = "claimreview", _("ClaimReview (schema.org), for search engines")
    ANNOTATIONS = "annotations", _("W3C Web Annotations")
    AVERITEC = "averitec", _("AVeriTeC's JSON, for research")
    PROJECT = "project", _("The whole project, unverified work too, to move into another one")


class ExportState(TextChoices):
    """Where an export is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Working")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Failed")
    REMOVED = "removed", _("Removed: its time was over")


class DeliveryState(TextChoices):
    """Where one message to a webhook is."""

    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Given up")
