"""Remove the text of deleted drafts whose thirty days are over; run it daily."""

from django.core.management.base import BaseCommand

from conditions.actions.drafts import purge_deleted_drafts


class Command(BaseCommand):
    help = "Remove the text of drafts that were deleted more than 30 days ago; their steps stay."

    def handle(self, **options):
        self.stdout.write(f"Deleted drafts: the text of {purge_deleted_drafts()} removed.")
