"""Tell the people who keep pages current what waits on them; run it daily or weekly."""

from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conditions.presenters import digest
from conditions.selectors.digest import mailings, news_of_pages


class Command(BaseCommand):
    help = (
        "Send each owner and second person of a condition one e-mail about what is due, overdue, "
        "retracted, remarked on or waiting for review. Who has nothing waiting gets none."
    )

    def handle(self, *args, **options):
        told, untold = mailings(news_of_pages(timezone.localdate()))
        if untold:
            names = ", ".join(condition.name for condition in untold)
            self.stderr.write(f"No active owner or second person can be told about: {names}.")
        failures = {}
        for person, mailing in told.items():
            if reason := _failure(person, mailing):
                failures[person.get_username()] = reason
        sent = len(told) - len(failures)
        self.stdout.write(f"{sent} {'mail' if sent == 1 else 'mails'} sent.")
        if failures:
            names = ", ".join(f"{name} ({reason})" for name, reason in failures.items())
            raise CommandError(f"{len(failures)} of {len(told)} could not be told: {names}.")


def _failure(person, mailing):
    """Send one mail; return why it could not be sent, without addresses, or an empty text."""
    if not person.email:
        return "has no e-mail address"
    message = EmailMessage(
        subject=digest.subject(mailing),
        body=digest.text(mailing),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (OSError, ValueError) as error:  # what mail servers and malformed addresses raise
        return type(error).__name__
    return ""
