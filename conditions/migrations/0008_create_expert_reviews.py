"""Experts without an account: their invitations, and their opinions."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0007_feedback_on_any_page"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("role", models.CharField(max_length=160, verbose_name="role")),
                ("token_digest", models.CharField(max_length=64, verbose_name="hash of the link")),
                ("expires_at", models.DateTimeField(verbose_name="ends")),
                ("by_name", models.CharField(max_length=160, verbose_name="by")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "revoked_by_name",
                    models.CharField(blank=True, max_length=160, verbose_name="revoked by"),
                ),
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
                        related_name="invitations",
                        to="conditions.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation of an expert",
                "verbose_name_plural": "invitations of experts",
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="ExpertOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("approves", "I approve this edition"),
                            ("declines", "I do not approve this edition"),
                        ],
                        max_length=8,
                        verbose_name="answer",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("role", models.CharField(max_length=160, verbose_name="role")),
                ("note", models.TextField(blank=True, verbose_name="reason or remark")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinion",
                        to="conditions.reviewinvitation",
                        verbose_name="invitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "opinion of an expert",
                "verbose_name_plural": "opinions of experts",
                "ordering": ("at", "id"),
            },
        ),
        migrations.AddConstraint(
            model_name="reviewinvitation",
            constraint=models.UniqueConstraint(
                models.F("token_digest"), name="reviewinvitation_token_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    models.Q(("role", ""), _negated=True),
                    models.Q(("by_name", ""), _negated=True),
                ),
                name="reviewinvitation_says_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("at"))),
                name="reviewinvitation_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("revoked_at__isnull", True),
                        ("revoked_by__isnull", True),
                        ("revoked_by_name", ""),
                    ),
                    models.Q(
                        ("revoked_at__isnull", False),
                        models.Q(("revoked_by_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reviewinvitation_revocation_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["approves", "declines"])),
                name="expertopinion_verdict_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("role", ""), _negated=True)
                ),
                name="expertopinion_says_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "declines"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="expertopinion_declines_with_reason",
            ),
        ),
    ]
