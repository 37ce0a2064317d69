import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0004_let_staff_import"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FactComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fact_key", models.UUIDField(blank=True, null=True, verbose_name="fact")),
                ("text", models.TextField(verbose_name="comment")),
                ("by_name", models.CharField(max_length=160, verbose_name="by")),
                ("by_role", models.CharField(blank=True, max_length=160, verbose_name="role")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "resolved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="resolved"),
                ),
                (
                    "resolved_by_name",
                    models.CharField(blank=True, max_length=160, verbose_name="resolved by"),
                ),
                ("resolution", models.TextField(blank=True, verbose_name="how it was resolved")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="conditions.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="conditions.factcomment",
                        verbose_name="reply to",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="resolved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "ordering": ("at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_name", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="factcomment_says_who_and_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("resolution", ""),
                                ("resolved_at__isnull", True),
                                ("resolved_by__isnull", True),
                                ("resolved_by_name", ""),
                            ),
                            models.Q(
                                ("resolved_at__isnull", False),
                                models.Q(("resolved_by_name", ""), _negated=True),
                                models.Q(("resolution", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="factcomment_resolution_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_to__isnull", True),
                            models.Q(
                                ("resolution", ""),
                                ("resolved_at__isnull", True),
                                ("resolved_by__isnull", True),
                                ("resolved_by_name", ""),
                            ),
                            _connector="OR",
                        ),
                        name="factcomment_reply_is_not_resolved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WarningOverride",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="warning")),
                ("fact_key", models.UUIDField(blank=True, null=True, verbose_name="fact")),
                ("detail", models.TextField(blank=True, verbose_name="what was warned of")),
                ("reason", models.TextField(verbose_name="reason")),
                ("by_name", models.CharField(max_length=160, verbose_name="by")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overrides",
                        to="conditions.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "overridden warning",
                "ordering": ("at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_name", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="warningoverride_says_who_and_why",
                    )
                ],
            },
        ),
    ]
