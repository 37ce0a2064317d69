"""Rules for everything there is: every address, template, model and page."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.functional import Promise
from simple_history.models import HistoricalChanges

from conditions.actions.photographs import keep_picture
from conditions.models import (
    CatalogueAnnotation,
    CatalogueDisease,
    CatalogueTerm,
    Citation,
    Condition,
    ConditionCode,
    ConditionName,
    ContentImport,
    DraftSave,
    Edition,
    ExpertOpinion,
    Fact,
    FactCheck,
    FactComment,
    Feedback,
    FormerSlug,
    Photograph,
    PictureFile,
    Release,
    ReviewEvent,
    ReviewInvitation,
    SearchMiss,
    Source,
    Term,
    TermCode,
    TermKind,
    TermName,
    TermRelation,
    Topic,
    TranslatedWording,
    UrgencyRule,
    WarningOverride,
)
from conditions.pictures import Rendered
from tests.factories import (
    approve,
    make_condition,
    make_edition,
    make_photograph,
    make_published,
    make_source,
    make_term,
)

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# Django and calcsite.errors look for these by name.
BY_NAME = {"400.html", "403.html", "404.html", "500.html"}
MODELS = [
    model
    for model in apps.get_app_config("conditions").get_models()
    if not issubclass(model, HistoricalChanges)  # the library's, with words of its own
]
MAIN_PAGES = [
    "/", "/conditions/", "/tree/", "/symptoms/", "/risk-factors/", "/glossary/", "/body/",
    "/lookup/", "/sources/", "/about/", "/editorial-policy/", "/privacy/", "/accessibility/",
    "/feedback/", "/search/", "/opensearch.xml",
]  # fmt: skip


def routes(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


ROUTES = sorted(set(routes(get_resolver().url_patterns)))
# Without the token of an invitation there is nothing to review; searches of the API come by POST.
NOT_SHOWN = {
    "review/": 404,
    "review/photographs/<slug:digest>/<int:width>.jpg": 404,
    "api/v1/lookup": 405,
    "lookup/summary/": 302,
    "styleguide/": 302,
}
VALUES = {"int": "1", "slug": "wart", "str": "x", "path": "x/1", "uuid": "0" * 32}


def address(route):
    """Return an address that the route matches."""
    if route.startswith("risk-factors/<"):  # a slug is that of one term only
        route = "risk-factors/dialysis/"
    if route.startswith("body/<"):
        route = "body/leg/"
    route = re.sub(r"<(?:(\w+):)?\w+>", lambda found: VALUES[found[1] or "str"], route)
    # Django's admin has two routes that are regular expressions.
    route = re.sub(r"\(\?P<\w+>(?:[^()|]+\|?)+\)", lambda found: first_choice(found[0]), route)
    return "/" + re.sub(r"[\^$]|\\Z", "", route)


def first_choice(group):
    inside = group.partition(">")[2].rstrip(")")
    return "x" if inside.startswith(".") else inside.split("|")[0]


@pytest.fixture
def world():
    """Publish what the placeholders of addresses stand for."""
    term = make_term(slug="wart")
    make_term(kind=TermKind.RISK_FACTOR, slug="dialysis")
    make_source(slug="wart")
    leg = make_term(kind=TermKind.BODY_SITE, slug="leg")
    make_published(
        make_condition("Wart", slug="wart"),
        facts=[{"topic": Topic.SYMPTOM, "term": term, "body_sites": [leg]}],
    )
    picture = keep_picture(picture=PictureFile(), rendered=Rendered("wart", 1, 1, {1: b"JPEG"}))
    approve(make_photograph(make_edition(), picture=picture).edition)


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES)
def test_address_answers_anybody_without_an_error(client, world, route):
    response = client.get(address(route))

    assert response.status_code < 500
    if route.startswith("admin/"):
        assert response.status_code in (301, 302, 404) or route.startswith(
            ("admin/login", "admin/jsi18n")
        )
    else:
        assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("route", [route for route in ROUTES if not route.startswith("admin/")])
def test_public_page_says_how_long_it_may_be_kept(client, world, route):
    response = client.get(address(route))

    assert response.status_code == NOT_SHOWN.get(route, 200)
    assert response.has_header("Cache-Control")


def test_every_template_is_extended_included_or_rendered():
    sources = [
        path.read_text(encoding="utf-8")
        for folder in ("templates", "conditions", "calcsite")
        for path in (Path(settings.BASE_DIR) / folder).rglob("*")
        if path.suffix in (".html", ".py")
    ]
    named = set(re.findall(r'"([\w/.-]+\.html)"', "\n".join(sources))) | BY_NAME
    # Django's admin finds the templates of a model by its name.
    by_model = re.compile(r"admin/conditions/\w+/change_form\.html")
    templates = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}

    assert templates
    assert [t for t in templates - named if not by_model.fullmatch(t)] == []


FORBIDDEN = ("you may have", "likely diagnosis", "diagnosed with", "risk score", "symptom checker")


@pytest.mark.parametrize("phrase", FORBIDDEN)
def test_no_page_speaks_as_if_it_diagnosed(phrase):
    speaking = [
        path.name
        for folder, pattern in ((TEMPLATES, "*.html"), (TEMPLATES.parent / "conditions", "*.py"))
        for path in folder.rglob(pattern)
        if phrase in " ".join(path.read_text(encoding="utf-8").lower().split())
    ]

    assert speaking == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_model_has_a_translatable_name(model):
    assert isinstance(model._meta.original_attrs.get("verbose_name"), Promise)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_model_has_translatable_field_names(model):
    own = [f for f in model._meta.get_fields() if f.concrete and not f.primary_key]

    assert [f.name for f in own if not isinstance(f.verbose_name, Promise)] == []


WART, LUMP = Condition(name="Wart", slug="wart"), Term(name="Lump", slug="lump")
EDITION = Edition(condition=WART, number=2)
INVITATION = ReviewInvitation(edition=EDITION, name="Eva Roe")
PICTURE = PictureFile(credit="Dr Kay", width=640, height=480, digest="0123abcd" * 8)
IN_WORDS = [
    (WART, "Wart"),
    (ConditionName(text="verruca"), "verruca"),
    (ConditionCode(system="OMIM", code="1"), "OMIM 1"),
    (FormerSlug(slug="verruca"), "verruca"),
    (ContentImport(file_name="warts.xlsx"), "warts.xlsx"),
    (EDITION, "Wart 2"),
    (DraftSave(edition=EDITION, revision=3, by_name="Ed"), "Wart 2 · 3 · Ed"),
    (Fact(term=LUMP, clinical="Nodules."), "Lump"),
    (Citation(source=Source(title="On warts")), "On warts"),
    (Source(slug="lee-2020"), "lee-2020"),
    (LUMP, "Lump"),
    (TermName(text="bump"), "bump"),
    (TermCode(system="HPO", code="HP:1"), "HPO HP:1"),
    (TermRelation(term=LUMP, broader=Term(name="Finding")), "Lump → Finding"),
    (ReviewEvent(edition=EDITION, to_status="in-review"), "Wart 2: in review"),
    (FactCheck(condition=WART, outcome="confirmed", on="2026-01-02"), "Wart: confirmed 2026-01-02"),
    (FactComment(edition=EDITION, text="Is this so?"), "Wart 2: Is this so?"),
    (INVITATION, "Wart 2: Eva Roe"),
    (
        ExpertOpinion(invitation=INVITATION, name="Eva Roe", verdict="approves"),
        "Wart 2: Eva Roe, I approve this edition",
    ),
    (WarningOverride(edition=EDITION, code="long-sentence"), "Wart 2: long-sentence"),
    (UrgencyRule(slug="sores", level="soon"), "Arrange to be seen soon: sores"),
    (Release(source="HPO", version="1"), "HPO 1"),
    (CatalogueTerm(code="HP:1", name="Lump"), "HP:1 Lump"),
    (CatalogueDisease(code="OMIM:1", name="Wart"), "OMIM:1 Wart"),
    (CatalogueAnnotation(release_id=3, line=7), "3:7"),
    (Feedback(text="Unclear. " * 20), ("Unclear. " * 20)[:60]),
    (TranslatedWording(condition=WART, language="de", plain="Es juckt."), "Wart (de): Es juckt."),
    (SearchMiss(word="scab"), "scab"),
    (PICTURE, "Dr Kay, 640 × 480, 0123abcd"),
    (Photograph(picture=PICTURE, alt="A wart"), "Photograph: A wart"),
]  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_record_is_shown_in_words(model):
    (example,) = [example for example in IN_WORDS if type(example[0]) is model]
    record, words = example

    assert str(record) == words


# On the shipped pack


@pytest.mark.django_db
def test_no_link_of_the_shipped_pages_leads_nowhere(client, shipped):
    conditions = [c.get_absolute_url() for c in Condition.objects.published()]
    anchors, linked = {}, set()
    for url in [*MAIN_PAGES, *conditions]:
        page = client.get(url).content.decode()
        anchors[url] = set(re.findall(r'\bid="([^"]+)"', page))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors[url], url
        linked |= set(re.findall(r'href="(/[^"?]*)"', page))

    for link in linked:
        path, _hash, anchor = link.partition("#")
        if anchor:
            assert anchor in anchors[path], link
        elif not path.startswith("/static/"):
            assert known(path), link


def known(path):
    """Tell whether a page stands at `path`, without rendering it."""
    if path in MAIN_PAGES:
        return True
    section, slug, *rest = path.strip("/").split("/")
    if rest:
        return (
            rest in (["editions", "1"], ["changes"], ["leaflet"])
            and Edition.objects.published().filter(condition__slug=slug).exists()
        )
    models = {
        "conditions": Condition.objects.published(),
        "sources": Source.objects.all(),
        "symptoms": Term.objects.filter(kind="finding"),
        "risk-factors": Term.objects.filter(kind="risk-factor"),
        "body": Term.objects.filter(kind="body-site"),
    }
    return models[section].filter(slug=slug).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["plain", "clinical"])
def test_no_shipped_page_gives_an_address_twice(client, shipped, view):
    for condition in Condition.objects.published():
        page = client.get(f"{condition.get_absolute_url()}?view={view}").content.decode()
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), condition
