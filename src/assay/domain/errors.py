"""What can go wrong for a person, in words that say what to do about it."""


class AssayError(Exception):
    """Something a person can mend.

    message: what is wrong, with the value, and what was expected.  fix: what to do.
    """

    exit_code = 2

    def __init__(self, message: str, *, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.message}\n{self.fix}"


class InputError(AssayError):
    """A file, an argument or a setting cannot be used as it is."""


class NotAllowed(AssayError):
    """The system or the person's rights forbid it."""


class RetryLater(AssayError):
    """It would work at another moment: another import is running, an engine is away."""

    exit_code = 75
