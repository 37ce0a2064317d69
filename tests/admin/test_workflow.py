"""A change on its way from draft to public page, and who may take which step."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conditions.models import Condition, Edition, EditionStatus
from tests.admin.pages import change_url, form_of, row_of
from tests.factories import make_condition, make_edition, make_fact, make_published, make_user

pytestmark = pytest.mark.django_db

GROUPS = ("editor", "reviewer", "publisher", "vocabulary keeper")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def step(client, edition, name, **data):
    url = f"/admin/conditions/edition/{edition.pk}/step/{name}/"
    return client.post(url, {f"{name}-{field}": value for field, value in data.items()})


def start(client, condition):
    return client.post(f"/admin/conditions/condition/{condition.pk}/start-draft/")


def told(client, edition):
    return client.get(change_url(edition)).content.decode()


@pytest.fixture
def editor():
    return browser(make_user("ed", groups=["editor"]))


@pytest.fixture
def reviewer():
    return browser(make_user("rev", groups=["reviewer"]))


@pytest.fixture
def in_review(editor):
    edition = make_edition()
    make_fact(edition)
    step(editor, edition, "submit")
    edition.refresh_from_db()
    return edition


def test_whole_loop_from_draft_to_published(editor, reviewer):
    published = make_published()
    condition = published.condition
    assert start(editor, condition).status_code == 302
    draft = condition.editions.in_work().get()
    form = form_of(editor.get(change_url(draft)))
    form[row_of(form, draft.facts.get()) + "-plain"] = ["Better words."]
    form["change_note"] = ["Says it better."]
    assert editor.post(change_url(draft), form).status_code == 302

    step(editor, draft, "submit", comment="Please look.")
    step(reviewer, draft, "send_back", comment="Shorter, please.")
    assert "Shorter, please." in told(editor, draft)
    form = form_of(editor.get(change_url(draft)))
    form[row_of(form, draft.facts.get()) + "-plain"] = ["Short."]
    assert editor.post(change_url(draft), form).status_code == 302
    step(editor, draft, "submit")
    step(reviewer, draft, "approve", clinical_reviewer="Dr R, dermatologist")

    now_published = Edition.objects.published().get(condition=condition)
    assert now_published == draft
    assert now_published.clinical_reviewer == "Dr R, dermatologist"
    assert [fact.plain for fact in now_published.facts.all()] == ["Short."]
    assert [event.to_status for event in draft.events.all()] == [
        "draft",
        "in-review",
        "draft",
        "in-review",
        "approved",
    ]
    assert editor.post(change_url(draft), form).status_code == 403


def test_approve_own_work_is_refused():
    both = browser(make_user("both", groups=["editor", "reviewer"]))
    condition = make_condition()
    start(both, condition)
    draft = condition.editions.get()
    make_fact(draft)
    Edition.objects.filter(pk=draft.pk).update(change_note="First.")
    step(both, draft, "submit")

    step(both, draft, "approve")

    draft.refresh_from_db()
    assert draft.status == EditionStatus.IN_REVIEW
    assert "somebody else must approve it" in told(both, draft)


def test_submit_with_something_missing_is_refused(editor):
    draft = make_edition()
    make_fact(draft, sources=[])

    step(editor, draft, "submit")

    assert "things are missing" in told(editor, draft)
    draft.refresh_from_db()
    assert draft.status == EditionStatus.DRAFT


def test_take_back_makes_it_a_draft_again(editor, in_review):
    step(editor, in_review, "take_back")

    in_review.refresh_from_db()
    assert in_review.status == EditionStatus.DRAFT


def test_send_back_without_reason_is_refused(reviewer, in_review):
    step(reviewer, in_review, "send_back")

    assert "Reason:" in told(reviewer, in_review)
    in_review.refresh_from_db()
    assert in_review.status == EditionStatus.IN_REVIEW


def test_approve_for_a_later_date_publishes_then(reviewer, in_review):
    later = timezone.now() + timedelta(days=2)

    step(reviewer, in_review, "approve", publish_at=later.strftime("%Y-%m-%dT%H:%M"))

    assert not Edition.objects.published().filter(pk=in_review.pk).exists()
    after = later + timedelta(minutes=1)
    assert Edition.objects.published(at=after).filter(pk=in_review.pk).exists()


@pytest.mark.parametrize("publish_at", ["2001-01-01T10:00", "soon", "9" * 400, "\0"])
def test_approve_for_an_impossible_date_is_refused(reviewer, in_review, publish_at):
    step(reviewer, in_review, "approve", publish_at=publish_at)

    assert "Publish at:" in told(reviewer, in_review)
    in_review.refresh_from_db()
    assert in_review.status == EditionStatus.IN_REVIEW


def test_withdraw_with_reason_takes_the_page_away():
    publisher = browser(make_user(groups=["publisher"]))
    edition = make_published()

    step(publisher, edition, "withdraw", comment="A figure is wrong.")

    edition.refresh_from_db()
    assert edition.withdrawal_reason == "A figure is wrong."
    assert not Condition.objects.published().exists()


def test_illegal_step_says_why(reviewer):
    draft = make_edition()

    step(reviewer, draft, "approve")

    assert "this step is no longer possible" in told(reviewer, draft)


def test_start_draft_while_one_is_in_work_is_refused(editor):
    draft = make_edition()

    start(editor, draft.condition)

    page = editor.get(change_url(draft.condition)).content.decode()
    assert "is in work already" in page
    assert draft.condition.editions.count() == 1


def test_deleted_draft_is_listed_apart_and_recovered(editor):
    draft = make_edition()
    make_fact(draft)

    step(editor, draft, "delete", comment="Not needed.")

    draft.refresh_from_db()
    assert draft.status == EditionStatus.DELETED
    page = told(editor, draft)
    assert "It can be recovered until" in page
    assert "/step/submit/" not in page
    assert str(draft) not in editor.get("/admin/conditions/edition/").content.decode()
    listed = editor.get("/admin/conditions/edition/?status__exact=deleted").content.decode()
    for words in (str(draft), '<td class="field-deleted_by">ed</td>'):
        assert words in listed

    step(editor, draft, "recover")

    draft.refresh_from_db()
    assert draft.status == EditionStatus.DRAFT
    assert "Recovered: it is a draft again." in told(editor, draft)


def test_recovery_beside_another_draft_is_refused(editor):
    draft = make_edition(status="deleted", deleted_at=timezone.now())
    other = make_edition(draft.condition)

    step(editor, draft, "recover")

    assert "Edition 2 is in work already" in told(editor, draft)
    assert list(Edition.objects.in_work()) == [other]


def test_recovery_is_not_offered_when_its_time_is_over(editor):
    draft = make_edition(status="deleted", deleted_at=timezone.now() - timedelta(days=31))

    assert "/step/recover/" not in told(editor, draft)
    step(editor, draft, "recover")
    assert "its content is gone" in told(editor, draft)


def test_refused_step_comes_back_as_it_was_typed(reviewer, in_review):
    step(
        reviewer, in_review, "approve", clinical_reviewer="Dr R <GP>", publish_at="2001-01-01T10:00"
    )

    page = told(reviewer, in_review)

    assert 'value="Dr R &lt;GP&gt;"' in page
    assert 'value="2001-01-01T10:00"' in page
    assert "That time has passed." in page
    assert "Dr R" not in told(reviewer, in_review)  # once


def test_refused_move_gives_the_comment_back():
    both = browser(make_user("both", groups=["editor", "reviewer"]))
    edition = make_edition(status="in-review", author=make_user())
    make_fact(edition, sources=[])

    step(both, edition, "approve", comment="I have read it all.")

    assert ">\nI have read it all.</textarea>" in told(both, edition)


def test_comment_on_a_step_that_is_gone_comes_back_to_copy(editor, reviewer, in_review):
    step(editor, in_review, "take_back")

    step(reviewer, in_review, "send_back", comment="Shorter, please.")

    page = told(reviewer, in_review)
    assert "What you wrote, to copy" in page
    assert "<p>Shorter, please.</p>" in page


def test_page_of_another_edition_does_not_take_what_was_typed(reviewer, in_review):
    step(reviewer, in_review, "approve", comment="Mine.", publish_at="soon")

    assert "Mine." not in told(reviewer, make_edition(status="in-review"))
    assert "Mine." in told(reviewer, in_review)


def test_edition_that_waits_for_its_time_says_when_and_can_be_withdrawn(reviewer, in_review):
    publisher = browser(make_user(groups=["publisher"]))
    step(reviewer, in_review, "approve", publish_at="2126-01-02T10:00")

    assert "Readers get it on 2 January 2126" in told(publisher, in_review)
    step(publisher, in_review, "withdraw", comment="Not now.")

    in_review.refresh_from_db()
    assert in_review.status == EditionStatus.WITHDRAWN
    assert not Edition.objects.begun().exists()


def test_restore_makes_a_draft_of_an_old_edition(editor):
    old = make_published()
    make_published(old.condition)

    assert "/restore/" in told(editor, old)
    response = editor.post(f"/admin/conditions/edition/{old.pk}/restore/")

    draft = old.condition.editions.in_work().get()
    assert response["Location"] == change_url(draft)
    assert "A new draft with the content of edition 1." in told(editor, draft)


def test_restore_is_offered_of_old_editions_only(editor, in_review):
    assert "/restore/" not in told(editor, make_published())
    assert "/restore/" not in told(editor, in_review)
    editor.post(f"/admin/conditions/edition/{in_review.pk}/restore/")
    assert "Only an edition that was approved can be restored." in told(editor, in_review)


def test_stock_deletion_of_an_edition_is_closed():
    draft = make_edition()
    root = browser(make_user(is_superuser=True))

    assert (
        root.post(f"/admin/conditions/edition/{draft.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )
    assert Edition.objects.filter(pk=draft.pk).exists()


def test_unknown_step_and_edition_are_not_found(editor):
    assert step(editor, make_edition(), "publish").status_code == 404
    assert editor.post("/admin/conditions/edition/999/step/submit/").status_code == 404


def test_steps_by_get_change_nothing(editor):
    draft = make_edition()
    make_fact(draft)

    for url in (
        f"/admin/conditions/edition/{draft.pk}/step/submit/",
        f"/admin/conditions/edition/{draft.pk}/step/delete/",
        f"/admin/conditions/edition/{draft.pk}/restore/",
        f"/admin/conditions/condition/{draft.condition_id}/start-draft/",
    ):
        assert editor.get(url).status_code == 405
    draft.refresh_from_db()
    assert draft.status == EditionStatus.DRAFT


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("submit", {"editor"}),
        ("take_back", {"editor"}),
        ("send_back", {"reviewer"}),
        ("approve", {"reviewer"}),
        ("withdraw", {"publisher"}),
        ("delete", {"editor"}),
        ("recover", {"editor"}),
    ],
)
def test_step_without_the_right_is_forbidden(name, who):
    edition = make_edition()

    for group in GROUPS:
        allowed = step(browser(make_user(groups=[group])), edition, name, comment="x")
        assert allowed.status_code == (302 if group in who else 403), group


def test_panel_offers_the_legal_steps_only(editor, reviewer, in_review):
    assert "/step/take_back/" in told(editor, in_review)
    assert "/step/approve/" not in told(editor, in_review)
    assert "/step/approve/" in told(reviewer, in_review)
    assert "/step/submit/" not in told(reviewer, in_review)


def test_time_of_publishing_names_its_zone(reviewer, in_review):
    assert "at once. The time is UTC." in told(reviewer, in_review)
