"""The shape of an exported claim and of an exported figure: said once, for every format.

Postgres makes the JSON from it (`rows.py`); the tables, the linked data, the OpenAPI document and the data
dictionary are derived from it. Raise SCHEMA_VERSION when a field changes its meaning or leaves.
"""

from claims import choices
from claims.exporting.fields import (
    DATE,
    DECIMAL,
    MOMENT,
    OFFSET,
    PERCENT,
    TEXT,
    UUID,
    Field,
    enum,
    list_field,
    nullable,
    object_field,
    person_field,
)

SCHEMA_VERSION = "1"

ARTICLE = object_field(
    "article",
    (
        Field("id", "a.id", UUID, "Identifier of the article"),
        Field("title", "a.title", TEXT, "Headline"),
        Field("url", "a.url", TEXT, "Address at which it was published; empty when unknown"),
        Field("publisher", "a.publisher", TEXT, "Publisher"),
        Field("byline", "a.byline", TEXT, "Author line, as printed"),
        Field("published_from", "a.published_from", DATE, "First day on which it may have been published"),
        Field("published_to", "a.published_to", DATE, "Last day on which it may have been published"),
        Field("language", "a.language", TEXT, "Language (BCP 47); und when undetermined"),
        Field("revision", "r.id", UUID, "Identifier of the text that the offsets point into"),
        Field("revision_number", "r.number", OFFSET, "Which text of the article it is, from 1"),
        Field("text_hash", "r.text_hash", TEXT, "SHA-256 of that text in UTF-8, in hexadecimal"),
    ),
    "The article that it was found in",
)

SOURCE = object_field(
    "source",
    (
        Field("id", "s.id", UUID, "Identifier of the source"),
        Field("title", "s.title", TEXT, "Title"),
        Field("url", "s.url", TEXT, "Address; empty when there is none"),
        Field("publisher", "s.publisher", TEXT, "Publisher"),
        Field("author", "s.author", TEXT, "Author"),
        Field("published_from", "s.published_from", DATE, "First day on which it may have been published"),
        Field("published_to", "s.published_to", DATE, "Last day on which it may have been published"),
        Field("accessed_on", "s.accessed_on", DATE, "When it was read"),
        Field("kind", "s.kind", enum(choices.SourceKind), "What sort of source it is"),
        Field(
            "reliability",
            "s.reliability",
            enum(choices.Reliability),
            "Admiralty code A (completely reliable) to E (unreliable); F is unknown, not worst",
        ),
        Field("repeats", "s.repeats_id", nullable(UUID), "The source that it repeats: the two count as one"),
    ),
    "Where the evidence comes from",
)


def evidence_of(noun: str, source: Field = SOURCE) -> Field:
    """The evidence on a claim ("claim") or on a figure ("figure"), each with its `source`."""
    fields = (
        Field("id", "e.id", UUID, "Identifier of the evidence"),
        Field("question", "e.question", TEXT, "The question that it answers"),
        Field("stance", "e.stance", enum(choices.Stance), "What it does to what it is attached to"),
        Field("quote", "e.quote", TEXT, "The exact words of the source"),
        Field("locator", "e.locator", TEXT, "Where in the source: page, table, minute"),
        Field(
            "credibility",
            "e.credibility",
            enum(choices.Credibility),
            "Admiralty code 1 (confirmed) to 5 (improbable); 6 is unknown, not worst",
        ),
        Field("note", "e.note", TEXT, "Note of the person who added it"),
        person_field("added_by", "adder", "Who added it"),
        source,
    )
    rest = (
        "FROM claims_evidence e JOIN claims_source s ON s.id = e.source_id "
        "JOIN claims_user adder ON adder.id = e.added_by_id "
        f"WHERE e.{noun}_id = {noun[0]}.id ORDER BY e.created_at, e.id"
    )
    return list_field("evidence", fields, rest, "What sources say about it, oldest first")


def reviews_of(noun: str, *more: Field) -> Field:
    """The decisions on a claim or a figure, each with `more` fields."""
    fields = (
        person_field("reviewer", "reviewer", "Who decided; null for the re-check date", optional=True),
        Field("decision", "w.decision", enum(choices.ReviewDecision), "What was decided"),
        Field("verdict", "decided.key", nullable(TEXT), "The verdict that it had then"),
        Field("confidence", "w.confidence", PERCENT, "The reviewer's confidence, in percent"),
        Field("at", "w.created_at", MOMENT, "When it was decided"),
        *more,
    )
    rest = (
        "FROM claims_review w LEFT JOIN claims_user reviewer ON reviewer.id = w.reviewer_id "
        "LEFT JOIN claims_verdict decided ON decided.id = w.verdict_id "
        f"WHERE w.{noun}_id = {noun[0]}.id ORDER BY w.created_at, w.id"
    )
    return list_field("reviews", fields, rest, "Who decided what and when, oldest first")


CONTEXT = object_field(
    "context",
    (
        Field("start", "around.low", OFFSET, "Where it begins in the text, in code points"),
        Field("end", "around.high", OFFSET, "Where it ends, exclusive"),
        Field("text", "substr(r.text, around.low + 1, around.high - around.low)", TEXT, "Its characters"),
    ),
    "The sentences that the span lies in; null where the text has none",
    rest=(
        # From the last sentence that begins before the span: an index finds it, however long the text is.
        'FROM (SELECT min(z.start) AS low, max(z."end") AS high FROM claims_sentence z '
        'WHERE z.revision_id = {item}.revision_id AND z.start < {item}."end" AND z."end" > {item}.start '
        "AND z.start >= coalesce((SELECT before.start FROM claims_sentence before "
        "WHERE before.revision_id = {item}.revision_id AND before.start <= {item}.start "
        "ORDER BY before.start DESC LIMIT 1), 0)) around WHERE around.low IS NOT NULL"
    ),
)


def span_of(alias: str) -> tuple[Field, ...]:
    """The span of a claim or a figure and what stands around it."""
    context = Field(
        CONTEXT.name, CONTEXT.sql.replace("{item}", alias), CONTEXT.schema, CONTEXT.meaning, CONTEXT.fields
    )
    return (
        Field("start", f"{alias}.start", OFFSET, "Where the span begins, in Unicode code points"),
        Field("end", f'{alias}."end"', OFFSET, "Where it ends, exclusive"),
        Field("quote", f"{alias}.quote", TEXT, "The characters of the span"),
        context,
    )


def standing_of(alias: str) -> tuple[Field, ...]:
    """Who made it, who verified it, how sure they were, and when."""
    return (
        Field(
            "confidence",
            f"{alias}.confidence",
            PERCENT,
            "The annotator's own probability, in percent, that it would be upheld in review",
        ),
        Field(
            "reviewer_confidence",
            f"{alias}.reviewer_confidence",
            PERCENT,
            "The reviewer's own probability, in percent, that it is right",
        ),
        person_field("annotator", "annotator", "Who made it"),
        person_field("verified_by", "verifier", "Who verified it", optional=True),
        Field("submitted_at", f"{alias}.submitted_at", nullable(MOMENT), "When it was submitted"),
        Field("verified_at", f"{alias}.verified_at", MOMENT, "When it was verified"),
        Field("recheck_on", f"{alias}.recheck_on", DATE, "When it is to be checked again"),
        Field("created_at", f"{alias}.created_at", MOMENT, "When it was made"),
        Field("updated_at", f"{alias}.updated_at", MOMENT, "When it was last changed"),
        Field("version", f"{alias}.version", OFFSET, "Counts its changes"),
        Field(
            "foreign_attribution",
            f"{alias}.foreign_attribution",
            {"type": ["object", "null"]},
            "What an import said about people, verdicts and reviews elsewhere; null for our own",
        ),
    )


QUANTITY = (
    Field("numeral_start", "f.numeral_start", OFFSET, "Where the number itself begins"),
    Field("numeral_end", "f.numeral_end", OFFSET, "Where the number itself ends, exclusive"),
    Field("kind", "f.kind", enum(choices.FigureKind), "What sort of quantity it is"),
    Field("value_low", "trim_scale(f.value_low)::text", DECIMAL, "Lower bound; null when open"),
    Field("value_high", "trim_scale(f.value_high)::text", DECIMAL, "Upper bound; null when open"),
    Field("modifier", "f.modifier", enum(choices.Modifier), "How exactly it is stated"),
    Field("measure", "f.measure", TEXT, "The unit of measure: %, USD, year ..."),
    Field("counted", "f.counted", TEXT, "The thing that is counted"),
    Field("qualifier", "f.qualifier", TEXT, "What narrows the counted thing"),
    Field("base", "f.base", TEXT, "What a share is a share of"),
    Field("scope_place", "f.scope_place", TEXT, "The place that it is about"),
    Field("scope_group", "f.scope_group", TEXT, "The group that it is about"),
    Field("as_of_from", "f.as_of_from", DATE, "First day that it is about"),
    Field("as_of_to", "f.as_of_to", DATE, "Last day that it is about"),
    Field("nature", "f.nature", enum(choices.Nature, empty=True), "Stock, flow or cumulative; may be unsaid"),
    Field("stated_by", "f.stated_by", TEXT, "Who states it"),
    Field("reported_by", "f.reported_by", TEXT, "Who reports it"),
)

FIGURE_JOINS = (
    "FROM claims_figure f "
    "JOIN claims_articlerevision r ON r.id = f.revision_id "
    "JOIN claims_article a ON a.id = r.article_id "
    "JOIN claims_user annotator ON annotator.id = f.annotator_id "
    "LEFT JOIN claims_user verifier ON verifier.id = f.verified_by_id "
)

FIGURE = (
    Field("id", "f.id", UUID, "Identifier of the figure"),
    Field("claim", "f.claim_id", nullable(UUID), "The claim that it belongs to, if any"),
    ARTICLE,
    *span_of("f"),
    *QUANTITY,
    *standing_of("f"),
    evidence_of("figure"),
    reviews_of("figure"),
)

FIGURES_OF_CLAIM = list_field(
    "figures",
    tuple(field for field in FIGURE if field.name not in {"claim", "article", "context", "reviews"}),
    "FROM claims_figure f JOIN claims_user annotator ON annotator.id = f.annotator_id "
    "LEFT JOIN claims_user verifier ON verifier.id = f.verified_by_id "
    "WHERE f.claim_id = c.id AND f.status = 'verified' ORDER BY f.start, f.\"end\", f.id",
    "Its verified figures, in the order of the text",
)

CLAIM_JOINS = (
    "FROM claims_claim c "
    "JOIN claims_articlerevision r ON r.id = c.revision_id "
    "JOIN claims_article a ON a.id = r.article_id "
    "JOIN claims_user annotator ON annotator.id = c.annotator_id "
    "LEFT JOIN claims_user verifier ON verifier.id = c.verified_by_id "
    "LEFT JOIN claims_verdict v ON v.id = c.verdict_id "
    "LEFT JOIN claims_claimfamily y ON y.id = c.family_id AND c.family_state = 'confirmed' "
)

VERDICT = object_field(
    "verdict",
    (
        Field("key", "v.key", TEXT, "Its key on the project's scale"),
        Field("label", "v.label", TEXT, "Its name"),
        Field(
            "rating",
            "v.rating",
            {"type": ["integer", "null"]},
            "1 (worst) to 5 (best); null where a number would mislead",
        ),
    ),
    "What was found. Verified says that a second person upheld this, not that the claim is true",
)

FAMILY = object_field(
    "family",
    (
        Field("id", "y.id", UUID, "Identifier of the family"),
        Field("statement", "y.statement", TEXT, "What its claims have in common"),
    ),
    "The claims that a person has confirmed to say the same; null when there is none",
    null_unless="y.id IS NOT NULL",
)

CLAIM = (
    Field("id", "c.id", UUID, "Identifier of the claim"),
    Field("project", "c.project_id", UUID, "Identifier of the project"),
    ARTICLE,
    *span_of("c"),
    Field("statement", "c.statement", TEXT, "The claim in one self-contained sentence"),
    Field("claimant", "c.claimant", TEXT, "Who claims it"),
    Field("claimant_role", "c.claimant_role", TEXT, "In which role"),
    Field("claim_date_from", "c.claim_date_from", DATE, "First day on which it may have been claimed"),
    Field("claim_date_to", "c.claim_date_to", DATE, "Last day on which it may have been claimed"),
    Field("claim_type", "c.claim_type", enum(choices.ClaimType, empty=True), "What sort of claim it is"),
    Field("tags", "c.tags", {"type": "array", "items": TEXT}, "The desk's own tags"),
    VERDICT,
    Field("rationale", "c.rationale", TEXT, "Why this verdict"),
    Field("search_record", "c.search_record", TEXT, "What was searched, where there is no evidence"),
    *standing_of("c"),
    FIGURES_OF_CLAIM,
    evidence_of("claim"),
    reviews_of("claim"),
    FAMILY,
    Field("history", "'/api/v1/claims/' || c.id || '/history'", TEXT, "Where its history is read"),
)


def utf16_fields(alias: str) -> tuple[Field, ...]:
    """The span's offsets in UTF-16 code units, as browsers count them: on request only."""
    return tuple(
        Field(f"{name}_utf16", _utf16(f'{alias}."{name}"'), OFFSET, f"The {name} in UTF-16 code units")
        for name in ("start", "end")
    )


def _utf16(offset: str) -> str:
    # What lies beyond the Basic Multilingual Plane takes two units; all of it takes four bytes in UTF-8.
    others = f"regexp_replace(substr(r.text, 1, {offset}), '[\\U00010000-\\U0010ffff]', '', 'g')"
    return f"2 * {offset} - length({others})"
