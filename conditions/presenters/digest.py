"""The digest as an e-mail: plain text, without a word that a reader wrote."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conditions.selectors.currency import PageWork, State
from conditions.selectors.digest import Mailing, PageNews

from .citations import reference, warning


def subject(mailing: Mailing) -> str:
    """Return the subject: how many pages wait, and how many of them are overdue."""
    pages = mailing.owned + mailing.deputised
    waiting = ngettext(
        "Calcsite desk: %d page waits for you", "Calcsite desk: %d pages wait for you", len(pages)
    ) % len(pages)
    if overdue := sum(page.is_overdue for page in pages):
        return _("%(waiting)s, %(overdue)d overdue") % {"waiting": waiting, "overdue": overdue}
    return waiting


def text(mailing: Mailing) -> str:
    """Return the body of the mail."""
    parts = [_page(page) for page in mailing.owned]
    if mailing.deputised:
        parts.append(_("You are the second person for what follows; the owner is told the same."))
        parts += [_page(page) for page in mailing.deputised]
    parts.append(
        _("Everything that waits: %(url)s\nThis mail comes again as long as something waits.")
        % {"url": _absolute(reverse("admin:index"))}
    )
    return "\n\n".join(parts) + "\n"


def _page(news: PageNews) -> str:
    lines = [news.condition.name]
    if news.work:
        lines += _of_checks(news.work)
        lines.append(_link("admin:conditions_condition_currency", news.condition.pk))
    for source, facts in news.citing.items():
        lines += [
            f"- {reference(source)} {warning(source)}",
            _facts_resting(facts, news.citing_alone[source]),
            _link("admin:conditions_source_change", source.pk),
        ]
    if news.review:
        lines.append(
            _("- Edition %(number)d has waited for review since %(day)s.")
            % {"number": news.review.number, "day": date_format(news.review.submitted_at)}
        )
        lines.append(_link("admin:conditions_edition_change", news.review.pk))
    if news.remarks:
        remarks = ngettext("- %d remark is open.", "- %d remarks are open.", news.remarks)
        lines.append(remarks % news.remarks)
        lines.append(_link("desk-list", "feedback"))
    return "\n".join(lines)


def _of_checks(work: PageWork) -> Iterator[str]:
    if overdue := work.facts[State.OVERDUE]:
        yield ngettext(
            "- %(count)d fact is overdue since %(day)s.",
            "- %(count)d facts are overdue, the first since %(day)s.",
            overdue,
        ) % {"count": overdue, "day": date_format(work.first_due[State.OVERDUE])}
    if due := work.facts[State.DUE_SOON]:
        yield ngettext(
            "- %(count)d fact is due on %(day)s.",
            "- %(count)d facts are due within 30 days, the first on %(day)s.",
            due,
        ) % {"count": due, "day": date_format(work.first_due[State.DUE_SOON])}
    if never := work.facts[State.UNCHECKED]:
        text = ngettext("- %d fact was never checked.", "- %d facts were never checked.", never)
        yield text % never
    if work.needing_change:
        yield (
            ngettext("- %d fact needs a change.", "- %d facts need a change.", work.needing_change)
            % work.needing_change
        )


def _facts_resting(facts: int, alone: int) -> str:
    return ngettext(
        "  %(count)d fact rests on it; without any other current source: %(alone)d.",
        "  %(count)d facts rest on it; without any other current source: %(alone)d.",
        facts,
    ) % {"count": facts, "alone": alone}


def _link(name: str, *args) -> str:
    return f"  {_absolute(reverse(name, args=args))}"


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
