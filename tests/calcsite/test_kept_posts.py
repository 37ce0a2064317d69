"""A staff form that arrives without a session, or with an old token, comes back with its text."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from conditions.models import Term
from tests.admin.pages import change_url, form_of, row_of
from tests.factories import make_edition, make_fact, make_large_draft, make_term, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
AGAIN = "/admin/log-in-again/"
HERE = {"Sec-Fetch-Site": "same-origin"}
SENTENCE = "A long sentence with “quotes”, <tags> & an ampersand."


@pytest.fixture
def ana():
    return make_user("ana", groups=["editor"], password=PASSWORD)


@pytest.fixture
def browser(ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    return client


@pytest.fixture
def draft(ana):
    draft = make_edition(author=ana)
    make_fact(draft)
    return draft


def token_of(response):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.content.decode())[1]


def typed_in(browser, draft):
    """Open the form of a draft and type a sentence; return the values and the token."""
    page = browser.get(change_url(draft))
    form = form_of(page)
    form[row_of(form, draft.facts.first()) + "-plain"] = [SENTENCE]
    return form | {"csrfmiddlewaretoken": token_of(page)}


def kept_in(response):
    return unescape(re.search(r'name="kept" value="([^"]+)"', response.content.decode())[1])


def logged_in(browser, response, name="ana", password=PASSWORD):
    return browser.post(
        AGAIN,
        {
            "username": name,
            "password": password,
            "kept": kept_in(response),
            "csrfmiddlewaretoken": token_of(response),
        },
    )


def sent_on(browser, response, address):
    """Press the button of the page that gives back what was typed."""
    page = response.content.decode()
    assert f'action="{address}"' in page
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    values = {"_returned": "1", "csrfmiddlewaretoken": token_of(response)}
    for name, value in pairs:
        values.setdefault(unescape(name), unescape(value))
    return browser.post(address, values)


def test_lost_session_comes_back_with_the_text(browser, draft):
    form = typed_in(browser, draft)
    del browser.cookies[settings.SESSION_COOKIE_NAME]

    asked = browser.post(change_url(draft), form)
    assert asked.status_code == 403
    assert "Nothing is saved yet" in asked.content.decode()
    given_back = logged_in(browser, asked)
    assert "logged in as <strong>ana</strong>" in given_back.content.decode()
    shown = sent_on(browser, given_back, change_url(draft))

    assert shown.status_code == 200
    assert "Nothing is saved yet. This is what you typed" in shown.content.decode()
    again = form_of(shown)
    fact = draft.facts.get()
    assert again[row_of(again, fact) + "-plain"] == [SENTENCE]
    assert fact.plain != SENTENCE
    saved = browser.post(change_url(draft), again | {"csrfmiddlewaretoken": token_of(shown)})
    assert saved.status_code == 302
    fact.refresh_from_db()
    assert fact.plain == SENTENCE


def test_large_form_comes_back_through_the_login(browser, ana):
    draft = make_large_draft(facts=150, author=ana)
    form = typed_in(browser, draft)
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)
    asked = browser.post(change_url(draft), form)
    assert len(kept_in(asked)) < 100_000

    shown = sent_on(browser, logged_in(browser, asked), change_url(draft))

    assert form_of(shown)[row_of(form, draft.facts.first()) + "-plain"] == [SENTENCE]


def test_draft_saved_by_another_meanwhile_shows_the_conflict(browser, draft):
    form = typed_in(browser, draft)
    other = Client()
    other.force_login(make_user(groups=["editor"]))
    theirs = form_of(other.get(change_url(draft)))
    other.post(change_url(draft), theirs | {"change_note": ["Another note."]})
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)

    given_back = logged_in(browser, browser.post(change_url(draft), form))
    shown = sent_on(browser, given_back, change_url(draft))

    page = shown.content.decode()
    assert "Somebody else saved this draft" in page
    assert form_of(shown)["change_note"] == ["Another note."]
    assert form_of(shown)[row_of(form, draft.facts.get()) + "-plain"] == [SENTENCE]


def test_wrong_password_keeps_the_text(browser, draft):
    form = typed_in(browser, draft)
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)
    asked = browser.post(change_url(draft), form)

    refused = logged_in(browser, asked, password="wrong")

    assert refused.status_code == 403
    assert "Please enter the correct username and password" in refused.content.decode()
    assert kept_in(refused) == kept_in(asked)


def test_old_token_of_somebody_who_logged_in_again_comes_back(browser, ana, draft):
    form = typed_in(browser, draft)
    browser.cookies.clear()
    browser.force_login(ana)

    given_back = browser.post(change_url(draft), form, headers=HERE)

    assert given_back.status_code == 403
    shown = sent_on(browser, given_back, change_url(draft))
    assert form_of(shown)[row_of(form, draft.facts.get()) + "-plain"] == [SENTENCE]


def test_cleared_cookies_come_back_with_the_text(browser, draft):
    form = typed_in(browser, draft)
    browser.cookies.clear()

    asked = browser.post(change_url(draft), form, headers={"Origin": "http://testserver"})

    shown = sent_on(browser, logged_in(browser, asked), change_url(draft))
    assert form_of(shown)[row_of(form, draft.facts.get()) + "-plain"] == [SENTENCE]


def test_old_token_of_the_login_itself_keeps_the_text(browser, draft):
    form = typed_in(browser, draft)
    browser.cookies.clear()
    asked = browser.post(change_url(draft), form, headers=HERE)
    browser.cookies.clear()

    again = browser.post(AGAIN, {"kept": kept_in(asked), "username": "ana"}, headers=HERE)

    assert kept_in(again) == kept_in(asked)
    assert logged_in(browser, again).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("is_logged_in", [True, False])
def test_form_from_elsewhere_is_refused_and_not_shown_again(browser, draft, headers, is_logged_in):
    form = typed_in(browser, draft) | {"csrfmiddlewaretoken": "x" * 32}
    if not is_logged_in:
        browser.cookies.clear()

    response = browser.post(change_url(draft), form, headers=headers)

    assert response.status_code == 403
    page = response.content.decode()
    assert "Reload its page" in page
    assert "long sentence" not in page
    assert "kept" not in page


def test_other_person_gets_it_under_their_own_rights_only(browser, draft):
    make_user("rita", groups=["reviewer"], password=PASSWORD)
    form = typed_in(browser, draft)
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)
    given_back = logged_in(browser, browser.post(change_url(draft), form), name="rita")
    assert "logged in as <strong>rita</strong>" in given_back.content.decode()

    response = sent_on(browser, given_back, change_url(draft))

    assert response.status_code == 403
    assert draft.facts.get().plain != SENTENCE


def test_account_that_is_no_staff_cannot_log_in_here(browser, draft):
    make_user("out", is_staff=False, password=PASSWORD)
    form = typed_in(browser, draft)
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)

    response = logged_in(browser, browser.post(change_url(draft), form), name="out")

    assert response.status_code == 403
    assert "correct username and password for a staff account" in response.content.decode()


def test_form_of_a_term_comes_back_too(draft):
    make_user("vera", groups=["vocabulary keeper"], password=PASSWORD)
    browser, term = Client(enforce_csrf_checks=True), make_term("net-like skin")
    browser.login(username="vera", password=PASSWORD)
    page = browser.get(change_url(term))
    form = form_of(page, "term_form") | {"definition": [SENTENCE]}
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)
    asked = browser.post(change_url(term), form | {"csrfmiddlewaretoken": token_of(page)})

    shown = sent_on(browser, logged_in(browser, asked, name="vera"), change_url(term))

    assert form_of(shown, "term_form")["definition"] == [SENTENCE]
    assert Term.objects.get(pk=term.pk).definition == ""


@pytest.mark.parametrize("kept", ["", "x", "eyJhIjoxfQ:1:forged"])
def test_damaged_keepsake_is_told(browser, draft, kept):
    token = token_of(browser.get(change_url(draft)))

    response = browser.post(AGAIN, {"kept": kept, "csrfmiddlewaretoken": token})

    assert response.status_code == 400
    assert "damaged" in response.content.decode()


def test_passwords_are_not_kept(browser):
    page = browser.get("/admin/password_change/")
    token = token_of(page)
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)

    asked = browser.post(
        "/admin/password_change/",
        {"old_password": PASSWORD, "next": "x", "csrfmiddlewaretoken": token},
    )

    given_back = logged_in(browser, asked).content.decode()
    assert "_password" not in given_back
    assert PASSWORD not in given_back


def test_login_with_an_old_token_is_told():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})

    assert response.status_code == 403
    assert "Reload its page" in response.content.decode()


def test_address_of_the_login_leads_to_the_desk_without_a_form(browser):
    assert browser.get(AGAIN).status_code == 302
    assert Client().get(AGAIN).status_code == 302


def test_post_that_holds_nothing_leads_to_the_login_as_before(draft):
    assert Client().post(change_url(draft), {}).status_code == 302
