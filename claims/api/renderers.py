"""The media types of the exports. Refusals are problem JSON whatever was asked for."""

from rest_framework.renderers import JSONRenderer


class JSONLinesRenderer(JSONRenderer):
    """One JSON object a line."""

    media_type = "application/jsonl"
    format = "jsonl"


class NDJSONRenderer(JSONLinesRenderer):
    """JSON Lines under its other name."""

    media_type = "application/x-ndjson"


class AnnotationsRenderer(JSONRenderer):
    """An array of annotations of the W3C's model, which is told by its profile."""

    media_type = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    format = "annotations"


class ClaimReviewRenderer(JSONRenderer):
    """An array of ClaimReview of schema.org."""

    media_type = "application/ld+json"
    format = "claimreview"


class AveritecRenderer(JSONRenderer):
    """An array of entries as AVeriTeC publishes them."""

    media_type = "application/vnd.averitec+json"
    format = "averitec"


class CSVRenderer(JSONRenderer):
    """A table (RFC 4180)."""

    media_type = "text/csv"
    format = "csv"
