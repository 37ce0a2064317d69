import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0009_let_reviewers_invite"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="condition",
            name="deputy",
            field=models.ForeignKey(
                blank=True,
                help_text="Is told the same, so that nothing waits for one person alone.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="deputised_conditions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="second person",
            ),
        ),
        migrations.AlterField(
            model_name="condition",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                help_text="Who keeps it current, and is told by e-mail when facts are due.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="owned_conditions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("owner__isnull", True),
                    ("deputy__isnull", True),
                    models.Q(("deputy", models.F("owner")), _negated=True),
                    _connector="OR",
                ),
                name="condition_deputy_is_not_owner",
                violation_error_message="Owner and second person must be two people.",
            ),
        ),
    ]
