"""Who acts."""

from django.contrib.auth.models import User


def name_of(user: User) -> str:
    """Return the name that stands in the records; it stays when the account goes."""
    return user.get_full_name() or user.get_username()
