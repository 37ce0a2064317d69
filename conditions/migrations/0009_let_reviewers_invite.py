"""Reviewers invite experts; every group sees whom they invited and what came of it."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

SEE = ("view_reviewinvitation", "view_expertopinion")
INVITE = ("add_reviewinvitation", "change_reviewinvitation")
GROUPS = {
    "editor": SEE,
    "reviewer": (*SEE, *INVITE),
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
        ("conditions", "0008_create_expert_reviews"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, revoke)]
