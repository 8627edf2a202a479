"""The table of the cache, in which what is counted across processes is counted."""

from django.db import migrations

CREATE = """
CREATE TABLE annotator_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX annotator_cache_expires ON annotator_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_invariants")]

    operations = [migrations.RunSQL(CREATE, reverse_sql="DROP TABLE annotator_cache;")]
