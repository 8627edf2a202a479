"""The media types of the exports. Refusals are problem JSON whatever was asked for."""

from rest_framework.renderers import JSONRenderer


class JSONLinesRenderer(JSONRenderer):
    """One JSON object a line."""

    media_type = "application/jsonl"
    format = "jsonl"


class NDJSONRenderer(JSONLinesRenderer):
    """JSON Lines under its other name."""

    media_type = "application/x-ndjson"


class CSVRenderer(JSONRenderer):
    """A table (RFC 4180)."""

    media_type = "text/csv"
    format = "csv"
