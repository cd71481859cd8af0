"""Models made from values that are already checked, without checking them once more.

A file of 100,000 activities makes two million small models; checking each value that was just made by this
program costs more than reading the file. What is made here is the same as what the model itself would make,
which the tests hold by checking every activity of real files again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel

from sdgkit.activities.activity import Origin
from sdgkit.languages import Text

Model = TypeVar("Model", bound=BaseModel)

_new: Any = object.__new__
# The places of a model's values, asked for once; to look them up by name for each model takes as long as all the rest.
_values, _given, _extra, _private = (
    BaseModel.__dict__[name].__set__
    for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


def made(model: type[Model], fields: set[str], values: dict[str, Any]) -> Model:
    """A model from all of its values, set as pydantic itself sets them when a model is unpickled.

    Args:
        model: the class.
        fields: names of the fields that count as given; the set is shared, not copied.
        values: every field of the model with a value of its type. Belongs to the model afterwards.

    Example:
        >>> from sdgkit.activities.activity import Related
        >>> made(Related, {"id"}, {"id": "XX-1", "kind": "parent"}) == Related(id="XX-1", kind="parent")
        True
    """
    one: Model = _new(model)
    _values(one, values)
    _given(one, fields)
    _extra(one, None)
    _private(one, None)
    return one


def maker(model: type[Model]) -> Callable[[dict[str, Any]], Model]:
    """What makes models of one class as `made` does, for those that are made by the million.

    Args:
        model: the class, not a `RootModel`.

    Returns:
        A function of every field of the model with a value of its type; the dictionary belongs to the model
        afterwards. All fields count as given.

    Example:
        >>> from sdgkit.activities.activity import Related
        >>> maker(Related)({"id": "XX-1", "kind": "parent"}) == Related(id="XX-1", kind="parent")
        True
    """
    new, set_values, set_given, set_extra, set_private = _new, _values, _given, _extra, _private
    fields = set(model.model_fields)

    def make(values: dict[str, Any]) -> Model:
        one: Model = new(model)
        set_values(one, values)
        set_given(one, fields)
        set_extra(one, None)
        set_private(one, None)
        return one

    return make


made_origin: Callable[[tuple[str, str, int | None]], Origin] = partial(tuple.__new__, Origin)
"""An origin from file, sheet and row, in half the time that it takes to name them one by one."""

_ROOT = {"root"}


def made_text(texts: dict[str, str]) -> Text:
    """A text in several languages, none of which may be empty; a `RootModel` has no further places.

    Example:
        >>> made_text({"en": "Water"}) == Text({"en": "Water"})
        True
    """
    one: Text = _new(Text)
    _values(one, {"root": texts})
    _given(one, _ROOT)
    return one
