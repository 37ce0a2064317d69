"""Delete readers' remarks that are no longer kept; run it once a day."""

from django.core.management.base import BaseCommand

from conditions.actions.feedback import delete_old_remarks
from conditions.models.readers import KEPT_FOR


class Command(BaseCommand):
    help = f"Delete readers' remarks that came {KEPT_FOR.days} days ago or earlier."

    def handle(self, **options):
        self.stdout.write(f"{delete_old_remarks()} remarks deleted.")
