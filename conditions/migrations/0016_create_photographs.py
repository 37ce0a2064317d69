"""Picture files, and the photographs of editions; editors keep both, publishers withdraw files."""

import uuid

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

SEE = ("view_picturefile", "view_photograph")
GROUPS = {
    "editor": (
        *SEE,
        *(f"{action}_picturefile" for action in ("add", "change", "delete")),
        *(f"{action}_photograph" for action in ("add", "change", "delete")),
    ),
    "reviewer": SEE,
    "publisher": (*SEE, "withdraw_picturefile"),
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
        ("conditions", "0015_add_examination_category"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalPictureFile",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(db_index=True, max_length=64, verbose_name="digest")),
                ("width", models.PositiveSmallIntegerField(verbose_name="width")),
                ("height", models.PositiveSmallIntegerField(verbose_name="height")),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="The photographer or holder of the rights, as they must be named.",
                        max_length=200,
                        verbose_name="credit",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("permission", "by permission of the owner"),
                            ("cc-by-4.0", "CC BY 4.0"),
                            ("cc-by-3.0", "CC BY 3.0"),
                            ("cc-by-2.0", "CC BY 2.0"),
                            ("cc-by-sa-4.0", "CC BY-SA 4.0"),
                            ("cc-by-sa-3.0", "CC BY-SA 3.0"),
                            ("cc0-1.0", "CC0 1.0, no rights reserved"),
                            ("public-domain", "public domain"),
                        ],
                        help_text="What allows us to show it. Without one it cannot be published.",
                        max_length=16,
                        verbose_name="licence",
                    ),
                ),
                (
                    "shows_person",
                    models.BooleanField(
                        default=True,
                        help_text="Any part of a body counts, also when nobody could tell whose it is.",
                        verbose_name="shows a person",
                    ),
                ),
                (
                    "consent_reference",
                    models.CharField(
                        blank=True,
                        help_text="The number under which the consent of the person, or the owner's permission, is filed; for a published picture, where the publication says that there is consent. Never a name. Readers do not see it.",
                        max_length=80,
                        verbose_name="reference of the consent",
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="added"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="withdrawn"
                    ),
                ),
                (
                    "withdrawal_reason",
                    models.TextField(
                        blank=True,
                        help_text="For the record of the desk; readers do not see it. Never a name.",
                        verbose_name="reason for withdrawal",
                    ),
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
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The publication that it was taken from, if there is one.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="conditions.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical picture file",
                "verbose_name_plural": "historical picture files",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PictureFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="digest")),
                ("width", models.PositiveSmallIntegerField(verbose_name="width")),
                ("height", models.PositiveSmallIntegerField(verbose_name="height")),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="The photographer or holder of the rights, as they must be named.",
                        max_length=200,
                        verbose_name="credit",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("permission", "by permission of the owner"),
                            ("cc-by-4.0", "CC BY 4.0"),
                            ("cc-by-3.0", "CC BY 3.0"),
                            ("cc-by-2.0", "CC BY 2.0"),
                            ("cc-by-sa-4.0", "CC BY-SA 4.0"),
                            ("cc-by-sa-3.0", "CC BY-SA 3.0"),
                            ("cc0-1.0", "CC0 1.0, no rights reserved"),
                            ("public-domain", "public domain"),
                        ],
                        help_text="What allows us to show it. Without one it cannot be published.",
                        max_length=16,
                        verbose_name="licence",
                    ),
                ),
                (
                    "shows_person",
                    models.BooleanField(
                        default=True,
                        help_text="Any part of a body counts, also when nobody could tell whose it is.",
                        verbose_name="shows a person",
                    ),
                ),
                (
                    "consent_reference",
                    models.CharField(
                        blank=True,
                        help_text="The number under which the consent of the person, or the owner's permission, is filed; for a published picture, where the publication says that there is consent. Never a name. Readers do not see it.",
                        max_length=80,
                        verbose_name="reference of the consent",
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="added"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="withdrawn"
                    ),
                ),
                (
                    "withdrawal_reason",
                    models.TextField(
                        blank=True,
                        help_text="For the record of the desk; readers do not see it. Never a name.",
                        verbose_name="reason for withdrawal",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The publication that it was taken from, if there is one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pictures",
                        to="conditions.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture file",
                "verbose_name_plural": "picture files",
                "ordering": ("-added_at", "-id"),
                "permissions": [("withdraw_picturefile", "Can withdraw a picture file for good")],
            },
        ),
        migrations.CreateModel(
            name="Photograph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, verbose_name="key")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("definition", "What it is"),
                            ("seek-help", "When to get help"),
                            ("symptom", "Symptoms and signs"),
                            ("risk-factor", "Who is at risk"),
                            ("cause", "Causes"),
                            ("mechanism", "What happens in the body"),
                            ("epidemiology", "How common it is"),
                            ("complication", "What it can lead to"),
                            ("diagnosis", "How it is found"),
                            ("differential", "What it can be confused with"),
                            ("treatment", "Treatment"),
                            ("prevention", "Lowering the risk"),
                            ("prognosis", "What to expect"),
                            ("open-question", "What is not known"),
                        ],
                        default="symptom",
                        help_text="The section of the page that it stands in.",
                        max_length=14,
                        verbose_name="section",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Order within its section, smallest first.",
                        verbose_name="position",
                    ),
                ),
                (
                    "alt",
                    models.TextField(
                        blank=True,
                        help_text="For those who cannot see it, or do not want to: what is seen, where on the body, which colour and size. “Open sore with a black crust on the outside of a thigh”.",
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "plain",
                    models.TextField(
                        blank=True,
                        help_text="The line below the picture: what readers should notice in it.",
                        verbose_name="plain wording",
                    ),
                ),
                (
                    "clinical",
                    models.TextField(
                        blank=True,
                        help_text="The same in the field's terms.",
                        verbose_name="clinical wording",
                    ),
                ),
                (
                    "skin_tone",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "light skin (Monk scale 1 of 10)"),
                            (2, "light skin (Monk scale 2 of 10)"),
                            (3, "light skin (Monk scale 3 of 10)"),
                            (4, "medium skin (Monk scale 4 of 10)"),
                            (5, "medium skin (Monk scale 5 of 10)"),
                            (6, "medium skin (Monk scale 6 of 10)"),
                            (7, "dark skin (Monk scale 7 of 10)"),
                            (8, "dark skin (Monk scale 8 of 10)"),
                            (9, "dark skin (Monk scale 9 of 10)"),
                            (10, "dark skin (Monk scale 10 of 10)"),
                        ],
                        help_text="The tone of the Monk scale that healthy skin in the picture comes nearest to. Leave it empty when no skin is seen or the light does not let you tell.",
                        null=True,
                        verbose_name="skin tone",
                    ),
                ),
                (
                    "distressing",
                    models.BooleanField(
                        default=False,
                        help_text="Hides it until a reader asks for it: open wounds, dead skin, genitals.",
                        verbose_name="distressing",
                    ),
                ),
                (
                    "body_sites",
                    models.ManyToManyField(
                        blank=True,
                        limit_choices_to={"kind": "body-site"},
                        related_name="photographs",
                        to="conditions.term",
                        verbose_name="body sites",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photographs",
                        to="conditions.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        limit_choices_to={"withdrawn_at__isnull": True},
                        help_text="Type part of its credit. A new one is added under “Picture files” first.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photographs",
                        to="conditions.picturefile",
                        verbose_name="picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "photograph",
                "verbose_name_plural": "photographs",
                "ordering": ("edition", "position", "id"),
            },
        ),
        migrations.AddConstraint(
            model_name="picturefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "licence__in",
                        [
                            "permission",
                            "cc-by-4.0",
                            "cc-by-3.0",
                            "cc-by-2.0",
                            "cc-by-sa-4.0",
                            "cc-by-sa-3.0",
                            "cc0-1.0",
                            "public-domain",
                            "",
                        ],
                    )
                ),
                name="picturefile_licence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="picturefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("height__gte", 1), ("width__gte", 1)),
                name="picturefile_has_a_size",
            ),
        ),
        migrations.AddConstraint(
            model_name="picturefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_reason", ""), ("withdrawn_at__isnull", True)),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="picturefile_withdrawal_complete",
            ),
        ),
        migrations.AddIndex(
            model_name="photograph",
            index=models.Index(models.F("key"), name="photograph_key"),
        ),
        migrations.AddConstraint(
            model_name="photograph",
            constraint=models.UniqueConstraint(
                models.F("edition"), models.F("key"), name="photograph_key_once_per_edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="photograph",
            constraint=models.UniqueConstraint(
                models.F("edition"),
                models.F("picture"),
                name="photograph_picture_once_per_edition",
                violation_error_message="This picture is in the edition already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="photograph",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "topic__in",
                        [
                            "definition",
                            "seek-help",
                            "symptom",
                            "risk-factor",
                            "cause",
                            "mechanism",
                            "epidemiology",
                            "complication",
                            "diagnosis",
                            "differential",
                            "treatment",
                            "prevention",
                            "prognosis",
                            "open-question",
                        ],
                    )
                ),
                name="photograph_topic_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="photograph",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("skin_tone__isnull", True), ("skin_tone__range", (1, 10)), _connector="OR"
                ),
                name="photograph_skin_tone_1_to_10",
            ),
        ),
        migrations.RunPython(grant, revoke),
    ]
