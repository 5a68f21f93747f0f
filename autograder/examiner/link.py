"""The examiner's side of the conversation with one student's process.

Asks for names, calls and attributes, and runs what of the test is called back. Everything that
comes back is a claim: it is checked for its form, and a breach of the form is kept in `fault`, so
that a test which catches exceptions cannot swallow it. Compares nothing.
"""

import inspect
import types
import warnings
from collections.abc import Callable, Sequence
from typing import Any, cast

from autograder.examiner.allowed import (
    may_answer_special,
    may_be_called,
    may_be_named,
    may_have_fields,
)
from autograder.examiner.answer_text import AnswerText
from autograder.examiner.author_methods import (
    authors_class,
    find_method,
    is_operator,
    run_operator,
)
from autograder.examiner.building import build_standin
from autograder.examiner.contents import HeldCopies
from autograder.examiner.descriptions import read_signature
from autograder.examiner.handed_over import HandedOver
from autograder.examiner.news import check_news, show_output, show_warnings
from autograder.examiner.own_objects import OwnObjects
from autograder.examiner.random_states import RandomStates
from autograder.examiner.standins import (
    FIELDS,
    is_error,
    standin_number,
)
from autograder.examiner.trust import Trust
from autograder.student.conversation import ANSWER, DONE, RAISE, REFUSE, Conversation
from autograder.student.errors import (
    BadValue,
    CannotExamine,
    ExaminationError,
    NotCarried,
    TooLarge,
    TooMuchPrinted,
)
from autograder.student.library_values import type_name
from autograder.student.states import apply_changes
from autograder.student.surroundings import read_surroundings
from autograder.student.values import Encoder

MOST_THINGS = 1_000_000


class Link(Conversation):
    """One student's process as the examiner sees it."""

    def __init__(self, channel: Any, trust: Trust, modules: frozenset[str] = frozenset()) -> None:
        super().__init__(channel)
        self.trust = trust
        self._own = OwnObjects(modules)
        self.answer_text = AnswerText()
        self.fault: ExaminationError | None = None
        self.questions = 0
        self.turns = 0
        """Questions after which the student's values may be others."""
        self.with_random = False
        self.with_stops = False  # whether the test speaks of StopIteration itself
        self.with_failures = False  # the same of AssertionError
        self.names: dict[str, object] = {}
        """Names to set on the student's side before the next question."""
        self.gone: list[str] = []
        self.replaced: Callable[[], list[tuple[str, str, tuple[object, ...]]]] = list
        """Parts of libraries that the test has replaced."""
        self._held = HeldCopies()
        self._which = 0  # which object of the student the last value is, if that was said
        self._handed = HandedOver(self._refer)
        self._random_states = RandomStates(trust.numbers)
        self._filters = list(warnings.filters)
        self._things: dict[int, object] = {}
        self.before_question: Any = lambda: None
        self.authors_class: Callable[[str], type | None] = lambda _: None
        """The class of that name that the author's notebook defines for everybody."""

    def ask(self, question: str, *arguments: object, **named: object) -> Any:
        """Ask and return the answer's value; what the student's code raises is raised here.

        Raises:
            BadValue: The answer is none.
            TooLarge: The question is too large to be sent.
            ExaminationError: There is no answer.
            AssertionError: The question would tell of one of the test's own.
        """  # noqa: DOC502
        if (failed := self._find_failure(arguments)) is not None:
            raise failed
        try:
            for changed in self._held.take_changed():
                self.ask("refill", *changed)
            for changes in self._handed.take_changes():
                self.ask("change", *changes)
            self.before_question()
            self.questions += 1
            self.turns += question not in {"name", "source", "signature", "has"}
            described = self._surroundings(number := self._handed.number(question, arguments))
            kind, *rest = self._ask(question, arguments, tuple(named.items()), described)
            objects = self._answered
            if kind == ANSWER and len(rest) == 2:
                self._take_news(rest[1], objects)
                self._handed.keep(number, objects)
                return rest[0]
            if kind == RAISE and len(rest) == 3:
                self._take_news(rest[2], objects)
                error = self._error(rest[0])
                is_next = question == "special" and arguments[0] == "__next__"
                if isinstance(error, StopIteration) and not (is_next or self.with_stops):
                    # As in a generator (PEP 479): `all(map(check, ...))` would take it for the end.
                    error = RuntimeError("the answer raised StopIteration")
                if type(rest[1]) is str and not hasattr(error, "_examiner_trace"):
                    error._examiner_trace = rest[1]  # type: ignore[attr-defined]
            elif kind == REFUSE:
                raise BadValue(f"the answer holds {rest[0]!s:.200}")
            else:
                raise BadValue("an answer that is none")
        except TooLarge as problem:
            # Perhaps made so by an answer: no reason to examine elsewhere.
            self.fault = self.fault or problem
            raise
        except NotCarried as problem:
            raise self.cannot(str(problem)) from None
        except ExaminationError as problem:
            self.fault = self.fault or problem
            raise
        raise error

    def begin(self) -> None:
        """Be ready for another cell; what the student's side handed out stays valid."""
        if isinstance(self.fault, CannotExamine | TooMuchPrinted | TooLarge):
            self.fault = None
        self.questions = 0
        self._filters = list(warnings.filters)

    def end(self) -> None:
        """Tell the student's side that this examination is over."""
        try:
            self._send((DONE,), ())
        except ExaminationError as problem:
            self.fault = self.fault or problem

    def cannot(self, what: str) -> CannotExamine:
        """Note that the cell cannot be examined from here; the caller raises what is returned."""
        problem = CannotExamine(what)
        self.fault = self.fault or problem
        return problem

    def broken(self, what: str) -> BadValue:
        """Note an answer that has not the form asked for; the caller raises what is returned."""
        problem = BadValue(what)
        self.fault = self.fault or problem
        return problem

    def find_name(self, name: str) -> tuple[bool, object, int]:
        """Whether the student's side has `name`, its value, and which of its objects that is.

        Raises:
            BadValue: It says nothing of the kind.
        """  # noqa: DOC502
        found = self.ask("name", name)
        is_answer = type(found) is tuple and len(found) == 3
        if not is_answer or type(found[0]) is not bool or type(found[2]) is not int:
            raise self.broken("an answer about a name that is none")
        return found[0], found[1], found[2]

    def attribute(self, this: Any, name: str) -> Any:
        """An attribute of a student's object.

        Raises:
            AttributeError: There is none, or it may not be asked for.
        """
        if name == FIELDS:
            return self.fields(type(this))
        if not may_be_named(this, name):
            raise AttributeError(name)
        if (real := authors_class(self.trust, type(this))) is not None:
            own = find_method(real, name)
            if own is not None:
                return types.MethodType(own, this)
        found = self.ask("attribute", this, name)
        if callable(found) and not may_be_called(self.trust, this, name):
            raise AttributeError(f"{type(this).__name__!r} object has no attribute {name!r}")
        self._handed.note_method(found)
        self.answer_text.note_attribute(found, this, name)
        found = self._held.as_shown(self._which, found)
        self._held.keep(this, name, found)
        return found

    def fields(self, kind: type) -> Any:
        """The fields of a data class, which are the author's own where the class is his.

        Raises:
            AttributeError: It is none that his notebook speaks of; pandas asks this of all objects.
        """
        real = authors_class(self.trust, kind)
        if hasattr(real, FIELDS):
            return getattr(real, FIELDS)
        if real is None and may_have_fields(self.trust, kind):
            raise self.cannot("the fields of a data class")
        raise AttributeError(FIELDS)

    def special(self, name: str, this: Any, *arguments: Any, **named: Any) -> Any:
        """A special method of a student's object, if it may be asked for."""
        if name == "__exit__":
            failed = self._find_failure(arguments)
            # The type tells enough; a traceback stays here.
            kinds = [one for one in arguments[:1] if one is not None and type_name(one)]
            arguments = (*(kinds or [None]), None, None)
            return self.ask("special", name, this, *arguments) and failed is None
        if is_operator(name) and (real := authors_class(self.trust, type(this))) is not None:
            return run_operator(real, name, this, *arguments)
        if may_answer_special(self.trust, name, this, arguments):
            return self.ask("special", name, this, *arguments, **named)
        if name == "__contains__":
            return any(arguments[0] is one or arguments[0] == one for one in this)
        return NotImplemented

    def signature(self, function: object) -> inspect.Signature:
        """The signature that a student's function claims.

        Raises:
            BadValue: It claims none that a function can have.
        """  # noqa: DOC502
        told = self.ask("signature", function)
        try:
            return read_signature(told)
        except (TypeError, ValueError, AttributeError, LookupError) as problem:
            raise self.broken(f"a signature that is none: {problem!s:.100}") from None

    def _find_failure(self, arguments: Sequence[object]) -> AssertionError | None:
        """The test's own assertion that did not hold, which no answer may swallow."""
        for one in () if self.with_failures else arguments:
            if issubclass(type(one), AssertionError) and standin_number(one) is None:
                return cast(AssertionError, one)
        return None

    # References.

    def _refer(self, value: object) -> tuple[bool, int, object] | None:
        if (standin := standin_number(value)) is not None:
            return False, standin, None
        return self._own.refer(value)

    def _resolve(self, own: bool, number: int, description: Any) -> object:
        if not own:
            return self._own.find(number)
        if number not in self._things:
            if type(description) is not tuple or not description or number > MOST_THINGS:
                raise BadValue("an object that is none")
            self._things[number] = build_standin(self, number, description)
        return self._things[number]

    # Being asked.

    def _handle(self, question: str, parts: Any, objects: Sequence[object]) -> tuple[Any, ...]:
        if len(parts) != 4:
            raise BadValue("a question that is none")
        target, arguments, named, news = parts
        # What the student's code did so far to the arguments of the call that is under way.
        self._take_news(news, self._asked[-1])
        try:
            return ANSWER, self._own.run(question, target, arguments, dict(named))
        except Exception as error:
            if isinstance(error, ExaminationError):
                self.fault = self.fault or error
            return self._own.tell_error(error)

    # What comes along.

    def _surroundings(self, number: int) -> bytes:
        described = read_surroundings(self._filters, with_random=self.with_random)
        if number:
            described["handed"] = number
        if self.names:
            described["names"], self.names = self.names, {}
        if replaced := self.replaced():
            described["replaced"] = replaced
        if self.gone:
            described["gone"], self.gone = self.gone, []
        if not described:
            return b""
        (encoder := Encoder(self._refer)).put(described)
        return bytes(encoder.out)

    def _take_news(self, news: Any, objects: Sequence[object]) -> None:
        check_news(news)
        self._which = news.get("which", 0)
        show_output(news)
        if type(changes := news.get("changes", [])) is list:
            apply_changes(objects, changes, self._resolve)
        if self.with_random and type(news.get("random")) is dict:
            self._random_states.take(news["random"])
        show_warnings(news)

    def _error(self, told: object) -> BaseException:
        if type(told) is int and (own := self._own.find_error(told)) is not None:
            return own
        if is_error(type(told)):
            assert isinstance(told, BaseException)
            return told
        raise BadValue("an exception that is none")
