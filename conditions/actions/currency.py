"""Recording that somebody held published facts against their sources again."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from conditions.models import CheckOutcome, Condition, Edition, Fact
from conditions.selectors.currency import page_currency

from .facts import check_facts

PERMISSION = "conditions.add_factcheck"


class CheckRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """A check that cannot be recorded; the message says why, to the person who checked."""


@transaction.atomic
def check_published(
    *,
    condition: Condition,
    edition_id: int,
    keys: Iterable[str],
    outcome: str,
    by: User,
    on: date,
    note: str = "",
) -> list[Fact]:
    """Record a check of facts that `by` read in edition `edition_id`; return those facts.

    When several facts are confirmed at once, those that somebody marked as needing a change are
    left out: each of them is confirmed alone, by somebody who has read why. Raises
    `PermissionDenied` without the right and `CheckRefused` when readers see another edition now,
    when a fact is not on that page, when there is nothing to record, or when a needed change is
    not explained.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Your account may not check facts."))
    if outcome == CheckOutcome.NEEDS_CHANGE and not note.strip():
        raise CheckRefused(_("Please say what needs to change."))
    # Held until the check stands, so that no other edition is approved in between.
    list(condition.editions.order_by("pk").select_for_update().values_list("pk"))
    edition = Edition.objects.published().filter(condition=condition, pk=edition_id).first()
    if edition is None:
        raise CheckRefused(
            _("Readers see another edition by now. Nothing is recorded; please look again.")
        )
    asked = set(keys)
    facts = [fact for fact in edition.facts.all() if str(fact.key) in asked]
    if not facts or len(facts) < len(asked):
        raise CheckRefused(_("These facts are not on the page. Nothing is recorded."))
    if len(facts) > 1 and outcome == CheckOutcome.CONFIRMED:
        currency = page_currency(condition, facts).facts
        facts = [fact for fact in facts if not currency[fact.key].needs_change]
    if not facts:
        raise CheckRefused(_("Facts that need a change are confirmed one by one."))
    check_facts(
        condition=condition,
        keys=[fact.key for fact in facts],
        outcome=outcome,
        by=by,
        on=on,
        note=note.strip(),
    )
    return facts
