import pytest
from django.core.signing import Signer
from django.test import override_settings

from conditions.actions.experts import comment_as_expert
from conditions.selectors.experts import SALT, comments_of, invitation_of, new_token
from tests.factories import invite, make_comment

pytestmark = pytest.mark.django_db


def swapped(token):
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def test_token_opens_its_invitation_only():
    first, token = invite()
    second, other = invite()

    assert invitation_of(token) == first
    assert invitation_of(other) == second


@pytest.mark.parametrize(
    "change",
    [
        swapped,
        lambda token: "A" + token[1:],
        lambda token: token + ".x",
        lambda token: token.partition(".")[0],
        lambda token: token.upper(),
        lambda token: token * 100,
        lambda token: "é" + token,
        lambda token: "\ud800",
        lambda token: "",
        lambda token: new_token(),
        lambda token: Signer(salt="other", sep=".").sign(token.partition(".")[0]),
    ],
)
def test_altered_and_foreign_tokens_open_nothing(change):
    _invitation, token = invite()

    assert invitation_of(change(token)) is None


def test_made_up_token_is_refused_before_the_database_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert invitation_of("a" * 32 + "." + "b" * 43) is None


def test_key_may_be_changed_while_links_are_out():
    invitation, token = invite()

    with override_settings(SECRET_KEY="x" * 50, SECRET_KEY_FALLBACKS=["tests-only-"]):
        assert invitation_of(token) is None
    with override_settings(
        SECRET_KEY="x" * 50, SECRET_KEY_FALLBACKS=["tests-only-" + "0123456789abcdef" * 4]
    ):
        assert invitation_of(token) == invitation


def test_tokens_are_long_and_differ():
    tokens = {new_token() for _number in range(50)}

    assert len(tokens) == 50
    assert all(len(token.partition(".")[0]) == 32 for token in tokens)
    assert Signer(salt=SALT, sep=".").unsign(tokens.pop())


def test_comments_are_those_of_the_expert():
    invitation, _token = invite()
    other, _other = invite(invitation.edition, name="Dr Other")
    make_comment(invitation.edition)
    comment_as_expert(invitation=other, text="Other.")
    own = comment_as_expert(invitation=invitation, text="Own.")

    assert comments_of(invitation) == [own]
