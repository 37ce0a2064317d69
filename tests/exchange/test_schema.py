"""The format and the database hold the same lists, and what the format takes can be stored."""

from typing import get_args

import msgspec
import pytest
from django.db import models as fields

from conditions import models
from conditions.exchange import CATEGORIES, TERM_KIND_OF_TOPIC, references, schema
from conditions.models import choices

LISTS = {
    name: getattr(choices, name)
    for name in vars(choices)
    if isinstance(getattr(choices, name), type)
    and issubclass(getattr(choices, name), choices.TextChoices)
    and getattr(choices, name) is not choices.TextChoices
}
# The workflow is the database's own and in no document, nor are translations.
NOT_IN_THE_FORMAT = {"EditionStatus", "Origin", "TranslationStatus"}
MODEL_OF_RECORD = {
    schema.Term: [models.Term],
    schema.Source: [models.Source],
    schema.ConditionDocument: [models.Condition],
    schema.Fact: [models.Fact],
    schema.Frequency: [models.Fact],
    schema.Citation: [models.Citation],
    schema.Name: [models.TermName, models.ConditionName],
    schema.Code: [models.TermCode, models.ConditionCode],
    schema.UrgencyRule: [models.UrgencyRule],
}


@pytest.mark.parametrize("name", sorted(set(LISTS) - NOT_IN_THE_FORMAT))
def test_closed_list_is_the_same_in_format_and_database(name):
    assert [value for value in get_args(getattr(schema, name)) if value] == LISTS[name].values


def test_every_closed_list_of_the_format_is_compared():
    lists = {
        name
        for name, value in vars(schema).items()
        if get_args(value) and all(isinstance(argument, str) for argument in get_args(value))
    }

    assert lists == set(LISTS) - NOT_IN_THE_FORMAT


def test_topics_that_need_a_term_are_the_same_in_format_and_database():
    assert set(choices.TOPICS_NEEDING_A_TERM) == references.NEED_A_TERM
    assert set(TERM_KIND_OF_TOPIC) >= references.NEED_A_TERM
    assert set(TERM_KIND_OF_TOPIC.values()) <= set(choices.TermKind.values)


def test_categories_are_those_of_the_database():
    assert set(CATEGORIES) == set(choices.TermKind.values)
    assert set().union(*CATEGORIES.values()) == {*choices.TermCategory.values, ""}


def limit_of(kind):
    """Return the longest text that a type of the format takes, or None."""
    if isinstance(kind, msgspec.inspect.UnionType):
        return max((limit_of(part) or 0 for part in kind.types), default=None)
    if isinstance(kind, msgspec.inspect.LiteralType):
        return max(map(len, kind.values))
    if not isinstance(kind, msgspec.inspect.StrType):
        return 0
    if kind.pattern == schema.Slug.__metadata__[0].pattern:
        return 80
    return 9 if kind.pattern == r"^\d{0,9}\Z" else kind.max_length


@pytest.mark.parametrize("record", MODEL_OF_RECORD)
def test_no_text_of_the_format_is_too_long_for_its_column(record):
    for model in MODEL_OF_RECORD[record]:
        columns = {
            column.name: column.max_length
            for column in model._meta.get_fields()
            if isinstance(column, fields.CharField)
        }
        for field in msgspec.inspect.type_info(record).fields:
            if field.name in columns:
                limit = limit_of(field.type)
                assert limit is not None, f"{field.name} has no limit"
                assert limit <= columns[field.name], field.name
