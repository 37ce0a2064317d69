"""Remarks on pages that have no edition, and who dealt with them; none was taken before."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0006_let_staff_comment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="feedback",
            name="page",
            field=models.CharField(default="/", max_length=200, verbose_name="page"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="feedback",
            name="resolved_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="dealt with"),
        ),
        migrations.AddField(
            model_name="feedback",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dealt with by",
            ),
        ),
        migrations.AddField(
            model_name="feedback",
            name="resolved_by_name",
            field=models.CharField(blank=True, max_length=160, verbose_name="dealt with by"),
        ),
        migrations.AlterField(
            model_name="feedback",
            name="edition",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="feedback",
                to="conditions.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AlterField(
            model_name="feedback",
            name="resolution",
            field=models.TextField(blank=True, verbose_name="what was done, or why not"),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fact_key__isnull", True), ("edition__isnull", False), _connector="OR"
                ),
                name="feedback_fact_is_of_an_edition",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("resolved_at__isnull", True), ("resolved_by_name", ""), ("status", "open")
                    ),
                    models.Q(
                        models.Q(("status", "open"), _negated=True),
                        models.Q(("resolved_by_name", ""), _negated=True),
                        ("resolved_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="feedback_resolved_by_someone",
            ),
        ),
    ]
