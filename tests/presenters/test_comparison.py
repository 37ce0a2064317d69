"""What a cell says, and which rows differ."""

import pytest

from conditions.models import Topic
from conditions.presenters.comparison import comparison
from conditions.selectors.comparison import compared_content
from tests.factories import make_condition, make_fact, make_published, make_source, make_term

pytestmark = pytest.mark.django_db


def compared(*editions, **options):
    content = compared_content([edition.condition.slug for edition in editions])
    return comparison(content, **{"view": "plain", "only_differences": False} | options)


def with_symptoms(*symptoms):
    """Publish a condition with symptoms, each given as the fields of its fact."""
    return make_published(facts=[{"topic": Topic.SYMPTOM, **fields} for fields in symptoms])


def only_row(page):
    (group,) = page.groups
    (row,) = group.rows
    return row


def states(row):
    return [cell.state for cell in row.cells]


def test_a_cell_is_described_absent_or_silent():
    term = make_term()
    absent = {"term": term, "reported_absent": True, "frequency_band": "excluded",
              "frequency_basis": "wording"}  # fmt: skip

    row = only_row(compared(with_symptoms({"term": term}), with_symptoms(absent), with_symptoms()))

    assert states(row) == ["described", "absent", "silent"]
    summaries = [str(s.words.summary) for cell in row.cells for s in cell.statements]
    assert summaries == ["described, no figure", "reported not to occur"]


def test_figures_stand_in_the_cell():
    term = make_term()
    counted = {"frequency_band": "frequent", "frequency_basis": "counted", "numerator": 17,
               "denominator": 24}  # fmt: skip

    row = only_row(compared(with_symptoms({"term": term, **counted}), with_symptoms()))

    assert str(row.cells[0].statements[0].words.summary) == "about 7 in 10"


@pytest.mark.parametrize(
    "second",
    [
        {"reported_absent": True, "frequency_band": "excluded", "frequency_basis": "wording"},
        {"certainty": "disputed"},
    ],
)
def test_sources_that_disagree_vary(second):
    term = make_term()

    row = only_row(compared(with_symptoms({"term": term}, {"term": term, **second}),
                            with_symptoms()))  # fmt: skip

    assert states(row) == ["varies", "silent"]


def test_a_narrower_feature_is_named_where_the_feature_itself_is_not_reported():
    ulcer = make_term("Ulcer", plain_name="open sore")
    deep = make_term("Deep ulcer", plain_name="deep sore", broader=[make_term(broader=[ulcer])])

    page = compared(with_symptoms({"term": ulcer}), with_symptoms({"term": deep}))

    rows = {row.title: row for row in page.groups[0].rows}
    assert states(rows["Open sore"]) == ["described", "nearby"]
    assert rows["Open sore"].cells[1].nearby == ["Deep sore"]
    assert rows["Deep sore"].cells[0].nearby == ["Open sore"]


def test_only_differences_leave_out_what_all_share_and_say_how_many():
    shared, own = make_term("Shared"), make_term("Own")
    one = with_symptoms({"term": shared}, {"term": own})
    two = with_symptoms({"term": shared})

    (group,) = compared(one, two, only_differences=True).groups

    assert [row.title for row in group.rows] == ["Plain Own"]
    assert group.hidden == 1


def test_shared_features_come_first():
    first, shared = make_term("A"), make_term("B")

    page = compared(with_symptoms({"term": first}, {"term": shared}),
                    with_symptoms({"term": shared}))  # fmt: skip

    assert [row.title for row in page.groups[0].rows] == ["Plain B", "Plain A"]


def test_conditions_stand_in_the_order_asked_for_with_their_definition():
    one, two = make_published(), make_published()

    page = compared(two, one)

    assert [column.condition for column in page.columns] == [two.condition, one.condition]
    assert page.columns[0].definition.startswith("Calcium builds up")


def test_what_tells_them_apart_is_shown_and_nothing_about_others():
    other, third = make_published(), make_condition()
    facts = [
        {"topic": Topic.DIFFERENTIAL, "other_condition": condition, "plain": words}
        for condition, words in ((other.condition, "Look at the skin."), (third, "Elsewhere."))
    ]
    one = make_published(facts=facts)

    page = compared(one, other)

    assert [told.wording for told in page.told_apart] == ["Look at the skin."]


def test_every_statement_cites_and_leads_to_its_fact():
    source, term = make_source(), make_term()
    one = with_symptoms({"term": term, "sources": [source]})
    fact = one.facts.get(topic=Topic.SYMPTOM)

    page = compared(one, with_symptoms(), view="clinical")

    (statement,) = only_row(page).cells[0].statements
    numbered = {item.number: item.source for item in page.sources}
    assert [numbered[number] for number in statement.source_numbers] == [source]
    assert statement.url.endswith(f"?view=clinical#fact-{fact.key.hex[:10]}")


def test_drafts_do_not_show():
    term = make_term()
    draft = make_fact(topic=Topic.SYMPTOM, term=term).edition

    assert compared(draft, with_symptoms()).columns[0].condition != draft.condition
