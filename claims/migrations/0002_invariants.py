"""What the database itself holds, whoever writes: quotes, statuses, second pairs of eyes, history."""

from django.db import migrations

QUOTES = """
CREATE FUNCTION claims_quote_matches() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    SELECT project_id, substr(text, NEW.start + 1, NEW."end" - NEW.start) AS slice, length(text) AS size
      INTO found FROM claims_articlerevision WHERE id = NEW.revision_id;
    IF found.project_id <> NEW.project_id THEN
        RAISE EXCEPTION 'the revision belongs to another project' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW."end" > found.size OR found.slice <> NEW.quote THEN
        RAISE EXCEPTION 'the quote differs from the text at %..%', NEW.start, NEW."end"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_matches_text';
    END IF;
    RETURN NEW;
END $$;
"""

REVISIONS = """
CREATE FUNCTION claims_revision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a revision never changes' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER revision_stays BEFORE UPDATE OF project_id, article_id, number, text, text_hash, original_id
    ON claims_articlerevision FOR EACH ROW
    WHEN ((OLD.project_id, OLD.article_id, OLD.number, OLD.text, OLD.text_hash, OLD.original_id)
        IS DISTINCT FROM (NEW.project_id, NEW.article_id, NEW.number, NEW.text, NEW.text_hash, NEW.original_id))
    EXECUTE FUNCTION claims_revision_stays();
"""

STATUSES = """
CREATE FUNCTION claims_status_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status NOT IN ('draft', 'submitted') THEN
            RAISE EXCEPTION 'an item begins as draft or submitted, not as %', NEW.status
                USING ERRCODE = 'check_violation', CONSTRAINT = 'status_follows';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
        ('draft', 'submitted'),
        ('submitted', 'draft'), ('submitted', 'in_review'),
        ('in_review', 'submitted'), ('in_review', 'disputed'),
        ('in_review', 'verified'), ('in_review', 'rejected'), ('in_review', 'returned'),
        ('returned', 'draft'), ('returned', 'submitted'),
        ('disputed', 'in_review'),
        ('verified', 'submitted'),
        ('rejected', 'submitted')
    ) THEN
        RAISE EXCEPTION '% may not follow %', NEW.status, OLD.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'status_follows';
    END IF;
    IF OLD.status = 'verified' AND NEW.status = 'verified'
       AND to_jsonb(OLD) - %(loose)s IS DISTINCT FROM to_jsonb(NEW) - %(loose)s THEN
        RAISE EXCEPTION 'what is verified is re-opened before it is changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verified_stays';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION claims_claim_verifiable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_contribution WHERE claim_id = NEW.id AND user_id = NEW.verified_by_id) THEN
        RAISE EXCEPTION 'no contributor verifies a claim'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verifier_is_no_contributor';
    END IF;
    IF NEW.search_record = '' AND NOT EXISTS (SELECT FROM claims_evidence WHERE claim_id = NEW.id) THEN
        RAISE EXCEPTION 'a verified claim has evidence or a record of the search'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verified_has_evidence';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION claims_figure_verifiable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_contribution WHERE figure_id = NEW.id AND user_id = NEW.verified_by_id) THEN
        RAISE EXCEPTION 'no contributor verifies a figure'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verifier_is_no_contributor';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION claims_verified_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'verified' AND coalesce(current_setting('annotator.deleting_project', true), '') = '' THEN
        RAISE EXCEPTION 'what is verified is not deleted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verified_stays';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION claims_evidence_of_verified_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    item record;
BEGIN
    IF TG_OP <> 'INSERT' THEN item := OLD; ELSE item := NEW; END IF;
    IF coalesce(current_setting('annotator.deleting_project', true), '') = '' AND (
        EXISTS (SELECT FROM claims_claim WHERE id = item.claim_id AND status = 'verified')
        OR EXISTS (SELECT FROM claims_figure WHERE id = item.figure_id AND status = 'verified')
    ) THEN
        RAISE EXCEPTION 'what is verified is re-opened before its evidence is changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verified_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF (SELECT project_id FROM claims_source WHERE id = NEW.source_id) IS DISTINCT FROM coalesce(
        (SELECT project_id FROM claims_claim WHERE id = NEW.claim_id),
        (SELECT project_id FROM claims_figure WHERE id = NEW.figure_id)
    ) THEN
        RAISE EXCEPTION 'the source belongs to another project' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_of_verified_stays BEFORE INSERT OR UPDATE OR DELETE ON claims_evidence
    FOR EACH ROW EXECUTE FUNCTION claims_evidence_of_verified_stays();

CREATE FUNCTION claims_figure_with_its_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.claim_id IS NOT NULL
       AND (SELECT project_id FROM claims_claim WHERE id = NEW.claim_id) IS DISTINCT FROM NEW.project_id THEN
        RAISE EXCEPTION 'the claim belongs to another project' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER figure_with_its_claim BEFORE INSERT OR UPDATE OF claim_id, project_id ON claims_figure
    FOR EACH ROW EXECUTE FUNCTION claims_figure_with_its_claim();
""".replace(
    "%(loose)s",
    "ARRAY['version', 'updated_at', 'recheck_on', 'family_id', 'family_state', 'adjudicated_into_id', 'claim_id']",
)

TAG_TRIGGERS = """
CREATE TRIGGER {noun}_quote_matches BEFORE INSERT OR UPDATE OF project_id, revision_id, start, "end", quote
    ON claims_{noun} FOR EACH ROW EXECUTE FUNCTION claims_quote_matches();
CREATE TRIGGER {noun}_status_follows BEFORE INSERT OR UPDATE ON claims_{noun}
    FOR EACH ROW EXECUTE FUNCTION claims_status_follows();
CREATE TRIGGER {noun}_verifiable BEFORE UPDATE OF status ON claims_{noun}
    FOR EACH ROW WHEN (NEW.status = 'verified' AND OLD.status <> 'verified')
    EXECUTE FUNCTION claims_{noun}_verifiable();
CREATE TRIGGER {noun}_verified_is_kept BEFORE DELETE ON claims_{noun}
    FOR EACH ROW EXECUTE FUNCTION claims_verified_is_kept();
"""

HISTORY = """
CREATE FUNCTION claims_record_event() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    noun text := substr(TG_TABLE_NAME, length('claims_') + 1);
    older jsonb;
    newer jsonb;
    subject jsonb;
    project uuid;
    claim uuid;
    figure uuid;
BEGIN
    IF TG_OP <> 'INSERT' THEN older := to_jsonb(OLD) - 'secret_hash'; END IF;
    IF TG_OP <> 'DELETE' THEN newer := to_jsonb(NEW) - 'secret_hash'; END IF;
    IF older - 'updated_at' = newer - 'updated_at' THEN RETURN NULL; END IF;
    subject := coalesce(newer, older);
    claim := CASE WHEN noun = 'claim' THEN subject->>'id' ELSE subject->>'claim_id' END;
    figure := CASE WHEN noun = 'figure' THEN subject->>'id' ELSE subject->>'figure_id' END;
    IF noun = 'figure' THEN claim := NULL; END IF;
    project := CASE
        WHEN noun = 'project' THEN (subject->>'id')::uuid
        WHEN subject ? 'project_id' THEN (subject->>'project_id')::uuid
        WHEN claim IS NOT NULL THEN (SELECT c.project_id FROM claims_claim c WHERE c.id = claim)
        WHEN figure IS NOT NULL THEN (SELECT f.project_id FROM claims_figure f WHERE f.id = figure)
        WHEN subject ? 'suggestion_id' THEN (
            SELECT r.project_id FROM claims_suggestion s JOIN claims_articlerevision r ON r.id = s.revision_id
             WHERE s.id = (subject->>'suggestion_id')::uuid)
    END;
    INSERT INTO claims_event
        (at, project_id, noun, "row", claim_id, figure_id, operation, actor_id, reason, before, after, transaction)
    VALUES (
        clock_timestamp(), project, noun, subject->>'id', claim, figure, lower(TG_OP),
        nullif(current_setting('annotator.actor', true), '')::uuid,
        coalesce(current_setting('annotator.reason', true), ''),
        older, newer, pg_current_xact_id()::text::bigint
    );
    RETURN NULL;
END $$;
"""

# Articles and import jobs are made in bulk; what people later change in them is recorded.
RECORDED = {
    "INSERT OR UPDATE OR DELETE": [
        "project", "verdict", "membership", "claim", "claimfamily", "figure", "source", "evidence", "review",
        "comment", "assignment", "suggestiondecision",
    ],
    "UPDATE OR DELETE": ["article"],
}


def history_triggers() -> str:
    """The triggers that record events, one a table."""
    return "".join(
        f"CREATE TRIGGER {noun}_recorded AFTER {when} ON claims_{noun} "
        "FOR EACH ROW EXECUTE FUNCTION claims_record_event();\n"
        for when, nouns in RECORDED.items()
        for noun in nouns
    ) + (
        "CREATE TRIGGER apitoken_recorded AFTER INSERT OR UPDATE OF revoked_at, expires_at, scopes OR DELETE "
        "ON claims_apitoken FOR EACH ROW EXECUTE FUNCTION claims_record_event();\n"
    )


FUNCTIONS = [
    "claims_quote_matches", "claims_revision_stays", "claims_status_follows", "claims_claim_verifiable",
    "claims_figure_verifiable", "claims_verified_is_kept", "claims_evidence_of_verified_stays",
    "claims_figure_with_its_claim", "claims_record_event",
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [
        migrations.RunSQL(
            QUOTES + REVISIONS + STATUSES
            + TAG_TRIGGERS.format(noun="claim") + TAG_TRIGGERS.format(noun="figure")
            + HISTORY + history_triggers(),
            # Dropping a function with CASCADE drops the triggers that call it.
            reverse_sql="".join(f"DROP FUNCTION {name}() CASCADE;\n" for name in FUNCTIONS),
        )
    ]
