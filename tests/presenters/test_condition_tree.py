from conditions.models import Condition
from conditions.presenters.condition_tree import condition_branches


def outline(families):
    """Return what the tree shows, as names within names."""

    def of(branches):
        return [(branch.condition.name, of(branch.narrower)) for branch in branches]

    return [(str(family.label), of(family.branches)) for family in families]


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


def test_branch_counts_all_forms_below_it_and_names_another_family():
    rows = [
        condition(1, "Calcinosis"),
        condition(2, "Tumoral", broader=1),
        condition(3, "Uraemic", broader=2),
        condition(4, "Lung calcification", kind="related", broader=1),
    ]

    [family] = condition_branches(rows)
    [root] = family.branches
    lung, tumoral = root.narrower

    assert (family.size, root.forms, tumoral.forms, lung.forms) == (4, 3, 1, 0)
    assert (root.family, lung.family) == ("", "Related calcium disorders")
