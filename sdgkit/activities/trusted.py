"""Models made from values that are already checked, without checking them once more.

A file of 100,000 activities makes two million small models; checking each value that was just made by this
program costs more than reading the file. What is made here is the same as what the model itself would make,
which the tests hold by checking every activity of real files again.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)
_set = object.__setattr__


def made(model: type[Model], fields: set[str], values: dict[str, Any]) -> Model:
    """A model from all of its values, set as pydantic itself sets them when a model is unpickled.

    Args:
        model: the class.
        fields: names of the fields that count as given; the set is shared, not copied.
        values: every field of the model with a value of its type. Belongs to the model afterwards.

    Example:
        >>> from sdgkit.activities.activity import Origin
        >>> made(Origin, {"file"}, {"file": "a.xml", "sheet": "", "row": 3}) == Origin(file="a.xml", row=3)
        True
    """
    one = model.__new__(model)
    _set(one, "__dict__", values)
    _set(one, "__pydantic_fields_set__", fields)
    _set(one, "__pydantic_extra__", None)
    _set(one, "__pydantic_private__", None)
    return one
