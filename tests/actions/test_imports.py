"""Files from outside: planned first, landed as drafts, whole or not at all."""

from datetime import timedelta

import msgspec
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from conditions import exchange
from conditions.actions.editions import move
from conditions.actions.imports import ImportRefused, keep_file, land
from conditions.models import Condition, ContentImport, EditionStatus, Source, Term, TermKind
from conditions.selectors.documents import condition_document, terms_document
from conditions.selectors.imports import plan_import
from tests.factories import (
    make_condition,
    make_edition,
    make_fact,
    make_published,
    make_source,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db

NOTE = "Figures of the new review."


@pytest.fixture
def editor():
    return make_user(groups=["editor"])


def document_of(condition, edition=None):
    edition = edition or condition.editions.order_by("-number").first()
    return condition_document(condition, edition)


def reworded(document, plain):
    """Return a document whose first fact says something else."""
    first = msgspec.structs.replace(document.facts[0], plain=plain)
    return msgspec.structs.replace(document, facts=(first, *document.facts[1:]))


def file_of(*documents):
    return exchange.write_file(documents, "xlsx").data


def plan(data, by):
    return plan_import(file_name="file.xlsx", data=data, by=by)


def bring(data, by, **fields):
    """Upload a file, look at the plan, and say yes."""
    upload = keep_file(file_name="file.xlsx", data=data, by=by)
    defaults = {"fingerprint": plan(data, by).fingerprint, "change_note": NOTE}
    return land(upload=upload, by=by, **defaults | fields)


def test_a_deleted_draft_is_nothing_to_compare_with(editor):
    published = make_published()
    draft = make_edition(published.condition, status="deleted", deleted_at=timezone.now())
    make_fact(draft, plain="Words of the deleted draft.")
    document = document_of(published.condition, draft)

    landed = bring(file_of(document), editor)

    assert [edition.number for edition in landed.drafts] == [3]


def test_a_changed_page_lands_as_a_draft_beside_the_published_edition(editor):
    published = make_published()
    document = reworded(document_of(published.condition), "New words.")

    landed = bring(file_of(document), editor)

    (draft,) = landed.drafts
    assert (draft.number, draft.status) == (2, EditionStatus.DRAFT)
    assert (draft.change_note, draft.author) == (NOTE, editor)
    assert draft.facts.first().plain == "New words."
    assert draft.saves.get().changes[0]["fields"][0]["after"] == "New words."
    assert published.condition.editions.published().get() == published
    assert published.facts.first().plain != "New words."


def test_the_same_file_twice_changes_nothing(editor):
    document = reworded(document_of(make_published().condition), "New words.")
    data = file_of(document)
    bring(data, editor)

    again = plan(data, editor)

    assert not again.lands
    with pytest.raises(ImportRefused, match="changes nothing"):
        bring(data, editor)
    assert Condition.objects.get().editions.count() == 2
    assert Condition.objects.get().editions.first().saves.count() == 1


def test_what_is_published_changes_nothing_when_it_comes_back(editor):
    published = make_published()
    make_fact(make_edition(make_condition()), sources=[make_source()])

    data = file_of(document_of(published.condition), terms_document(TermKind.FINDING))

    assert not plan(data, editor).lands


def test_a_draft_in_work_takes_the_changes_and_keeps_its_author(editor):
    author = make_user(groups=["editor"])
    draft = make_edition(author=author, change_note="Mine.")
    make_fact(draft)
    document = reworded(document_of(draft.condition), "New words.")

    (landed,) = bring(file_of(document), editor).drafts

    assert landed == draft
    assert (landed.author, landed.change_note) == (author, "Mine.")
    assert landed.saves.get().by == editor


def test_an_edition_in_review_is_not_touched_and_others_land(editor):
    waiting, other = make_edition(author=editor), make_published()
    make_fact(waiting)
    move(edition=waiting, name="submit", by=editor)
    documents = [
        reworded(document_of(waiting.condition), "New words."),
        reworded(document_of(other.condition), "New words."),
    ]

    landed = bring(file_of(*documents), editor)

    assert [edition.condition for edition in landed.drafts] == [other.condition]
    ((slug, reason),) = landed.refused
    assert slug == waiting.condition.slug
    assert "in review" in reason
    assert waiting.facts.get().plain != "New words."


def test_order_alone_is_a_change(editor):
    draft = make_edition()
    make_fact(draft, plain="One.")
    make_fact(draft, plain="Two.")
    document = document_of(draft.condition)
    turned = msgspec.structs.replace(document, facts=document.facts[::-1])

    bring(file_of(turned), editor)

    assert [fact.plain for fact in draft.facts.order_by("position")] == ["Two.", "One."]


def test_a_document_without_facts_empties_no_page(editor):
    condition = make_published().condition
    bare = msgspec.structs.replace(document_of(condition), facts=())

    assert not plan(file_of(bare), editor).lands


def test_a_change_since_the_look_is_refused_and_writes_nothing(editor):
    draft = make_edition()
    make_fact(draft)
    data = file_of(reworded(document_of(draft.condition), "New words."))
    seen = plan(data, editor).fingerprint
    draft.revision += 1
    draft.save()

    with pytest.raises(ImportRefused, match="since you looked"):
        bring(data, editor, fingerprint=seen)

    assert draft.facts.get().plain != "New words."


def test_a_file_lands_once(editor):
    data = file_of(reworded(document_of(make_published().condition), "New words."))
    upload = keep_file(file_name="file.xlsx", data=data, by=editor)
    mark = plan(data, editor).fingerprint
    land(upload=upload, fingerprint=mark, change_note=NOTE, by=editor)

    with pytest.raises(ImportRefused, match="imported already"):
        land(upload=upload, fingerprint=mark, change_note=NOTE, by=editor)

    upload.refresh_from_db()
    assert upload.content is None
    assert [name for _pk, name in upload.drafts] == [f"{Condition.objects.get()} 2"]


def test_a_file_is_its_owners(editor):
    upload = keep_file(file_name="file.xlsx", data=b"", by=editor)
    other = make_user(groups=["editor"])

    with pytest.raises(PermissionDenied):
        land(upload=upload, fingerprint="", change_note=NOTE, by=other)


def test_a_forgotten_file_goes(editor):
    now = timezone.now()
    keep_file(file_name="old.xlsx", data=b"", by=editor, at=now - timedelta(days=2))
    keep_file(file_name="new.xlsx", data=b"", by=editor, at=now)

    assert [upload.file_name for upload in ContentImport.objects.all()] == ["new.xlsx"]


NEW_TERM = exchange.TermsDocument(
    kind="finding",
    terms=(exchange.Term(slug="sore", name="Sore", plain_name="sore", category="sign"),),
)
NEW_SOURCE = exchange.SourcesDocument(
    sources=(exchange.Source(slug="someone-2020", kind="review", title="On it", doi="10.1000/x"),)
)


def test_new_terms_need_a_vocabulary_keeper(editor):
    keeper = make_user(groups=["vocabulary keeper"])
    data = file_of(NEW_TERM)

    assert plan(data, editor).refusals
    with pytest.raises(ImportRefused, match="vocabulary keeper"):
        bring(data, editor)
    bring(data, keeper)

    assert Term.objects.get().slug == "sore"


def test_vocabulary_and_sources_that_are_here_stay_as_they_are(editor):
    make_term("Wound", slug="sore")
    make_source("Old title", slug="someone-2020")

    found = plan(file_of(NEW_TERM, NEW_SOURCE), editor)

    assert found.left_alone == ["sore", "someone-2020"]
    assert not found.lands


def test_a_name_that_is_taken_is_told_with_its_place(editor):
    make_term("Sore", slug="another")

    found = plan(file_of(NEW_TERM), make_user(is_superuser=True))

    (problem,) = found.problems
    assert (problem.file, problem.line) == ("terms", 2)
    assert not found.lands


def test_a_circle_of_broader_terms_is_refused():
    make_term("Wound", slug="wound")
    circle = msgspec.structs.replace(
        NEW_TERM,
        terms=(
            msgspec.structs.replace(NEW_TERM.terms[0], broader=("deep-sore",)),
            exchange.Term(
                slug="deep-sore", name="D", plain_name="d", category="sign", broader=("sore",)
            ),
        ),
    )

    found = plan(file_of(circle), make_user(is_superuser=True))

    assert any("a circle" in problem.message for problem in found.problems)
    assert not found.lands


def test_an_unknown_term_keeps_the_condition_out_and_lets_the_others_in(editor):
    fine, broken = make_published(), make_published()
    unknown = msgspec.structs.replace(
        document_of(broken.condition).facts[0], topic="symptom", term="nothing", key_fact=False
    )
    documents = [
        reworded(document_of(fine.condition), "New words."),
        msgspec.structs.replace(document_of(broken.condition), facts=(unknown,)),
    ]

    found = plan(file_of(*documents), editor)
    landed = bring(file_of(*documents), editor)

    assert [problem.message for problem in found.problems] == [
        "there is no term “nothing”; allowed is the slug of a finding"
    ]
    assert [edition.condition for edition in landed.drafts] == [fine.condition]


def test_a_new_condition_needs_the_right_and_arrives_as_a_draft(editor):
    publisher = make_user(groups=["publisher", "editor"])
    fact = exchange.Fact(
        key="0b6d2f0e-0000-4000-8000-000000000001",
        topic="definition",
        plain="It is.",
        clinical="It is.",
        citations=(exchange.Citation(source="someone-2020"),),
    )
    document = exchange.ConditionDocument(
        slug="wart", name="Wart", kind="look-alike", plain_name="wart", facts=(fact,)
    )
    data = file_of(NEW_SOURCE, document)

    assert bring(data, editor).refused[0][0] == "wart"
    landed = bring(data, publisher)

    assert [str(edition) for edition in landed.drafts] == ["Wart 1"]
    assert Source.objects.count() == 1
    assert not Condition.objects.published().exists()
