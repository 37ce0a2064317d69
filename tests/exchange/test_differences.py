from datetime import date
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.exchange import (
    Check,
    Citation,
    ConditionDocument,
    Fact,
    FieldChange,
    Frequency,
    as_json,
    differences,
    moved,
)

ONE, TWO = UUID(int=1), UUID(int=2)


def document(*facts):
    return ConditionDocument(slug="wart", name="Wart", kind="look-alike", facts=facts)


def fact(key=ONE, **fields):
    return Fact(key=key, topic="definition", **{"plain": "A bump."} | fields)


def test_same_documents_do_not_differ():
    assert differences(document(fact()), document(fact())) == ()


def test_changed_field_is_told_before_and_after():
    (change,) = differences(document(fact()), document(fact(plain="A lump.")))

    assert change.key == ONE
    assert change.fields == (FieldChange("plain", "A bump.", "A lump."),)


def test_nested_values_are_plain_data():
    frequency = Frequency(band="frequent", basis="wording")
    (change,) = differences(
        document(fact(citations=(Citation(source="a"),))), document(fact(frequency=frequency))
    )

    assert change.fields == (
        FieldChange("frequency", None, {"band": "frequent", "basis": "wording"}),
        FieldChange("citations", ({"source": "a"},), ()),
    )


def test_added_and_removed_facts_have_no_fields():
    added, removed = differences(document(fact(ONE)), document(fact(TWO)))

    assert (added.before, added.after, added.fields) == (None, fact(TWO), ())
    assert (removed.before, removed.after, removed.fields) == (fact(ONE), None, ())


def test_order_and_checks_are_no_difference():
    checked = Check(on=date(2026, 1, 1), by="Ed")

    assert (
        differences(document(fact(ONE), fact(TWO)), document(fact(TWO, checked=checked), fact(ONE)))
        == ()
    )


def test_every_field_of_a_fact_but_key_and_check_is_compared():
    values = {
        "topic": "symptom", "term": "ulcer", "condition": "gout", "plain": "x", "clinical": "x",
        "frequency": Frequency(band="always", basis="wording"), "reported_absent": True,
        "body_sites": ("leg",), "red_flag": True, "urgency": "soon", "certainty": "probable",
        "evidence": "rct", "modifiable": True, "editorial_advice": True, "key_fact": True,
        "citations": (Citation(source="a"),),
    }  # fmt: skip
    assert set(values) == set(Fact.__struct_fields__) - {"key", "checked"}
    for name, value in values.items():
        other = msgspec.structs.replace(fact(), **{name: value})

        (change,) = differences(document(fact()), document(other))

        assert [field.field for field in change.fields] == [name]


def test_changes_are_kept_as_plain_data():
    changes = differences(document(fact(ONE)), document(fact(ONE, plain="A lump."), fact(TWO)))

    kept = as_json(changes)

    assert kept == msgspec.json.decode(msgspec.json.encode(kept))
    changed, added = kept
    assert changed["fields"] == [{"field": "plain", "before": "A bump.", "after": "A lump."}]
    assert changed["key"] == str(ONE)
    assert (added["before"], added["after"]["plain"]) == (None, "A bump.")


def in_order(*numbers):
    return document(*(fact(UUID(int=number)) for number in numbers))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((), (), ()),
        ((1, 2, 3), (1, 2, 3), ()),
        ((1, 2, 3, 4), (4, 1, 2, 3), (4,)),
        ((1, 2, 3, 4), (2, 3, 4, 1), (1,)),
        ((1, 2), (2, 1), (1,)),
        ((1, 2, 3, 4), (4, 3, 2, 1), (4, 3, 2)),
        # what came or went moved nobody
        ((1, 2, 3), (9, 1, 3, 8), ()),
    ],
)
def test_facts_that_moved_are_as_few_as_can_be(before, after, expected):
    found = moved(in_order(*before), in_order(*after))

    assert len(found) == len(expected)
    if len(expected) == 1 and len(before) > 2:
        assert found == tuple(UUID(int=number) for number in expected)


@given(st.permutations(range(1, 8)))
def test_facts_that_did_not_move_kept_their_order(order):
    gone = {key.int for key in moved(in_order(*range(1, 8)), in_order(*order))}

    kept = [number for number in order if number not in gone]
    assert kept == sorted(kept)
