"""How common the values are that exports are narrowed to.

Postgres takes no statistics from partial indexes. Without these it guesses, and reads a million rows in order to
find one that isn't there, or all of an index for what nearly every row has.
"""

from django.db import migrations

EXPRESSIONS = {
    "claims_claim": ["upper(claimant)", "upper(quote)", "upper(statement)"],
    "claims_figure": [
        "upper(measure)",
        "upper(counted)",
        "upper(quote)",
        "numrange(value_low, value_high, '[]')",
    ],
}
NAMES = {
    f"{table}_narrowed_{number}": (table, expression)
    for table, expressions in EXPRESSIONS.items()
    for number, expression in enumerate(expressions, 1)
}


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_sentence_place")]

    operations = [
        *(
            migrations.RunSQL(
                f"CREATE STATISTICS {name} ON ({expression}) FROM {table}", f"DROP STATISTICS {name}"
            )
            for name, (table, expression) in NAMES.items()
        ),
        migrations.RunSQL("ANALYZE claims_claim, claims_figure", migrations.RunSQL.noop),
    ]
