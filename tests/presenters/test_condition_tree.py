from conditions.models import Condition
from conditions.presenters.condition_tree import condition_branches


def outline(families):
    """Return what the tree shows, as names within names."""

    def of(branches):
        return [(branch.condition.name, of(branch.narrower)) for branch in branches]

    return [(str(label), of(branches)) for label, branches in families]


def condition(pk, name, kind="calcinosis", broader=None):
    return Condition(pk=pk, name=name, kind=kind, broader_id=broader)


def test_conditions_stand_below_what_they_are_forms_of():
    rows = [
        condition(1, "Calcinosis"),
        condition(2, "tumoral", broader=1),
        condition(3, "Scrotal", broader=1),
        condition(4, "Uraemic", broader=2),
        condition(5, "Lung calcification", kind="related", broader=1),
    ]

    assert outline(condition_branches(rows)) == [
        (
            "Calcinosis and its kinds",
            [
                (
                    "Calcinosis",
                    [("Lung calcification", []), ("Scrotal", []), ("tumoral", [("Uraemic", [])])],
                )
            ],
        )
    ]


def test_condition_whose_broader_one_is_not_shown_stands_below_its_family():
    rows = [condition(2, "Wart", kind="look-alike", broader=1)]

    assert outline(condition_branches(rows)) == [("Look-alikes", [("Wart", [])])]
