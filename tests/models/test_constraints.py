"""Every named constraint of the database, broken once by a write that skips validation."""

import re
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from conditions.models import (
    CatalogueAnnotation,
    CatalogueDisease,
    CatalogueTerm,
    Citation,
    Condition,
    ContentImport,
    DraftSave,
    Edition,
    ExpertOpinion,
    Fact,
    FactCheck,
    Feedback,
    Release,
    ReviewEvent,
    ReviewInvitation,
    SearchMiss,
    Source,
    Term,
    Topic,
)
from tests.factories import (
    make_comment,
    make_condition,
    make_edition,
    make_fact,
    make_photograph,
    make_picture,
    make_published,
    make_source,
    make_term,
    make_translation,
    make_urgency_rule,
    make_user,
)

pytestmark = pytest.mark.django_db

UNKNOWN = "else"
NOW = timezone.now()
RESOLVED = {"resolution": "Done.", "resolved_by_name": "Ed", "resolved_at": NOW}


def changed(make, **values):
    """Return a write that turns a sound row into one that breaks a rule."""

    def write():
        row = make()
        type(row)._base_manager.filter(pk=row.pk).update(**values)

    return write


def twice(write):
    def both():
        write()
        write()

    return both


def with_owner(make, write):
    """Return two equal writes for one owner."""

    def both():
        owner = make()
        write(owner)
        write(owner)

    return both


def counted(**values):
    return partial(
        make_fact,
        topic=Topic.SYMPTOM,
        **{
            "frequency_band": "frequent",
            "frequency_basis": "counted",
            "numerator": 3,
            "denominator": 10,
        }
        | values,
    )


def condition_under_itself():
    condition = make_condition()
    Condition.objects.filter(pk=condition.pk).update(broader=condition)


def owner_as_second_person():
    owner = make_user()
    make_condition(owner=owner, deputy=owner)


def term_under_itself():
    term = make_term()
    term.broader_relations.create(broader=term)


def relation_twice():
    term, broader = make_term(), make_term()
    term.broader_relations.create(broader=broader)
    term.broader_relations.create(broader=broader)


def approved_by_its_author():
    author = make_user()
    now = timezone.now()
    make_edition(
        author=author, status="approved", approved_by=author, approved_at=now, publish_at=now
    )


def source_twice():
    fact, source = make_fact(sources=[]), make_source()
    Citation.objects.create(fact=fact, source=source)
    Citation.objects.create(fact=fact, source=source)


def key_twice():
    fact = make_fact()
    make_fact(fact.edition, key=fact.key)


def second_in_work():
    edition = make_edition()
    make_edition(edition.condition, number=2)


def number_twice():
    edition = make_edition(
        origin="content-pack",
        status="approved",
        approved_at=timezone.now(),
        publish_at=timezone.now(),
    )
    make_edition(edition.condition, number=1)


def event(**values):
    return ReviewEvent.objects.create(
        **{"edition": make_edition(), "to_status": "draft", "by_name": "Ed"} | values
    )


def check(**values):
    return FactCheck.objects.create(
        **{
            "condition": make_condition(),
            "fact_key": "0" * 32,
            "outcome": "confirmed",
            "by_name": "Ed",
            "on": date(2026, 1, 1),
        }
        | values
    )


def resolved_reply():
    comment = make_comment()
    make_comment(
        comment.edition,
        reply_to=comment,
        resolved_at=timezone.now(),
        resolved_by_name="Ed",
        resolution="Done.",
    )


def release(**values):
    defaults = {"source": "HPO", "version": "1", "licence": "free"}
    return Release.objects.create(**defaults | {"released_on": date(2026, 1, 1)} | values)


def serving_twice():
    release(fingerprint="1", state="serving")
    release(fingerprint="2", state="serving")


def picture_twice():
    edition, picture = make_edition(), make_picture()
    for _time in range(2):
        make_photograph(edition, picture=picture)


def annotation_twice():
    in_ = {"release": release()}
    term = CatalogueTerm.objects.create(code="HP:1", **in_)
    disease = CatalogueDisease.objects.create(code="OMIM:1", name="Wart", **in_)
    for _time in range(2):
        CatalogueAnnotation.objects.create(line=7, term=term, disease=disease, **in_)


def feedback(**values):
    return Feedback.objects.create(**{"page": "/", "text": "Unclear."} | values)


def invitation(**values):
    return ReviewInvitation.objects.create(
        **{
            "edition": make_edition(),
            "name": "Eva Roe",
            "role": "surgeon",
            "token_digest": "0" * 64,
            "expires_at": NOW + timedelta(days=1),
            "by_name": "Ed",
            "at": NOW,
        }
        | values
    )


def opinion(**values):
    defaults = {"verdict": "approves", "name": "Eva Roe", "role": "surgeon"}
    return ExpertOpinion.objects.create(invitation=invitation(), **defaults | values)


def miss(**values):
    return SearchMiss.objects.create(**{"word": "scab", "month": date(2026, 1, 1)} | values)


def upload(**values):
    return ContentImport.objects.create(
        **{"by_name": "Ed", "file_name": "a.xlsx", "content": b""} | values
    )


def translated_and_reviewed_by_one():
    one = make_user()
    make_translation(status="approved", by=one, reviewer=one)


BREAKS = {
    # vocabulary
    "term_category_fits_kind": partial(make_term, category="biopsy"),
    "term_has_both_names": partial(make_term, plain_name=""),
    "term_name_once_per_kind": lambda: [make_term("Ulcer"), make_term("ulcer")],
    "termrelation_once": relation_twice,
    "termrelation_not_to_itself": term_under_itself,
    "termname_once_per_term": partial(make_term, names=["Black scab", "black scab"]),
    "termname_audience_known": lambda: make_term().names.create(text="scab", audience=UNKNOWN),
    "termname_match_known": lambda: make_term().names.create(text="scab", match=UNKNOWN),
    "termcode_once_per_term": with_owner(
        make_term, lambda term: term.codes.create(system="HPO", code="HP:1")
    ),
    # sources
    "source_kind_known": partial(make_source, kind=UNKNOWN),
    "source_status_known": partial(make_source, status=UNKNOWN),
    "source_year_plausible": partial(make_source, year=1799),
    "source_pmid_once": twice(partial(make_source, pmid="1")),
    "source_pmcid_once": twice(partial(make_source, pmcid="PMC1")),
    "source_doi_once": twice(partial(make_source, doi="10.1000/same")),
    # conditions
    "condition_kind_known": partial(make_condition, kind=UNKNOWN),
    "condition_not_broader_than_itself": condition_under_itself,
    "condition_review_interval_1_to_36": partial(make_condition, review_interval=37),
    "condition_deputy_is_not_owner": owner_as_second_person,
    "conditionname_once_per_condition": with_owner(
        make_condition, lambda condition: condition.names.create(text="CUA")
    ),
    "conditionname_audience_known": lambda: make_condition().names.create(
        text="CUA", audience=UNKNOWN
    ),
    "conditionname_match_known": lambda: make_condition().names.create(text="CUA", match=UNKNOWN),
    "conditioncode_once_per_condition": with_owner(
        make_condition, lambda condition: condition.codes.create(system="OMIM", code="1")
    ),
    # editions
    "edition_origin_known": partial(make_edition, origin=UNKNOWN),
    "edition_number_once": number_twice,
    "edition_one_in_work": second_in_work,
    "edition_number_from_1": changed(make_edition, number=0),
    "edition_by_editor_has_author": changed(make_edition, author=None),
    "edition_approver_is_not_author": approved_by_its_author,
    "edition_approval_complete": partial(make_edition, publish_at=timezone.now()),
    "edition_approved_by_someone": partial(
        make_edition, status="approved", approved_at=timezone.now(), publish_at=timezone.now()
    ),
    "edition_withdrawal_complete": partial(make_edition, withdrawal_reason="Wrong."),
    "edition_deletion_complete": partial(make_edition, status="deleted"),
    "draftsave_revision_once": with_owner(
        make_edition,
        lambda edition: DraftSave.objects.create(edition=edition, revision=1, by_name="Ed"),
    ),
    # facts
    "fact_key_once_per_edition": key_twice,
    "fact_topic_known": changed(make_fact, topic=UNKNOWN),
    "fact_urgency_known": partial(make_fact, topic=Topic.SEEK_HELP, urgency=UNKNOWN),
    "fact_certainty_known": partial(make_fact, certainty=UNKNOWN),
    "fact_evidence_known": partial(make_fact, evidence=UNKNOWN),
    "fact_band_known": counted(frequency_band=UNKNOWN),
    "fact_term_as_topic_needs": partial(make_fact, topic=Topic.SYMPTOM, term=None),
    "fact_other_condition_as_topic_needs": partial(
        make_fact, topic=Topic.DIFFERENTIAL, other_condition=None
    ),
    "fact_urgency_as_topic_needs": partial(make_fact, urgency="today"),
    "fact_frequency_as_topic_allows": partial(
        make_fact, frequency_band="frequent", frequency_basis="wording"
    ),
    "fact_only_risk_factors_modifiable": partial(make_fact, modifiable=True),
    "fact_figures_fit_basis": counted(numerator=None),
    "fact_numerator_within_denominator": counted(numerator=11),
    "fact_denominator_not_zero": counted(numerator=0, denominator=0),
    "fact_percentage_0_to_100": counted(
        frequency_basis="percentage", numerator=None, denominator=None, percentage=101
    ),
    "fact_absent_is_never_frequent": counted(reported_absent=True),
    "citation_source_once_per_fact": source_twice,
    # review
    "reviewevent_from_known": partial(event, from_status=UNKNOWN),
    "reviewevent_to_known": partial(event, to_status=UNKNOWN),
    "reviewevent_names_someone": partial(event, by_name=""),
    "factcheck_outcome_known": partial(check, outcome=UNKNOWN),
    "factcheck_names_someone": partial(check, by_name=""),
    "urgencyrule_level_known": partial(make_urgency_rule, level=UNKNOWN),
    "urgencyrule_has_both_wordings": partial(make_urgency_rule, clinical=""),
    "urgencyrule_review_complete": partial(make_urgency_rule, reviewed_by="Dr R"),
    # comments
    "factcomment_says_who_and_what": partial(make_comment, text=""),
    "factcomment_resolution_complete": partial(make_comment, resolution="Done."),
    "factcomment_reply_is_not_resolved": resolved_reply,
    "warningoverride_says_who_and_why": lambda: make_edition().overrides.create(
        code="long-sentence", by_name="Ed", reason=""
    ),
    # experts
    "reviewinvitation_token_once": twice(partial(invitation, token_digest="same")),
    "reviewinvitation_says_who": partial(invitation, role=""),
    "reviewinvitation_ends_after_it_began": partial(invitation, expires_at=NOW, at=NOW),
    "reviewinvitation_revocation_complete": partial(invitation, revoked_at=NOW),
    "expertopinion_verdict_known": partial(opinion, verdict=UNKNOWN),
    "expertopinion_says_who": partial(opinion, name=""),
    "expertopinion_declines_with_reason": partial(opinion, verdict="declines"),
    # imported knowledge and readers
    "release_once": twice(release),
    "release_has_licence": partial(release, licence=""),
    "release_state_known": partial(release, state=UNKNOWN),
    "release_one_serving": serving_twice,
    "catalogueterm_once_per_release": with_owner(
        release, lambda one: one.terms.create(code="HP:1")
    ),
    "cataloguedisease_once_per_release": with_owner(
        release, lambda one: one.diseases.create(code="OMIM:1", name="Wart")
    ),
    "catalogueannotation_line_once": annotation_twice,
    "feedback_status_known": partial(feedback, status=UNKNOWN, **RESOLVED),
    "feedback_says_something": partial(feedback, text=""),
    "contentimport_names_someone": partial(upload, by_name=""),
    "contentimport_keeps_content_until_landed": partial(upload, landed_at=timezone.now()),
    "feedback_fact_is_of_an_edition": partial(feedback, fact_key="0" * 32),
    "feedback_resolved_with_reason": partial(
        feedback, status="closed", **RESOLVED | {"resolution": ""}
    ),
    "feedback_resolved_by_someone": partial(feedback, status="closed", resolution="Done."),
    "searchmiss_once_a_month": twice(miss),
    "searchmiss_letters_only": partial(miss, word="two words"),
    "searchmiss_month_is_first_day": partial(miss, month=date(2026, 1, 2)),
    # photographs
    "picturefile_licence_known": changed(make_picture, licence=UNKNOWN),
    "picturefile_has_a_size": changed(make_picture, width=0),
    "picturefile_withdrawal_complete": changed(make_picture, withdrawn_at=NOW),
    "photograph_key_once_per_edition": with_owner(
        make_edition, lambda edition: make_photograph(edition, key=UUID(int=1))
    ),
    "photograph_picture_once_per_edition": picture_twice,
    "photograph_topic_known": changed(make_photograph, topic=UNKNOWN),
    "photograph_skin_tone_1_to_10": changed(make_photograph, skin_tone=11),
    # translations
    "translatedwording_one_in_work": lambda: [
        make_translation(fact) for fact in 2 * [make_published().facts.get()]
    ],
    "translatedwording_reviewer_is_not_translator": translated_and_reviewed_by_one,
    "translatedwording_reviewed_is_whole": partial(make_translation, status="in-review", plain=""),
    "translatedwording_approval_complete": changed(make_translation, approved_at=NOW),
    "translatedwording_withdrawal_complete": changed(make_translation, withdrawn_at=NOW),
}


def names_of(error):
    """Return the names of the constraints that the database says were broken."""
    if connection.vendor == "postgresql":
        return {error.__cause__.diag.constraint_name}
    message = str(error)
    if named := re.search(r"CHECK constraint failed: (\w+)|index '(\w+)'", message):
        return {named[1] or named[2]}
    # SQLite names the columns of a unique index and not the index.
    places = [place.split(".") for place in message.partition(": ")[2].split(", ")]
    columns = [column for _table, column in places]
    with connection.cursor() as cursor:
        described = connection.introspection.get_constraints(cursor, places[0][0])
    return {
        name for name, found in described.items() if found["unique"] and found["columns"] == columns
    }


@pytest.mark.parametrize("name", BREAKS)
def test_broken_rule_is_refused_by_its_constraint(name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BREAKS[name]()

    assert names_of(refused.value) == {name}


def test_every_constraint_has_a_row_that_breaks_it():
    named = {
        constraint.name
        for model in apps.get_app_config("conditions").get_models()
        for constraint in model._meta.constraints
    }

    assert named == set(BREAKS)


@pytest.mark.parametrize(
    "make",
    [
        counted(),
        counted(numerator=0),
        counted(numerator=10),
        counted(frequency_basis="percentage", numerator=None, percentage=100),
        counted(frequency_basis="wording", numerator=None, denominator=None),
        counted(frequency_band="excluded", reported_absent=True, numerator=0),
        partial(make_fact, topic=Topic.COMPLICATION),
        partial(make_fact, topic=Topic.COMPLICATION, term=None),
        partial(make_fact, topic=Topic.RISK_FACTOR, modifiable=True),
        partial(make_fact, topic=Topic.SYMPTOM, reported_absent=True),
    ],
)
def test_sound_facts_are_taken(make):
    assert Fact.objects.get(pk=make().pk)


def test_sources_without_identifiers_are_no_doubles():
    for _number in range(2):
        make_source(doi="")

    assert Source.objects.count() == 2


def test_term_of_the_same_name_may_be_of_another_kind():
    make_term("Dialysis", kind="risk-factor")
    make_term("Dialysis", kind="treatment")

    assert Term.objects.count() == 2


def test_condition_may_have_many_editions_when_one_is_in_work():
    now = timezone.now()
    locked = {
        "origin": "content-pack", "status": "approved", "approved_at": now, "publish_at": now,
    }  # fmt: skip
    first = make_edition(**locked)
    make_edition(first.condition, **locked)
    make_edition(first.condition)

    assert Edition.objects.filter(condition=first.condition).count() == 3
