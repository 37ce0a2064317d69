from conditions.models import Condition
from conditions.presenters.condition_tree import condition_branches


def outline(branches):
    return [(branch.condition.name, outline(branch.narrower)) for branch in branches]


def test_conditions_stand_below_what_they_are_forms_of():
    rows = [
        Condition(pk=1, name="Calcinosis"),
        Condition(pk=2, name="tumoral", broader_id=1),
        Condition(pk=3, name="Scrotal", broader_id=1),
        Condition(pk=4, name="Uraemic", broader_id=2),
    ]

    assert outline(condition_branches(rows)) == [
        ("Calcinosis", [("Scrotal", []), ("tumoral", [("Uraemic", [])])])
    ]


def test_condition_whose_broader_one_is_not_shown_is_a_root():
    assert outline(condition_branches([Condition(pk=2, name="Wart", broader_id=1)])) == [
        ("Wart", [])
    ]
