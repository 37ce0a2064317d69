"""Twenty at the same moment: one wins, the others are told, nothing is lost, nothing breaks."""

from collections import Counter
from functools import partial

import pytest

from tests.admin.pages import form_of
from tests.concurrency.people import all_at_once

MANY = 20
FACTS = 50


@pytest.fixture(scope="module")
def drafts(site):
    """Return the ids of drafts by the demo editor, one for each test."""
    made = site.run(
        "from django.contrib.auth.models import User\n"
        "from tests.factories import make_large_draft\n"
        "author = User.objects.get(username='demo-editor')\n"
        f"answer = [make_large_draft(facts={FACTS}, author=author).pk for _ in range(6)]"
    )
    return iter(made)


@pytest.fixture
def draft(drafts):
    return next(drafts)


def page_of(draft):
    return f"/admin/conditions/edition/{draft}/change/"


def step_of(draft, name):
    return f"/admin/conditions/edition/{draft}/step/{name}/"


def state_of(site, draft):
    return site.run(
        "from conditions.models import Edition\n"
        f"edition = Edition.objects.get(pk={draft})\n"
        "answer = {\n"
        "    'status': edition.status,\n"
        "    'revision': edition.revision,\n"
        "    'note': edition.change_note,\n"
        "    'saves': [save.revision for save in edition.saves.all()],\n"
        "    'events': [event.to_status for event in edition.events.order_by('id')],\n"
        "    'checks': edition.condition.checks.count(),\n"
        "    'plain': [fact.plain for fact in edition.facts.order_by('position')],\n"
        "    'published': Edition.objects.published().filter(pk=edition.pk).exists(),\n"
        "}"
    )


def test_saves_of_one_draft(site, editor, draft):
    form = editor.form(page_of(draft))
    prefix = "facts-definition-0"
    saves = [
        partial(
            editor.send,
            "POST",
            page_of(draft),
            form | {"change_note": [f"Note {n}."], f"{prefix}-plain": [f"Words {n}."]},
        )
        for n in range(MANY)
    ]

    answers = all_at_once(*saves)

    statuses = Counter(answer.status for answer in answers)
    assert statuses == {302: 1, 200: MANY - 1}
    winner = next(n for n, answer in enumerate(answers) if answer.status == 302)
    for n, answer in enumerate(answers):
        if n != winner:
            assert "Somebody else saved this draft" in answer.text
            assert f"Words {n}." in answer.text
            assert f"Words {winner}." in answer.text
    state = state_of(site, draft)
    assert (state["revision"], state["saves"]) == (1, [1])
    assert state["note"] == f"Note {winner}."
    assert state["plain"][0] == f"Words {winner}."


def test_approvals_of_one_edition(site, editor, reviewer, draft):
    assert editor.send("POST", step_of(draft, "submit"), {}).status == 302

    answers = all_at_once(*[partial(reviewer.send, "POST", step_of(draft, "approve"), {})] * MANY)

    assert [answer.status for answer in answers] == [302] * MANY
    told = [reviewer.told_after(answer) for answer in answers]
    assert sum("Approved." in text for text in told) == 1
    assert sum("no longer possible" in text for text in told) == MANY - 1
    state = state_of(site, draft)
    assert (state["status"], state["published"]) == ("approved", True)
    assert state["events"] == ["in-review", "approved"]
    assert state["checks"] == FACTS


def test_steps_and_saves_of_one_draft(site, editor, draft):
    form = editor.form(page_of(draft)) | {"change_note": ["A late note."]}
    save = partial(editor.send, "POST", page_of(draft), form)
    submit = partial(editor.send, "POST", step_of(draft, "submit"), {})

    answers = all_at_once(*[save, submit] * (MANY // 2))

    saves, steps = answers[::2], answers[1::2]
    told = [editor.told_after(answer) for answer in steps]
    assert sum("Sent to review." in text for text in told) == 1
    refused = ("no longer possible", "Try again in a moment")  # the second after a long wait
    assert sum(any(one in text for one in refused) for text in told) == len(steps) - 1
    saved = [answer for answer in saves if answer.status == 302]
    assert len(saved) <= 1
    assert all("A late note." in answer.text for answer in saves if answer not in saved)
    state = state_of(site, draft)
    assert state["events"] == ["in-review"]
    assert state["saves"] == list(range(1, len(saved) + 1))


def test_everybody_who_saves_again_gets_their_change_in(site, editor, draft):
    topics = ("definition", "cause", "mechanism", "treatment", "prognosis", "prevention")
    form = editor.form(page_of(draft))

    def save_until_it_is_in(topic):
        own = form | {f"facts-{topic}-0-plain": [f"Words on {topic}."]}
        for _attempt in range(2 * len(topics)):
            answer = editor.send("POST", page_of(draft), own)
            if answer.status == 302:
                return True
            assert answer.status == 200
            own = form_of(answer)
        return False

    saved = all_at_once(*[partial(save_until_it_is_in, topic) for topic in topics])

    assert all(saved)
    state = state_of(site, draft)
    assert state["saves"] == list(range(1, len(topics) + 1))
    assert {f"Words on {topic}." for topic in topics} <= set(state["plain"])


def test_new_drafts_of_one_condition(site, editor, reviewer, draft):
    editor.send("POST", step_of(draft, "submit"), {})
    reviewer.send("POST", step_of(draft, "approve"), {})
    condition = site.run(
        "from conditions.models import Edition\n"
        f"answer = Edition.objects.get(pk={draft}).condition_id"
    )
    start = f"/admin/conditions/condition/{condition}/start-draft/"

    answers = all_at_once(*[partial(editor.send, "POST", start, {})] * MANY)

    assert [answer.status for answer in answers] == [302] * MANY
    told = [editor.told_after(answer) for answer in answers]
    assert sum("A new draft" in text for text in told) == 1
    assert sum("in work already" in text for text in told) == MANY - 1
    assert site.run(
        "from conditions.models import Condition\n"
        f"condition = Condition.objects.get(pk={condition})\n"
        "answer = [edition.number for edition in condition.editions.order_by('number')]"
    ) == [1, 2]


def test_two_relations_that_would_close_a_circle(site, keeper):
    """Two editors each put one term above the other, at the same moment."""
    rounds = 4
    pairs = site.run(
        "from conditions.models import Term\n"
        "def make(n): return Term.objects.create(\n"
        "    kind='finding', slug=f'pair-{n}', name=f'pair {n}', plain_name='x',\n"
        "    category='symptom').pk\n"
        f"answer = [[make(2 * n), make(2 * n + 1)] for n in range({rounds})]"
    )
    for first, second in pairs:
        forms = {}
        for term, broader in ((first, second), (second, first)):
            path = f"/admin/conditions/term/{term}/change/"
            forms[path] = keeper.form(path, "term_form") | {
                "broader_relations-TOTAL_FORMS": ["1"],
                "broader_relations-0-term": [str(term)],
                "broader_relations-0-broader": [str(broader)],
            }
        answers = all_at_once(
            *[partial(keeper.send, "POST", path, form) for path, form in forms.items()]
        )

        assert sorted(answer.status for answer in answers) == [200, 302]
        assert any("this would be a circle" in answer.text for answer in answers)
