"""The shape of a whole project's export, which another project can be made from: a line an object.

First the project, then its sources, families and articles; an article has its texts, sentences, claims and
figures in it, and articles that were cut from one page stand together on the line of that page. Unlike all
other exports it has what isn't verified too, each item with its status. `claims/importing/readers/project.py`
reads it. Raise PROJECT_SCHEMA_VERSION when a reader of the older version would lose or misread something.
"""

from dataclasses import replace

from claims import choices
from claims.exporting.fields import (
    DATE,
    MOMENT,
    OFFSET,
    TEXT,
    UUID,
    Field,
    enum,
    json_rows,
    list_field,
    nullable,
)
from claims.exporting.rows import Statement
from claims.exporting.shape import (
    CLAIM,
    FIGURE,
    SOURCE,
    evidence_of,
    reviews_of,
)
from claims.models import Project

PROJECT_SCHEMA_VERSION = "1"
SOURCE_OF_EVIDENCE = Field("source", "e.source_id", UUID, "Identifier of the source, which has a line")
COMMENT = Field("comment", "w.comment", TEXT, "What the reviewer wrote")


def kind_of_line(kind: str) -> Field:
    """What a line holds."""
    return Field("line", f"'{kind}'", {"const": kind, "type": "string"}, "What the line holds")


def own_fields(alias: str) -> tuple[Field, ...]:
    """What a tag has here and not in the exports of what is verified."""
    into = nullable(UUID)
    return (
        Field("revision", "r.number", OFFSET, "The text that it stands on"),
        Field("status", f"{alias}.status", enum(choices.Status), "Where it stands"),
        Field("layer", f"{alias}.layer", enum(choices.Layer), "One annotator's, or adjudicated"),
        Field("adjudicated_into", f"{alias}.adjudicated_into_id", into, "The tag that it was merged into"),
        Field("foreign_annotator", f"{alias}.foreign_annotator", TEXT, "Who made it before an import"),
    )


def without(fields: tuple[Field, ...], *names: str) -> tuple[Field, ...]:
    """The fields that aren't named; moments that only what is verified has may be null."""
    kept = (field for field in fields if field.name not in names)
    return tuple(
        replace(field, schema=nullable(MOMENT)) if field.name == "verified_at" else field for field in kept
    )


HEAD = (
    kind_of_line("project"),
    Field("schema_version", f"'{PROJECT_SCHEMA_VERSION}'", TEXT, "Version of this form"),
    Field("id", "p.id", UUID, "Identifier of the project"),
    Field("name", "p.name", TEXT, "Name of the project"),
    Field("guidelines", "p.guidelines", TEXT, "The annotation guidelines"),
    Field("taken_at", "now()", MOMENT, "The instant that all lines show"),
    list_field(
        "verdicts",
        (
            Field("key", "v.key", TEXT, "Key of the verdict"),
            Field("label", "v.label", TEXT, "Its name"),
            Field("rating", "v.rating", {"type": ["integer", "null"]}, "1 (worst) to 5 (best)"),
        ),
        "FROM claims_verdict v WHERE v.project_id = p.id ORDER BY v.ordinal, v.id",
        "The verdict scale",
    ),
)
SOURCE_LINE = (kind_of_line("source"), *SOURCE.fields)
FAMILY_LINE = (
    kind_of_line("family"),
    Field("id", "y.id", UUID, "Identifier of the family"),
    Field("statement", "y.statement", TEXT, "What its claims have in common"),
)
REVISIONS = list_field(
    "revisions",
    (
        Field("number", "r.number", OFFSET, "Counts the texts of the article, from 1"),
        Field("text", "r.text", TEXT, "The text that spans point into"),
        Field("text_hash", "r.text_hash", TEXT, "SHA-256 of the text in UTF-8, in hexadecimal"),
        Field("changes", "r.canonical_changes", {"type": "object"}, "What was done to get to the text"),
        Field("segmented_by", "r.segmented_by", TEXT, "What split it into sentences"),
        list_field(
            "sentences",
            (
                Field("start", "z.start", OFFSET, "Where it begins, in code points"),
                Field("end", 'z."end"', OFFSET, "Where it ends, exclusive"),
                Field("kind", "z.kind", enum(choices.SentenceKind), "What it is"),
            ),
            "FROM claims_sentence z WHERE z.revision_id = r.id ORDER BY z.ordinal",
            "Its sentences, corrections by hand included",
        ),
    ),
    "FROM claims_articlerevision r WHERE r.article_id = article.id ORDER BY r.number",
    "Its texts, the first one first",
)
CLAIM_OF_ARTICLE = (
    *without(
        CLAIM,
        "project",
        "article",
        "context",
        "figures",
        "evidence",
        "reviews",
        "family",
        "history",
        "verdict",
    ),
    *own_fields("c"),
    Field("verdict", "v.key", nullable(TEXT), "Key of its verdict; null where it has none"),
    Field("family", "c.family_id", nullable(UUID), "Identifier of its family, which has a line"),
    Field("family_state", "c.family_state", enum(choices.FamilyState, empty=True), "Whether a person agreed"),
    evidence_of("claim", SOURCE_OF_EVIDENCE),
    reviews_of("claim", COMMENT),
)
FIGURE_OF_ARTICLE = (
    *without(FIGURE, "article", "context", "evidence", "reviews"),
    *own_fields("f"),
    evidence_of("figure", SOURCE_OF_EVIDENCE),
    reviews_of("figure", COMMENT),
)
PEOPLE = (
    "JOIN claims_user annotator ON annotator.id = {0}.annotator_id "
    "LEFT JOIN claims_user verifier ON verifier.id = {0}.verified_by_id "
)
TAGGED = 'WHERE r.article_id = article.id ORDER BY r.number, {0}.start, {0}."end", {0}.created_at, {0}.id'
ARTICLE_FIELDS = (
    Field("id", "article.id", UUID, "Identifier of the article"),
    Field("title", "article.title", TEXT, "Headline"),
    Field("url", "article.url", TEXT, "Address at which it was published; empty when unknown"),
    Field("publisher", "article.publisher", TEXT, "Publisher"),
    Field("byline", "article.byline", TEXT, "Author line, as printed"),
    Field("published_from", "article.published_from", DATE, "First day on which it may have been published"),
    Field("published_to", "article.published_to", DATE, "Last day on which it may have been published"),
    Field("language", "article.language", TEXT, "Language (BCP 47); und when undetermined"),
    Field(
        "start",
        "article.origin_start",
        nullable(OFFSET),
        "Where it begins on the page that it is from",
    ),
    Field("end", "article.origin_end", nullable(OFFSET), "Where it ends there, exclusive"),
    REVISIONS,
    list_field(
        "claims",
        CLAIM_OF_ARTICLE,
        "FROM claims_claim c JOIN claims_articlerevision r ON r.id = c.revision_id "
        + PEOPLE.format("c")
        + "LEFT JOIN claims_verdict v ON v.id = c.verdict_id "
        + TAGGED.format("c"),
        "Its claims, in the order of the text",
    ),
    list_field(
        "figures",
        FIGURE_OF_ARTICLE,
        "FROM claims_figure f JOIN claims_articlerevision r ON r.id = f.revision_id "
        + PEOPLE.format("f")
        + TAGGED.format("f"),
        "Its figures, in the order of the text",
    ),
)
ARTICLE_LINE = (kind_of_line("article"), *ARTICLE_FIELDS)
PAGE_LINE = (
    kind_of_line("page"),
    Field("id", "item.id", UUID, "Identifier of the page"),
    Field("name", "item.name", TEXT, "The name that it came with"),
    Field("text", "item.text", TEXT, "Its text, which the articles were cut from"),
    list_field(
        "articles",
        ARTICLE_FIELDS,
        "FROM claims_article article WHERE article.origin_item_id = item.id "
        "AND article.origin_start IS NOT NULL ORDER BY article.origin_start, article.id",
        "The articles that were cut from it",
    ),
)
# An article stands on the line of its page where that page's text was kept, else on a line of its own.
PAGE_KEPT = "SELECT FROM claims_importitem item WHERE item.id = article.origin_item_id AND item.text <> ''"
CUT = f"article.origin_start IS NOT NULL AND EXISTS ({PAGE_KEPT})"
LINES: tuple[tuple[str, tuple[Field, ...], str], ...] = (
    ("project", HEAD, "FROM claims_project p WHERE p.id = %s"),
    ("source", SOURCE_LINE, "FROM claims_source s WHERE s.project_id = %s ORDER BY s.created_at, s.id"),
    ("family", FAMILY_LINE, "FROM claims_claimfamily y WHERE y.project_id = %s ORDER BY y.created_at, y.id"),
    (
        "page",
        PAGE_LINE,
        "FROM claims_importitem item WHERE item.project_id = %s AND item.text <> '' AND EXISTS (SELECT FROM "
        "claims_article article WHERE article.origin_item_id = item.id AND article.origin_start IS NOT NULL) "
        "ORDER BY item.created_at, item.id",
    ),
    (
        "article",
        ARTICLE_LINE,
        f"FROM claims_article article WHERE article.project_id = %s AND NOT ({CUT}) "
        "ORDER BY article.created_at, article.id",
    ),
)


def project_statements(project: Project) -> list[Statement]:
    """The queries whose rows, one after another, are the lines of the export."""
    return [Statement(_as_text(fields, rest), (project.pk,)) for _, fields, rest in LINES]


def project_rows(project: Project) -> Statement:
    """A query with as many rows as the export has lines, for counting them."""
    sql = " UNION ALL ".join(f"(SELECT 1 {rest})" for _, _, rest in LINES)
    return Statement(sql, (project.pk,) * len(LINES))


def _as_text(fields: tuple[Field, ...], rest: str) -> str:
    return f"SELECT line::text FROM ({json_rows(fields, rest)}) lines (line)"  # noqa: S608
