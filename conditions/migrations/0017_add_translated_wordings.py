"""Facts in other languages, with who may translate and review them; plurals that can be translated."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

TRANSLATE = ("add_translatedwording", "change_translatedwording")
SEE = ("view_translatedwording",)
GROUPS = {
    "editor": (*SEE, *TRANSLATE),
    "reviewer": (*SEE, "review_translatedwording"),
    "publisher": SEE,
    "vocabulary keeper": SEE,
}


def _permissions(apps, codenames):
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.filter(content_type__app_label="conditions", codename__in=codenames)


def grant(apps, schema_editor):
    # Permissions are otherwise made after the last migration, too late for this one.
    create_permissions(installed.get_app_config("conditions"), verbosity=0, apps=apps)
    Group = apps.get_model("auth", "Group")
    for name, codenames in GROUPS.items():
        for group in Group.objects.filter(name=name):
            group.permissions.add(*_permissions(apps, codenames))


def revoke(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, codenames in GROUPS.items():
        for group in Group.objects.filter(name=name):
            group.permissions.remove(*_permissions(apps, codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0016_create_photographs"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="catalogueannotation",
            options={
                "ordering": ("line",),
                "verbose_name": "HPO annotation",
                "verbose_name_plural": "HPO annotations",
            },
        ),
        migrations.AlterModelOptions(
            name="cataloguedisease",
            options={
                "ordering": ("code",),
                "verbose_name": "HPO disease",
                "verbose_name_plural": "HPO diseases",
            },
        ),
        migrations.AlterModelOptions(
            name="catalogueterm",
            options={
                "ordering": ("code",),
                "verbose_name": "HPO term",
                "verbose_name_plural": "HPO terms",
            },
        ),
        migrations.AlterModelOptions(
            name="citation",
            options={
                "ordering": ("fact", "position", "id"),
                "verbose_name": "citation",
                "verbose_name_plural": "citations",
            },
        ),
        migrations.AlterModelOptions(
            name="condition",
            options={
                "ordering": ("name",),
                "verbose_name": "condition",
                "verbose_name_plural": "conditions",
            },
        ),
        migrations.AlterModelOptions(
            name="conditioncode",
            options={
                "ordering": ("system", "code"),
                "verbose_name": "code",
                "verbose_name_plural": "codes",
            },
        ),
        migrations.AlterModelOptions(
            name="conditionname",
            options={
                "ordering": ("text", "id"),
                "verbose_name": "synonym",
                "verbose_name_plural": "synonyms",
            },
        ),
        migrations.AlterModelOptions(
            name="contentimport",
            options={
                "ordering": ("-at", "-id"),
                "verbose_name": "import",
                "verbose_name_plural": "imports",
            },
        ),
        migrations.AlterModelOptions(
            name="edition",
            options={
                "ordering": ("condition", "-number"),
                "permissions": [
                    ("submit_edition", "Can send an edition to review"),
                    ("review_edition", "Can approve or send back an edition"),
                    ("withdraw_edition", "Can withdraw a published edition"),
                ],
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
            },
        ),
        migrations.AlterModelOptions(
            name="fact",
            options={
                "ordering": ("edition", "topic", "position", "id"),
                "verbose_name": "fact",
                "verbose_name_plural": "facts",
            },
        ),
        migrations.AlterModelOptions(
            name="factcomment",
            options={
                "ordering": ("at", "id"),
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
            },
        ),
        migrations.AlterModelOptions(
            name="formerslug",
            options={
                "ordering": ("slug",),
                "verbose_name": "former slug",
                "verbose_name_plural": "former slugs",
            },
        ),
        migrations.AlterModelOptions(
            name="release",
            options={
                "ordering": ("source", "-released_on"),
                "verbose_name": "release",
                "verbose_name_plural": "releases",
            },
        ),
        migrations.AlterModelOptions(
            name="reviewevent",
            options={
                "ordering": ("at", "id"),
                "verbose_name": "review event",
                "verbose_name_plural": "review events",
            },
        ),
        migrations.AlterModelOptions(
            name="source",
            options={
                "ordering": ("slug",),
                "verbose_name": "source",
                "verbose_name_plural": "sources",
            },
        ),
        migrations.AlterModelOptions(
            name="term",
            options={"ordering": ("name",), "verbose_name": "term", "verbose_name_plural": "terms"},
        ),
        migrations.AlterModelOptions(
            name="termcode",
            options={
                "ordering": ("system", "code"),
                "verbose_name": "code",
                "verbose_name_plural": "codes",
            },
        ),
        migrations.AlterModelOptions(
            name="termname",
            options={
                "ordering": ("text", "id"),
                "verbose_name": "synonym",
                "verbose_name_plural": "synonyms",
            },
        ),
        migrations.AlterModelOptions(
            name="termrelation",
            options={"verbose_name": "broader term", "verbose_name_plural": "broader terms"},
        ),
        migrations.AlterModelOptions(
            name="urgencyrule",
            options={
                "ordering": ("level", "slug"),
                "verbose_name": "urgency rule",
                "verbose_name_plural": "urgency rules",
            },
        ),
        migrations.AlterModelOptions(
            name="warningoverride",
            options={
                "ordering": ("at", "id"),
                "verbose_name": "overridden warning",
                "verbose_name_plural": "overridden warnings",
            },
        ),
        migrations.CreateModel(
            name="HistoricalTranslatedWording",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("fact_key", models.UUIDField(verbose_name="fact")),
                (
                    "language",
                    models.CharField(
                        help_text="A language tag in small letters, as in LANGUAGES: “de”, “pt-br”.",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator("^[a-z]{2,3}(-[a-z0-9]{2,8})*\\Z")
                        ],
                        verbose_name="language",
                    ),
                ),
                (
                    "original_plain",
                    models.TextField(verbose_name="plain wording that was translated"),
                ),
                (
                    "original_clinical",
                    models.TextField(verbose_name="clinical wording that was translated"),
                ),
                ("plain", models.TextField(blank=True, verbose_name="plain wording")),
                ("clinical", models.TextField(blank=True, verbose_name="clinical wording")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in-review", "in review"),
                            ("approved", "approved"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sent to review"),
                ),
                (
                    "sent_back_because",
                    models.TextField(blank=True, verbose_name="why it was sent back"),
                ),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="approved"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
                (
                    "withdrawal_reason",
                    models.TextField(blank=True, verbose_name="reason for withdrawal"),
                ),
                (
                    "history_user_id",
                    models.CharField(blank=True, max_length=160, verbose_name="by"),
                ),
                (
                    "history_change_reason",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="why"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="conditions.condition",
                        verbose_name="condition",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "translator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="translator",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical translated wording",
                "verbose_name_plural": "historical translated wordings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TranslatedWording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fact_key", models.UUIDField(verbose_name="fact")),
                (
                    "language",
                    models.CharField(
                        help_text="A language tag in small letters, as in LANGUAGES: “de”, “pt-br”.",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator("^[a-z]{2,3}(-[a-z0-9]{2,8})*\\Z")
                        ],
                        verbose_name="language",
                    ),
                ),
                (
                    "original_plain",
                    models.TextField(verbose_name="plain wording that was translated"),
                ),
                (
                    "original_clinical",
                    models.TextField(verbose_name="clinical wording that was translated"),
                ),
                ("plain", models.TextField(blank=True, verbose_name="plain wording")),
                ("clinical", models.TextField(blank=True, verbose_name="clinical wording")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in-review", "in review"),
                            ("approved", "approved"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sent to review"),
                ),
                (
                    "sent_back_because",
                    models.TextField(blank=True, verbose_name="why it was sent back"),
                ),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="approved"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
                (
                    "withdrawal_reason",
                    models.TextField(blank=True, verbose_name="reason for withdrawal"),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translated_wordings",
                        to="conditions.condition",
                        verbose_name="condition",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "translator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="translator",
                    ),
                ),
            ],
            options={
                "verbose_name": "translated wording",
                "verbose_name_plural": "translated wordings",
                "ordering": ("condition", "fact_key", "language", "-created_at"),
                "permissions": [
                    ("review_translatedwording", "Can approve, send back or withdraw a translation")
                ],
                "indexes": [
                    models.Index(fields=["condition", "language"], name="translatedwording_of_page")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "in-review"))),
                        fields=("fact_key", "language"),
                        name="translatedwording_one_in_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewer__isnull", True),
                            models.Q(("reviewer", models.F("translator")), _negated=True),
                            _connector="OR",
                        ),
                        name="translatedwording_reviewer_is_not_translator",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(
                                models.Q(("plain", ""), _negated=True),
                                models.Q(("clinical", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="translatedwording_reviewed_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", True),
                                ("reviewer__isnull", True),
                                ("status__in", ("draft", "in-review")),
                            ),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("reviewer__isnull", False),
                                ("status__in", ("approved", "withdrawn")),
                            ),
                            _connector="OR",
                        ),
                        name="translatedwording_approval_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawal_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "withdrawn"), _negated=True),
                                ("withdrawal_reason", ""),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="translatedwording_withdrawal_complete",
                    ),
                ],
            },
        ),
        migrations.RunPython(grant, revoke),
    ]
