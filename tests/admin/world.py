"""One record of everything that the desk shows, and a request for each row of permissions.md."""

from dataclasses import dataclass

import msgspec
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from conditions import exchange
from conditions.actions.editions import MOVES
from conditions.actions.experts import give_opinion
from conditions.actions.imports import keep_file
from conditions.actions.translations import STEPS
from conditions.models import Condition, Edition, EditionStatus, Release, SearchMiss
from conditions.models.readers import SHOWN_FROM
from conditions.presenters.desk import LISTS
from conditions.selectors.documents import condition_document
from conditions.selectors.gate import gate_of
from conditions.selectors.imports import plan_import
from tests.factories import (
    invite,
    make_check,
    make_comment,
    make_condition,
    make_edition,
    make_fact,
    make_in_review,
    make_photograph,
    make_picture,
    make_published,
    make_remark,
    make_source,
    make_term,
    make_translation,
    make_urgency_rule,
    make_user,
)


@dataclass(frozen=True)
class Request:
    """What is sent: a GET, or a POST of `data`.

    `acts`: it changes content when it is allowed. `told`: a refusal is told on the page itself.
    """

    path: str
    data: dict | None = None
    acts: bool = False
    told: bool = False


def requests_of(user):
    """Return the requests of each row by its key; `user` owns what belongs to somebody."""
    found = {key: [Request(path)] for key, path in _pages().items()}
    found["logout"] = [Request(_url("logout"), {})]
    found |= _steps() | _review() | _upkeep() | _imports(user) | _translations(user)
    for meta, record in _records(user).items():
        found |= _stock_pages(meta, record)
    del found["conditions_contentimport_change save"]  # “land” is what saves an import
    return found


def _url(name, *args):
    return reverse(f"admin:{name}", args=args)


def _pages():
    """Return the addresses that only show something and belong to no list of records."""
    published = make_published()
    condition, draft = published.condition, make_edition()
    kind = ContentType.objects.get_for_model(Condition).pk
    of_field = "?app_label=conditions&model_name=fact&field_name=term"
    pages = {
        "index": _url("index"),
        "login": _url("login"),
        "log-in-again": reverse("log-in-again"),
        "password_change": _url("password_change"),
        "password_change_done": _url("password_change_done"),
        "autocomplete": _url("autocomplete") + of_field,
        "jsi18n": _url("jsi18n"),
        "view_on_site": _url("view_on_site", kind, condition.pk),
        "app_list": _url("app_list", "conditions"),
        "auth_user_password_change": _url("auth_user_password_change", make_user().pk),
        "conditions_condition_currency": _url("conditions_condition_currency", condition.pk),
        "conditions_condition_currency_csv": _url(
            "conditions_condition_currency_csv", condition.pk
        ),
        "conditions_edition_changes": _url("conditions_edition_changes", draft.pk),
        "conditions_edition_preview": _url("conditions_edition_preview", draft.pk),
        "conditions_edition_export": _url("conditions_edition_export", draft.pk, "yaml"),
        "conditions_picturefile_image": _url(
            "conditions_picturefile_image", make_picture().digest, 16
        ),
        "conditions_contentimport_export": _url("conditions_contentimport_export", "yaml"),
    }
    for one in LISTS:
        pages[f"desk-list {one.name}"] = reverse("desk-list", args=[one.name])
        pages[f"desk-csv {one.name}"] = reverse("desk-csv", args=[one.name])
    return pages


def _acts(name, *args, **data):
    """Return the one request of an action."""
    return [Request(_url(name, *args), data, acts=True)]


def _steps():
    """Return the steps of the workflow, each for an edition that it is legal for."""
    found = {
        "conditions_condition_start_draft": _acts(
            "conditions_condition_start_draft", make_condition().pk
        ),
        "conditions_edition_restore": _acts("conditions_edition_restore", make_published().pk),
    }
    for name, move in MOVES.items():
        edition = make_edition()
        make_fact(edition)
        _bring_to(edition, move.from_status)
        found[f"conditions_edition_step {name}"] = _acts(
            "conditions_edition_step", edition.pk, name, **{f"{name}-comment": "The reason."}
        )
    return found


def _review():
    """Return what is said of an edition, by whom, and the gate's warnings."""
    edition, warned = make_in_review(), make_in_review()
    comment = make_comment(edition)
    invitation, _token = invite(edition)
    make_fact(warned, plain="This sentence has many a word. " + "It goes on and on, " * 30)
    (warning, *_more) = gate_of(warned).unanswered
    expert = {"invitation-name": "Dr Roe", "invitation-role": "doctor", "invitation-days": 7}
    return {
        "conditions_edition_comment": _acts("conditions_edition_comment", edition.pk, text="Why?"),
        "conditions_edition_resolve": _acts(
            "conditions_edition_resolve", edition.pk, comment.pk, resolution="So it is."
        ),
        "conditions_edition_override": _acts(
            "conditions_edition_override", warned.pk, warning=warning.id, reason="It is a name."
        ),
        "conditions_edition_invite": _acts("conditions_edition_invite", edition.pk, **expert),
        "conditions_edition_revoke": _acts("conditions_edition_revoke", edition.pk, invitation.pk),
    }


def _upkeep():
    """Return what is done about a published page."""
    published = make_published()
    remark = make_remark(published)
    shown = make_photograph()
    checked = {"edition_id": published.pk, "key": published.facts.get().key, "outcome": "confirmed"}
    return {
        "conditions_condition_check_facts": _acts(
            "conditions_condition_check_facts", published.condition_id, **checked
        ),
        "conditions_picturefile_withdraw": _acts(
            "conditions_picturefile_withdraw", shown.picture_id, reason="Consent was taken back."
        ),
        "conditions_feedback_resolve": _acts(
            "conditions_feedback_resolve", remark.pk, status="closed", resolution="It is right."
        ),
    }


def _translations(user):
    """Return what is done with the translation of a fact, at each of its stages."""
    fact = make_published().facts.get()
    found = {
        "conditions_translatedwording_propose": _acts(
            "conditions_translatedwording_propose", fact.pk, language="de"
        )
    }
    for name, step in STEPS.items():
        # Only who translates it sends it to review, and only somebody else approves it.
        by = user if name == "submit" else None
        translation = make_translation(status=step.from_status, by=by)
        found[f"conditions_translatedwording_step {name}"] = _acts(
            "conditions_translatedwording_step", translation.pk, name, reason="The reason."
        )
    return found


def _imports(user):
    """Return an upload, and the yes to files that `user` and somebody else have uploaded."""
    return {
        "conditions_contentimport_add upload": _acts(
            "conditions_contentimport_add", file=SimpleUploadedFile("one.xlsx", _facts())
        ),
        "conditions_contentimport_change land facts": _landing(user, _facts()),
        "conditions_contentimport_change land terms": _landing(user, _terms()),
        "conditions_contentimport_change another's": _landing(make_user(), _facts()),
    }


def _bring_to(edition, status):
    now = timezone.now()
    stamps = {
        EditionStatus.IN_REVIEW: {"submitted_at": now},
        EditionStatus.APPROVED: {"approved_at": now, "publish_at": now, "approved_by": make_user()},
        EditionStatus.DELETED: {"deleted_at": now},
    }
    Edition.objects.filter(pk=edition.pk).update(status=status, **stamps.get(status, {}))


def _facts():
    """Return a spreadsheet that changes one sentence of a published page."""
    edition = make_published()
    document = condition_document(edition.condition, edition)
    fact, *rest = document.facts
    fact = msgspec.structs.replace(fact, plain="Other words.")
    changed = msgspec.structs.replace(document, facts=(fact, *rest))
    return exchange.write_file([changed], "xlsx").data


def _terms():
    """Return a spreadsheet that brings a new term."""
    term = exchange.Term(slug="new-term", name="new", plain_name="newer", category="symptom")
    return exchange.write_file([exchange.TermsDocument("finding", (term,))], "xlsx").data


def _landing(user, data):
    """Return the yes to a file that `user` has uploaded."""
    upload = keep_file(file_name="one.xlsx", data=data, by=user or make_user())
    plan = plan_import(file_name=upload.file_name, data=data, by=upload.by)
    yes = {"change_note": "Why.", "fingerprint": plan.fingerprint}
    path = _url("conditions_contentimport_change", upload.pk)
    return [Request(path, yes, acts=True, told=True)]


def _records(user):
    """Return a record of every model of the desk."""
    in_review = make_in_review()
    invitation, _token = invite(in_review)
    second, _token = invite(in_review)
    fact = make_fact(make_edition())
    day = timezone.localdate()
    records = [
        Group.objects.first(),
        make_user(),
        make_condition(),
        fact.edition,
        fact,
        make_term(),
        make_source(),
        make_picture(),
        make_urgency_rule(),
        make_remark(in_review),
        keep_file(file_name="one.xlsx", data=_facts(), by=user or make_user()),
        fact.edition.saves.create(revision=1, by_name="Ed"),
        fact.edition.events.create(to_status="draft", by_name="Ed"),
        make_check(make_published().facts.get(), day),
        invitation,
        give_opinion(invitation=second, verdict="approves", name="Eva Roe", role="surgeon"),
        make_translation(by=user if user and user.is_staff else None),
        SearchMiss.objects.create(word="kalk", month=day.replace(day=1), count=SHOWN_FROM),
        *_catalogue(),
    ]
    return {record._meta: record for record in records}


def _catalogue():
    """Return a release with a row of each kind that an import brings."""
    release = Release.objects.create(
        source="HPO", version="1", released_on=timezone.localdate(), licence="free"
    )
    term = release.terms.create(code="HP:0000001", name="A term")
    disease = release.diseases.create(code="OMIM:1", name="A disease", group="OMIM:1")
    row = release.annotations.create(line=1, disease=disease, term=term)
    return release, term, disease, row


def _stock_pages(meta, record):
    """Return the requests to the pages that Django's admin has for every model."""
    name = f"{meta.app_label}_{meta.model_name}"

    def both(path):
        return [Request(path), Request(path, {"post": "yes"})]

    return {
        f"{name}_changelist": [Request(_url(f"{name}_changelist"))],
        f"{name}_add": both(_url(f"{name}_add")),
        f"{name}_change": [Request(_url(f"{name}_change", record.pk))],
        f"{name}_change save": [Request(_url(f"{name}_change", record.pk), {})],
        f"{name}_history": [Request(_url(f"{name}_history", record.pk))],
        f"{name}_delete": both(_url(f"{name}_delete", record.pk)),
    }
