"""Indexes that others begin with go, and a revision's search vector is kept when its other columns change.

Postgres computes a generated column anew on every update of a table with a trigger before updates; after them
the refusal is as good.
"""

import django.db.models.deletion
from django.db import migrations, models


STAYS = """
DROP TRIGGER revision_stays ON claims_articlerevision;
CREATE TRIGGER revision_stays {when} UPDATE OF project_id, article_id, number, text, text_hash, original_id
    ON claims_articlerevision FOR EACH ROW
    WHEN ((OLD.project_id, OLD.article_id, OLD.number, OLD.text, OLD.text_hash, OLD.original_id)
        IS DISTINCT FROM (NEW.project_id, NEW.article_id, NEW.number, NEW.text, NEW.text_hash, NEW.original_id))
    EXECUTE FUNCTION claims_revision_stays();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0017_filter_statistics'),
    ]

    operations = [
        migrations.RunSQL(STAYS.format(when="AFTER"), STAYS.format(when="BEFORE")),
        migrations.AlterField(
            model_name='article',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='articles', to='claims.project'),
        ),
        migrations.AlterField(
            model_name='articlerevision',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='claims.article'),
        ),
        migrations.AlterField(
            model_name='articlerevision',
            name='project',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.project'),
        ),
        migrations.AlterField(
            model_name='importitem',
            name='job',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='claims.importjob'),
        ),
        migrations.AlterField(
            model_name='suggestion',
            name='revision',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='claims.articlerevision'),
        ),
    ]
