"""First use: names of a package that bring in their module only then, so that an import stays light."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def on_first_use(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """What a package takes as its `__getattr__`.

    Args:
        package: its name.
        homes: name -> the module in the package that holds it.

    Example:
        >>> find = on_first_use("sdgkit", {"Finding": "findings"})
        >>> find("Finding").__name__
        'Finding'
        >>> find("Nothing")
        Traceback (most recent call last):
        AttributeError: module 'sdgkit' has no attribute 'Nothing'
    """

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return find
