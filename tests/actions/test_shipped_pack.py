"""The shipped pack: taken in once, never over what editors wrote, given back as it came."""

import pytest

from conditions.actions.content import Loaded, load_pack
from conditions.actions.editions import start_draft
from conditions.models import (
    Condition,
    Edition,
    Fact,
    Term,
    Topic,
)
from tests.actions.exported import counts, exported
from tests.conftest import PACK
from tests.factories import (
    approve,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_export_of_the_shipped_pack_is_the_shipped_pack(shipped):
    files = {
        path.relative_to(PACK).as_posix(): path.read_text(encoding="utf-8")
        for path in PACK.rglob("*.yaml")
    }

    written = exported()

    assert set(written) == set(files)
    differing = [path for path, text in files.items() if written[path] != text]
    assert differing == []


def test_loading_twice_changes_nothing(shipped):
    before = counts()

    loaded = load_pack(pack=shipped)

    assert loaded == Loaded()
    assert counts() == before


def test_pack_is_published_as_edition_1_without_a_clinical_reviewer(shipped):
    described = [document for document in shipped.conditions if document.facts]

    assert Edition.objects.published().count() == len(described) > 0
    for edition in Edition.objects.all():
        assert (edition.number, edition.origin) == (1, "content-pack")
        assert (edition.clinical_reviewer, edition.author) == ("", None)
        assert [event.to_status for event in edition.events.all()] == ["approved"]


def test_condition_without_facts_is_only_a_name(shipped):
    names = {document.slug for document in shipped.conditions if not document.facts}

    found = Condition.objects.exclude(pk__in=Condition.objects.published())

    assert {condition.slug for condition in found} == names


def test_no_published_fact_is_without_a_publishable_source(shipped):
    assert not Fact.objects.published().exclude(sources__publishable=True).exists()


def test_what_editors_changed_stays_and_is_told(shipped):
    condition = Condition.objects.get(slug="calciphylaxis")
    draft = start_draft(condition=condition, by=make_user())
    draft.facts.filter(topic=Topic.DEFINITION).update(plain="Our words.")
    approve(draft)

    loaded = load_pack(pack=shipped)

    assert loaded == Loaded(differing=["calciphylaxis"])
    assert Edition.objects.published().get(condition=condition) == draft


def test_record_that_editors_reworded_is_not_set_back(shipped):
    term = shipped.terms[0].terms[0]
    Term.objects.filter(slug=term.slug).update(plain_name="our name")

    load_pack(pack=shipped)

    assert Term.objects.get(slug=term.slug).plain_name == "our name"
