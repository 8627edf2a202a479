"""New fingerprints are sorted into their index at once.

Else they wait in a list of up to 4 MB, all of which is read for each text that is looked up.
"""

import django.contrib.postgres.indexes
from django.db import migrations

SORTED_IN = "ALTER INDEX fingerprint_keys SET (fastupdate = off); SELECT gin_clean_pending_list('fingerprint_keys')"


class Migration(migrations.Migration):
    dependencies = [("claims", "0018_fewer_indexes")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(SORTED_IN, "ALTER INDEX fingerprint_keys RESET (fastupdate)")
            ],
            state_operations=[
                migrations.RemoveIndex("fingerprint", "fingerprint_keys"),
                migrations.AddIndex(
                    "fingerprint",
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["keys"], name="fingerprint_keys"
                    ),
                ),
            ],
        )
    ]
