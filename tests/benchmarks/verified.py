"""A project with many verified claims, written past the triggers for speed, with figures and evidence.

One article in RARE_EVERY is unlike the others in all that an export can be narrowed by.
"""

import os
from datetime import timedelta
from typing import Any

import psycopg

ARTICLES_FOR_EACH = 50
RARE_EVERY = 1_000
TEXT = (
    "In the first quarter the ministry counted 566 attacks, against 1,669 in the whole of last year. "
    "At least 50,000 troops would be needed to hold the border, the former army chief said on Monday. "
) * 12
CLAIM, FIGURE = "at least 50,000 troops would be needed", "50,000 troops"

# Identifiers in the order of time, as the product makes them.
ORDERED = """
CREATE FUNCTION pg_temp.ordered(at timestamptz) RETURNS uuid LANGUAGE sql AS $$
    SELECT (substr(hexadecimal, 1, 8) || '-' || substr(hexadecimal, 9, 4)
            || substr(gen_random_uuid()::text, 14))::uuid
      FROM lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') AS hexadecimal
$$
"""
ROWS = """
CREATE TEMPORARY TABLE made AS
    SELECT gen_random_uuid() AS article, gen_random_uuid() AS revision, number,
           number %% %(rare_every)s = 1 AS rare
      FROM generate_series(1, %(articles)s) number;
INSERT INTO claims_article
    (id, created_at, project_id, title, url, publisher, byline, published_from, published_to, language,
     version)
    SELECT article, now(), %(project)s, 'Story ' || number, 'https://example.org/' || number,
           CASE WHEN rare THEN 'Rare Gazette' ELSE 'Publisher ' || number %% 20 END, 'Staff',
           CASE WHEN rare THEN date '1999-01-01' ELSE date '2026-01-01' END,
           CASE WHEN rare THEN date '1999-01-01' ELSE date '2026-01-01' END, 'en', 1 FROM made;
INSERT INTO claims_articlerevision
    (id, created_at, project_id, article_id, number, text, text_hash, canonical_changes, segmented_by,
     suggested_by)
    SELECT revision, now(), %(project)s, article, 1, %(text)s || number, md5(number::text), '{}', '', ''
      FROM made;
UPDATE claims_article a SET current_revision_id = m.revision FROM made m WHERE m.article = a.id;
INSERT INTO claims_sentence (revision_id, ordinal, start, "end", kind)
    SELECT revision, place, place * 97, place * 97 + 96, 'sentence' FROM made, generate_series(0, 23) place;
CREATE TEMPORARY TABLE tagged AS
    SELECT pg_temp.ordered(at) AS claim, pg_temp.ordered(at) AS figure, pg_temp.ordered(at) AS evidence,
           pg_temp.ordered(at) AS review, revision, rare, at, place
      FROM (SELECT revision, rare, place,
                   now() - (%(claims)s - number * 50 - place) * interval '1 second' AS at
              FROM made, generate_series(1, %(each)s) place) moments;
INSERT INTO claims_claim
    (id, created_at, project_id, revision_id, start, "end", quote, annotator_id, layer, status, confidence,
     reviewer_confidence, version, updated_at, submitted_at, verified_at, verified_by_id, statement, claimant,
     claimant_role, claim_type, tags, verdict_id, rationale, search_record, family_state)
    SELECT claim, at, %(project)s, revision, place * 20, place * 20 + 40, %(quote)s, %(user)s, 'annotated',
           'verified', CASE WHEN rare THEN 7 ELSE 80 END, CASE WHEN rare THEN 99 ELSE 90 END, 3, at, at, at,
           %(reviewer)s,
           'Holding the border takes 50,000 troops or more' ||
           CASE WHEN rare THEN ', a zeppelin says.' ELSE '.' END,
           CASE WHEN rare THEN 'Quintilia Brandt' ELSE 'the former army chief' END, 'former army chief',
           CASE WHEN rare THEN 'causal' ELSE 'numerical' END,
           CASE WHEN rare THEN ARRAY['oddity'] ELSE ARRAY['border'] END,
           CASE WHEN rare THEN %(other_verdict)s ELSE %(verdict)s END,
           'The bulletin of the ministry says the same in its second table.', '', '' FROM tagged;
INSERT INTO claims_figure
    (id, created_at, project_id, revision_id, start, "end", quote, annotator_id, layer, status, confidence,
     reviewer_confidence, version, updated_at, submitted_at, verified_at, verified_by_id, numeral_start,
     numeral_end, kind, value_low, value_high, modifier, measure, counted, qualifier, base, scope_place,
     scope_group, nature, stated_by, reported_by, claim_id)
    SELECT figure, at, %(project)s, revision, place * 20 + 9, place * 20 + 22, '50,000 troops', %(user)s,
           'annotated', 'verified', 95, 90, 3, at, at, at, %(reviewer)s, place * 20 + 9, place * 20 + 15,
           'count', CASE WHEN rare THEN 7 ELSE 50000 END,
           CASE WHEN rare THEN 7 END, 'at_least', '',
           CASE WHEN rare THEN 'zeppelin' ELSE 'troop' END, '', '', 'the border', '', 'stock',
           'the former army chief', 'The Desk', claim FROM tagged;
INSERT INTO claims_evidence
    (id, created_at, claim_id, source_id, question, stance, quote, locator, credibility, note, added_by_id)
    SELECT evidence, at, claim, %(source)s, 'How many troops does it take?', 'supports',
           'fifty thousand soldiers at the least', 'page 4', '2', '', %(user)s FROM tagged;
INSERT INTO claims_review
    (id, created_at, claim_id, item_version, reviewer_id, decision, verdict_id, confidence, comment)
    SELECT review, at, claim, 2, %(reviewer)s, 'verified', %(verdict)s, 90, '' FROM tagged;
"""
SLOW_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
 WHERE tablename = ANY(%s) AND (indexdef LIKE '%% USING gin %%' OR indexdef LIKE '%% USING gist %%')
"""
TABLES = ["article", "articlerevision", "sentence", "claim", "figure", "evidence", "review"]


def make_project(claims: int) -> tuple[Any, str]:
    """The project with `claims` verified claims, and a token's secret that exports them."""
    from django.utils import timezone

    from claims.choices import Role, Scope
    from claims.models import ApiToken, Membership, Project, Source, User, Verdict

    people = [
        User.objects.create_user(f"{name}@example.org", name=name) for name in ("Annotator", "Reviewer")
    ]
    project = Project.objects.create(name="Desk", created_by=people[0])
    for person in people:
        Membership.objects.create(project=project, user=person, role=Role.REVIEWER)
    verdict = Verdict.objects.create(project=project, key="supported", label="Supported", rating=5, ordinal=0)
    other = Verdict.objects.create(project=project, key="refuted", label="Refuted", rating=1, ordinal=1)
    source = Source.objects.create(
        project=project, title="Bulletin", url="https://example.org/bulletin", created_by=people[0]
    )
    secret = ApiToken.new_secret()
    ApiToken.objects.create(
        user=people[0],
        project=project,
        name="benchmark",
        scopes=[Scope.READ, Scope.EXPORT],
        secret_hash=ApiToken.hashed(secret),
        expires_at=timezone.now() + timedelta(days=1),
    )
    values = {
        "project": project.pk,
        "articles": max(claims // ARTICLES_FOR_EACH, 1),
        "each": min(claims, ARTICLES_FOR_EACH),
        "text": TEXT,
        "quote": CLAIM,
        "user": people[0].pk,
        "reviewer": people[1].pk,
        "verdict": verdict.pk,
        "other_verdict": other.pk,
        "claims": claims,
        "rare_every": RARE_EVERY,
        "source": source.pk,
    }
    _write(values)
    return project, secret


def _write(values: dict[str, Any]) -> None:
    """Write the rows as the tables' owner, past the triggers, which would record an event for each."""
    from django.db import connection

    owner = psycopg.conninfo.conninfo_to_dict(os.environ["TEST_DATABASE_URL"])
    owner["dbname"] = connection.settings_dict["NAME"]
    with psycopg.connect(**owner, autocommit=True) as writer:
        # Inverted indexes are built in one go afterwards, which is many times faster.
        found = writer.execute(SLOW_INDEXES, [[f"claims_{table}" for table in TABLES]]).fetchall()
        for name, _ in found:
            writer.execute(f'DROP INDEX "{name}"')
        for table in TABLES:
            writer.execute(f"ALTER TABLE claims_{table} DISABLE TRIGGER USER")
        writer.execute(ORDERED)
        for statement in ROWS.split(";\n"):
            if statement.strip():
                named = {name: values[name] for name in values if f"%({name})s" in statement}
                writer.execute(statement, named, prepare=False)
        for _, definition in found:
            writer.execute(definition)
        for table in TABLES:
            writer.execute(f"ALTER TABLE claims_{table} ENABLE TRIGGER USER")
            writer.execute(f"VACUUM ANALYZE claims_{table}")
