"""The four groups of the editorial desk, with what each may do."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

CONTENT = ("fact", "citation")
VOCABULARY = ("term", "termname", "termcode", "termrelation")
IDENTITY = ("condition", "conditionname", "conditioncode", "formerslug")
EVERYTHING = (
    *CONTENT,
    *VOCABULARY,
    *IDENTITY,
    "draftsave",
    "edition",
    "factcheck",
    "feedback",
    "release",
    "reviewevent",
    "searchmiss",
    "source",
    "urgencyrule",
)
VIEW = [f"view_{model}" for model in EVERYTHING]


def _may(actions, models):
    return [f"{action}_{model}" for model in models for action in actions]


GROUPS = {
    "editor": [
        *VIEW,
        *_may(("add", "change", "delete"), (*CONTENT, "edition")),
        *_may(("add", "change"), ("source",)),
        *_may(("change",), ("feedback",)),
        "add_factcheck",
        "submit_edition",
    ],
    "reviewer": [*VIEW, "add_factcheck", "review_edition"],
    "publisher": [
        *VIEW,
        *_may(("add", "change"), (*IDENTITY, "urgencyrule")),
        *_may(("delete",), ("conditionname", "conditioncode")),
        "withdraw_edition",
    ],
    "vocabulary keeper": [
        *VIEW,
        *_may(("add", "change"), (*VOCABULARY, "source")),
        *_may(("delete",), ("termname", "termcode", "termrelation")),
    ],
}


def create_groups(apps, schema_editor):
    # Permissions are otherwise made after the last migration, too late for this one.
    create_permissions(installed.get_app_config("conditions"), verbosity=0, apps=apps)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        permissions = Permission.objects.filter(
            content_type__app_label="conditions", codename__in=codenames
        )
        group.permissions.set(permissions)


def delete_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0001_create_domain_model"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_groups, delete_groups)]
