"""What can go wrong between the examiner and a student's process.

None of these ends a process: each becomes the outcome of one grade cell.
"""


class ExaminationError(Exception):
    """A grade cell cannot be examined from outside; the message says what was in the way."""


class BadValue(ExaminationError):
    """Bytes that are no value, or a value beyond the limits; the sender broke the format."""


class NotCarried(ExaminationError):
    """An object that cannot be sent as a value."""


class TooLarge(NotCarried):
    """A value beyond the limits of what can be sent."""


class CannotExamine(ExaminationError):
    """The test needs the student's live object; only an examination inside can tell."""


class TooMuchPrinted(ExaminationError):
    """The student's code printed more than is kept."""


class OutputFlood(BaseException):
    """Ends a call that prints too much; no `except Exception` of a student's catches it."""


class ConversationEnded(ExaminationError):
    """The student's process is gone, or says what is no answer."""
