"""The errors of sdgkit: one tree, each with a title, what was wrong, where, and what to do next.

    SdgkitError
    ├── InputError    an input cannot be read at all           (exit code 3)
    └── UsageError    a wrong option, name or combination      (exit code 2)

What can be read but not understood is no error: it is a finding (`sdgkit.findings`). The texts lie
in the `messages.toml` of the room whose name begins the code, in English, Russian and Kazakh.
"""

from __future__ import annotations

from typing import ClassVar

from sdgkit.messages import filled, message


class SdgkitError(Exception):
    """Something that stops the work, told so that a person knows what to do next.

    Args:
        code: the code of the message, `room.subject`, as in the room's `messages.toml`.
        **details: values for the message's placeholders, usually `file=`.

    Example:
        >>> error = InputError("files.missing", file="register.xlsx")
        >>> print(error.what())
        The file register.xlsx does not exist.
        >>> error.exit_code
        3
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = {key: str(value) for key, value in details.items()}
        super().__init__(code)

    def what(self, language: str = "en") -> str:
        """What was wrong, in one sentence, in `language` ("en", "ru" or "kk")."""
        return filled(message(self.code, language).what, self.details, language)

    def next(self, language: str = "en") -> str:
        """What to do next, in one sentence, in `language`."""
        return filled(message(self.code, language).next, self.details, language)

    def __str__(self) -> str:
        return f"{self.what()} {self.next()}".strip()


class InputError(SdgkitError):
    """An input cannot be read at all."""

    exit_code: ClassVar[int] = 3


class UsageError(SdgkitError):
    """A wrong option, an unknown name, or a combination that makes no sense."""

    exit_code: ClassVar[int] = 2
