"""Annotations that come with a text: as doccano, Label Studio and the W3C's Web Annotation write them."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

MOST_SPANS = 10_000
DOCCANO_KEYS = ("label", "labels", "entities", "spans")
LONGEST_LABEL = 60
LISTED = "[{"
# What has no place here, as it is counted in the changes of a document.
RELATIONS = "relations_left_out"
OTHERS = "annotations_left_out"
TOO_MANY = "spans_over_limit"

Found = dict[str, Any] | str  # a span, or the name of what is left out


def annotated_row(row: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[dict[str, Any]], dict[str, int]]:
    """The row with its text and fields; its spans as start, end, quote, label and by; what is left out.

    Offsets are as written; `quote` is empty where the format gives none. Relations, labels of the whole text,
    comments and what isn't understood are counted by name.
    """
    if not any(map(_may_annotate, row.values())):
        return row, [], {}
    if row.get("type") == "Annotation":
        fields: Mapping[str, Any] = {"url": _source(row)}
        found = list(_web_annotations({"annotations": row}))
    else:
        data = row.get("data")
        fields = {"id": row.get("id"), **data} if isinstance(data, Mapping) and "annotations" in row else row
        found = [*_doccano(row), *_label_studio(row), *_label_studio_short(row), *_web_annotations(row)]
    spans = [one for one in found if isinstance(one, dict)]
    left_out = Counter(one for one in found if isinstance(one, str))
    if len(spans) > MOST_SPANS:
        left_out[TOO_MANY] = len(spans) - MOST_SPANS
    return fields, spans[:MOST_SPANS], dict(left_out)


def _may_annotate(value: Any) -> bool:
    """Whether a cell is a list or an object, or text that holds a list of objects."""
    return not isinstance(value, str | int | float | None) or (
        isinstance(value, str) and value.startswith(LISTED)
    )


def _doccano(row: Mapping[str, Any]) -> Iterator[Found]:
    """`"label": [[0, 5, "PERSON"]]`, or entities with start_offset, end_offset and label."""
    by = row.get("username") or row.get("annotator") or ""
    for key in DOCCANO_KEYS:
        value = row.get(key)
        for one in value if isinstance(value, list) else []:
            if isinstance(one, list):
                yield _span(one[0], one[1], "", one[2], by) if len(one) == 3 else OTHERS
            elif isinstance(one, Mapping) and "labels" not in one:
                start = one.get("start_offset", one.get("start"))
                end = one.get("end_offset", one.get("end"))
                yield _span(start, end, one.get("quote", ""), one.get("label", ""), by)
            elif isinstance(one, str):
                yield OTHERS  # a label of the whole text
    yield from (RELATIONS for one in _mappings(row.get("relations")) if {"from_id", "to_id"} <= one.keys())
    comments = row.get("Comments")
    yield from (OTHERS for one in comments if one) if isinstance(comments, list) else ()


def _label_studio(row: Mapping[str, Any]) -> Iterator[Found]:
    """`"annotations": [{"completed_by": ..., "result": [{"value": {"start": ..., "labels": [...]}}]}]`."""
    for annotation in _mappings(row.get("annotations")):
        if annotation.get("was_cancelled"):
            continue
        by = annotation.get("completed_by", "")
        by = by.get("email", "") if isinstance(by, Mapping) else by
        for result in _mappings(annotation.get("result")):
            if result.get("type") == "relation":
                yield RELATIONS
            else:
                yield from _labelled(result.get("value"), by)


def _label_studio_short(row: Mapping[str, Any]) -> Iterator[Found]:
    """Its JSON-MIN and CSV: under the name of the control, `[{"start": 0, "end": 5, "labels": [...]}]`."""
    by = row.get("annotator") or ""
    for value in row.values():
        for one in _listed(value):
            if isinstance(one, Mapping) and isinstance(one.get("labels"), list):
                yield from _labelled(one, by)


def _labelled(value: Any, by: Any) -> Iterator[Found]:
    if not isinstance(value, Mapping):
        yield OTHERS
        return
    labels = value.get("labels") or value.get("hypertextlabels") or [""]
    for label in labels if isinstance(labels, list) else [""]:
        yield _span(value.get("start"), value.get("end"), value.get("text", ""), label, by)


def _listed(value: Any) -> list[Any]:
    """The list that a cell is, or holds as JSON."""
    if isinstance(value, str) and value.startswith(LISTED) and '"labels"' in value:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    return value if isinstance(value, list) else []


def _web_annotations(row: Mapping[str, Any]) -> Iterator[Found]:
    """`"annotations": [{"type": "Annotation", "body": ..., "target": {"selector": [...]}}]`."""
    for annotation in _mappings(row.get("annotations")):
        creator = annotation.get("creator", "")
        by = (creator.get("name") or creator.get("id", "")) if isinstance(creator, Mapping) else creator
        targets = _mappings(annotation.get("target"))
        if not targets and annotation.get("type") == "Annotation":
            yield OTHERS  # of a page as a whole
        for target in targets:
            kinds = {str(one.get("type")): one for one in _mappings(target.get("selector"))}
            position = kinds.get("TextPositionSelector", {})
            quote = kinds.get("TextQuoteSelector", {}).get("exact", "")
            yield _span(position.get("start"), position.get("end"), quote, _said(annotation), by)
        yield from [OTHERS] * (len(_mappings(annotation.get("body"))) - 1)  # comments beside the label


def _said(annotation: Mapping[str, Any]) -> str:
    """What a Web Annotation says: the body that tags or classifies, else the first."""
    bodies = _mappings(annotation.get("body"))
    bodies.sort(key=lambda body: body.get("purpose") not in {"tagging", "classifying"})
    values = [str(body.get("value", "")) for body in bodies]
    return next(iter(values), str(annotation.get("bodyValue", "")))


def _source(annotation: Mapping[str, Any]) -> str:
    """The address of the page that a Web Annotation is about."""
    for target in _mappings(annotation.get("target")):
        source = target.get("source")
        source = source.get("id") if isinstance(source, Mapping) else source
        if isinstance(source, str):
            return source
    return ""


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, Mapping)]


def _span(start: Any, end: Any, quote: Any, label: Any, by: Any) -> Found:
    quoted = quote if isinstance(quote, str) else ""
    numbers = all(isinstance(one, int) and not isinstance(one, bool) for one in (start, end))
    if not numbers and not quoted:
        return OTHERS
    return {
        "start": start if numbers else -1,
        "end": end if numbers else -1,
        "quote": quoted,
        "label": str(label)[:LONGEST_LABEL],
        "by": str(by)[:200],
    }
