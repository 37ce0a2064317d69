from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import make_edition, make_fact


@pytest.mark.django_db
def test_purge_says_what_it_removed():
    old = make_edition(status="deleted", deleted_at=timezone.now() - timedelta(days=31))
    new = make_edition(status="deleted", deleted_at=timezone.now() - timedelta(days=29))
    for edition in (old, new):
        make_fact(edition)
    said = StringIO()

    call_command("purge_deleted_drafts", stdout=said)

    assert said.getvalue() == "Deleted drafts: the text of 1 removed.\n"
    assert [old.facts.count(), new.facts.count()] == [0, 1]
