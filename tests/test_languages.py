"""Every sentence of the interface can be translated: pages in a language made for the test."""

import re
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import RequestFactory
from django.test.signals import template_rendered
from django.utils import translation
from django.utils.formats import date_format

from calcsite.errors import server_error
from conditions.presenters.leaflet_pdf import NotSetError
from tests import pseudo
from tests.admin.world import requests_of
from tests.catalogue import import_tiny
from tests.exchange.hpo.files import ANNOTATIONS, ONTOLOGY
from tests.factories import make_user
from tests.pseudo.content import armenian, in_armenian
from tests.pseudo.reading import untranslated
from tests.pseudo.world import invitation, make_world
from tests.test_sweeps import TEMPLATES
from tests.views.posting import post

pytestmark = pytest.mark.django_db

LUMP = armenian("lump")
# Of accounts and of a file in that world; alternative texts that Django's admin leaves in English.
DESK_NAMES = {"user", "de", "Other", "words", "Search", "True", "False"}
URL_ENCODED = "application/x-www-form-urlencoded"
SORES = [("answer-net-like-skin", "present"), ("answer-sore", "present")]
PAGES = [
    "/", "/tree/", "/symptoms/", "/symptoms/net-like-skin/", "/symptoms/sore/", "/risk-factors/",
    "/risk-factors/dialysis/", "/glossary/", "/body/", "/body/leg/", "/body/thigh/", "/sources/",
    "/sources/retracted/", "/sources/old/", "/sources/page/", "/about/", "/editorial-policy/",
    "/privacy/", "/accessibility/", "/opensearch.xml", "/feedback/", "/feedback/thanks/",
    "/feedback/?page=/conditions/wart/&edition=2", "/feedback/?page=/glossary/", "/review/",
    "/review/thanks/", "/no-such-page/", "/tree/?x=%00", "/lookup/",
    "/conditions/", "/conditions/?symptom=sore&kind=calcinosis&letter=X",
    "/conditions/?symptom=sore&not_symptom=sore&symptom_match=all",
    "/conditions/?not_symptom=sore", "/conditions/?symptom=ա%20b",
    f"/conditions/?q={LUMP}", "/conditions/?q=ժժժ&kind=calcinosis", "/conditions/?page=x",
    "/conditions/deposits/", "/conditions/wart/", "/conditions/wart/?view=clinical",
    "/conditions/wart/leaflet/", "/conditions/wart/leaflet/?view=clinical",
    "/conditions/lump/", "/conditions/wart/editions/1/", "/conditions/gone/",
    "/conditions/twice/editions/1/", "/conditions/wart/changes/", "/conditions/twice/changes/",
    "/conditions/wart/changes/?from=1&to=2", "/conditions/wart/changes/?from=1&to=9",
    "/conditions/wart/changes/?from=&to=2", "/conditions/twice/changes/?from=1&to=2",
    "/compare/", "/compare/?c=wart", "/compare/?c=wart&c=ժժ", "/compare/?c=wart&c=lump",
    "/compare/?c=wart&c=lump&c=one&view=clinical&only=differences",
    "/search/", f"/search/?q={LUMP}", f"/search/?q={armenian('what deposition net leg')}",
    f"/search/?q={LUMP}&kind=statement", "/search/?q=ժժժժժժ", f"/search/?q={LUMP}&kind=ժ",
    f"/search/?q={armenian('lumpe')}", f"/search/?q={'ժ' * 300}",
]  # fmt: skip


@pytest.fixture
def rendered():
    """Collect the names of all templates that a test renders."""
    names = set()

    def add(sender, template, **kwargs):
        names.add(template.name)

    template_rendered.connect(add)
    yield names
    template_rendered.disconnect(add)


@pytest.fixture
def pseudo_language(settings):
    settings.LANGUAGES_BIDI = [*settings.LANGUAGES_BIDI, pseudo.LANGUAGE]
    pseudo.install()
    cache.clear()
    with translation.override(pseudo.LANGUAGE):
        yield


def faults(response, *statuses):
    assert response.status_code < 500 or response.status_code in statuses, response.content
    page = response.content.decode()
    assert "«" in page
    return untranslated(page)


def test_every_public_page_is_translated(client, pseudo_language, rendered, settings, tmp_path):
    settings.COUNT_SEARCH_MISSES = True
    with in_armenian():
        make_world()
        token = invitation()
    found = {}
    for page in PAGES:
        found[page] = faults(client.get(page))
    for name, response in _lookups(client):
        found[name] = faults(response)
    for name, response in _sent(client, token):
        found[name] = faults(response)
    with mock.patch("conditions.views.leaflet.set_pdf", side_effect=NotSetError):
        found["no PDF"] = faults(client.get("/conditions/wart/leaflet.pdf"), 503)
    found["broken"] = faults(server_error(RequestFactory().get("/")), 500)
    settings.HPO_CATALOGUE = True
    _import_catalogue(tmp_path)
    for name, response in _catalogue_lookups(client):
        found[name] = faults(response)

    assert "\n".join(f"{page}: {text}" for page, texts in found.items() for text in texts) == ""
    public = {p.relative_to(TEMPLATES).as_posix() for p in TEMPLATES.rglob("*.html")}
    public = {name for name in public if not name.startswith(("admin/", "styleguide/"))}
    assert public - rendered == {"conditions/_preview_band.html"}  # of the desk


def _lookups(client):
    yield "words", post(client, "/lookup/", words=f"{LUMP}, {armenian('lace, sore')}", place="leg")
    yield "no", post(client, "/lookup/", [("answer-sore", "absent")])
    yield "nothing", post(client, "/lookup/", [("answer-leg", "present")])
    yield "results", post(client, "/lookup/", [*SORES, ("answer-dialysis", "unsure")])
    yield "against", post(client, "/lookup/", [SORES[1], ("answer-net-like-skin", "absent")])
    yield "pause", post(client, "/lookup/", SORES, pause="sore")
    yield "clinical", post(client, "/lookup/", SORES, view="clinical")
    yield "risk", post(client, "/lookup/", [*SORES, ("answer-dialysis", "present")])
    yield "unknown", post(client, "/lookup/", [("answer-ժ", "present"), ("answer-sore", "ժ")])
    yield "too long", post(client, "/lookup/", words="ժ" * 9999, place="ժ")
    yield "summary", post(client, "/lookup/summary/", [*SORES, ("answer-dialysis", "unsure")])


def _sent(client, token):
    yield "remark", post(client, "/feedback/", page="/conditions/wart/", edition="2", text="")
    yield "review", client.get("/review/", {"token": token})
    yield "empty comment", post(client, "/review/", token=token, fact_key="", text="")
    yield "no answer", post(client, "/review/", token=token, answer="1")
    post(client, "/review/", token=token, fact_key="", text="Ժ")
    yield "comment", client.get("/review/", {"token": token})
    sent = {"verdict": "approves", "name": "Ժ", "role": "Ժ"}
    post(client, "/review/", token=token, answer="1", **sent)
    yield "closed", client.get("/review/", {"token": token})
    foreign = {"Sec-Fetch-Site": "cross-site"}
    yield "foreign", client.post("/feedback/", "text=Ժ", URL_ENCODED, headers=foreign)
    for _time in range(6):
        last = post(client, "/feedback/", page="/", text="Ժ")
    yield "many", last


def _import_catalogue(folder):
    """Import the tiny release with its names in Armenian letters."""

    def renamed(found):
        return found[1] + armenian(found[2])

    ontology = re.sub(r'(^name: |^synonym: "|^def: ")([^"\n]*)', renamed, ONTOLOGY, flags=re.M)
    annotations = re.sub(r"(^\w+:\d+\t)([^\t]*)", renamed, ANNOTATIONS, flags=re.M)
    with in_armenian():
        import_tiny(folder, ontology=ontology, annotations=annotations)


def _catalogue_lookups(client):
    yield "choice", client.get("/lookup/")
    chosen = {"catalogue": "hpo"}
    yield "hpo words", post(client, "/lookup/", words=armenian("zebra fever, flying"), **chosen)
    skin, cough = ("answer-HP:0000010", "present"), ("answer-HP:0000013", "absent")
    fever = ("answer-HP:0000012", "unsure")
    yield "hpo results", post(client, "/lookup/", [skin, cough, fever], **chosen)
    yield "hpo nothing", post(client, "/lookup/", [("answer-HP:0000010", "absent")], **chosen)
    yield "hpo own", post(client, "/lookup/", SORES, **chosen)
    yield "hpo off", post(client, "/lookup/", catalogue="other")


def test_every_page_of_the_desk_is_translated(client, pseudo_language):
    user = make_user(is_superuser=True)
    client.force_login(user)
    with in_armenian():
        requests = requests_of(user)
    found = {}
    for key, (request, *_more) in requests.items():
        if request.data is None and not key.startswith(("auth_", "jsi18n")):
            response = client.get(request.path)
            if response["Content-Type"].startswith("text/html") and response.status_code == 200:
                found[key] = untranslated(response.content.decode(), DESK_NAMES)

    assert len(found) > 60
    assert "\n".join(f"{page}: {text}" for page, texts in found.items() for text in texts) == ""


def test_dates_have_the_form_of_the_language():
    """A format of letters, such as "j F Y", would be the same in all languages."""
    sources = [*TEMPLATES.rglob("*.html"), *Path(settings.BASE_DIR, "conditions").rglob("*.py")]
    given = re.compile(r"""\|date:"([^"]*)"|date_format\([^"'\n]*["']([^"']*)["']""")
    formats = {
        "".join(found): path.name
        for path in sources
        for found in given.findall(path.read_text(encoding="utf-8"))
    }

    assert "DATE_FORMAT" in formats
    assert {name for name in formats if not name.endswith("_FORMAT")} == set()


def test_english_dates_are_british():
    moment = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)

    assert date_format(moment) == "3 March 2026"
    assert date_format(moment, "DATETIME_FORMAT") == "3 March 2026, 14:05"
    assert date_format(moment, "YEAR_MONTH_FORMAT") == "Mar 2026"
