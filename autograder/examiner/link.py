"""The examiner's side of the conversation with one student's process.

Asks for names, calls and attributes, and runs what of the test is called back. Everything that
comes back is a claim: it is checked for its form, and a breach of the form is kept in `fault`, so
that a test which catches exceptions cannot swallow it. Compares nothing.
"""

import inspect
import sys
import types
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from autograder.examiner.contents import HeldCopies
from autograder.examiner.descriptions import describe, is_fixed, is_open, read_signature
from autograder.examiner.handed_over import HandedOver
from autograder.examiner.news import check_news, show_output, show_warnings
from autograder.examiner.random_states import RandomStates
from autograder.examiner.standins import (
    FIELDS,
    OPEN_ATTRIBUTES,
    StandIn,
    StandInClass,
    StandInFunction,
    build_class,
    build_error,
    build_function,
    build_instance,
    claimed_class,
    is_error,
    standin_number,
)
from autograder.examiner.trust import VERDICTS, Trust
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
from autograder.student.specials import COMPARISONS, UNARY, run_special
from autograder.student.states import apply_changes
from autograder.student.surroundings import read_surroundings
from autograder.student.values import Encoder

MOST_THINGS = 1_000_000
_ALWAYS_ASKED = UNARY | {"__getitem__", "__setitem__", "__delitem__", "__call__"}


class Link(Conversation):
    """One student's process as the examiner sees it."""

    def __init__(self, channel: Any, trust: Trust, modules: frozenset[str] = frozenset()) -> None:
        super().__init__(channel)
        self.trust = trust
        self._modules = modules
        """Modules that lie beside the author's notebook."""
        self.fault: ExaminationError | None = None
        self.questions = 0
        self.turns = 0
        """Questions after which the student's values may be others."""
        self.with_random = False
        self.with_stops = False  # whether the test speaks of StopIteration itself
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
        self._own: list[object] = []
        self._own_numbers: dict[int, int] = {}
        self._errors: list[BaseException] = []
        self.before_question: Any = lambda: None
        self.authors_class: Callable[[str], type | None] = lambda _: None
        """The class of that name that the author's notebook defines for everybody."""

    def ask(self, question: str, *arguments: object, **named: object) -> Any:
        """Ask and return the answer's value; what the student's code raises is raised here.

        Raises:
            BadValue: The answer is none.
            TooLarge: The question is too large to be sent.
            ExaminationError: There is no answer.
        """
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
            raise self.cannot("the fields of a data class")
        hidden = name.startswith("__") and name not in OPEN_ATTRIBUTES
        if hidden and (real := claimed_class(type(this))) is not None:
            # What a library asks of its own objects, such as `__sklearn_tags__`.
            hidden = not hasattr(real, name) or hasattr(object, name)
        # Where an object says that its memory lies, ours would be read.
        hidden |= name != "__array__" and name.startswith(("__array_", "__cuda_", "__dlpack"))
        if hidden or name.startswith(("_examiner", "_repr_", "_ipython", "_sympy", "_mime")):
            raise AttributeError(name)
        found = self.ask("attribute", this, name)
        if not isinstance(this, StandInFunction) and callable(found):
            kind = type(this)
            real = claimed_class(kind)
            allowed = any(self.trust.may_call(base.__name__, name) for base in kind.__mro__)
            if not allowed and (real is None or not hasattr(real, name) or name in VERDICTS):
                raise AttributeError(f"{kind.__name__!r} object has no attribute {name!r}")
        self._handed.note_method(found)
        found = self._held.as_shown(self._which, found)
        self._held.keep(this, name, found)
        return found

    def special(self, name: str, this: Any, *arguments: Any, **named: Any) -> Any:
        """A special method of a student's object, if it may be asked for."""
        kind = type(this)
        if name in COMPARISONS:
            other = arguments[0] if arguments else None
            if isinstance(type(other), StandInClass) and isinstance(other, StandIn):
                return self.ask("special", name, this, other)
            return NotImplemented
        if name == "__exit__":
            # The type tells enough; a traceback stays here.
            kinds = [one for one in arguments[:1] if one is not None and type_name(one)]
            arguments = (*(kinds or [None]), None, None)
        if name in _ALWAYS_ASKED or all(isinstance(one, StandIn) for one in arguments):
            return self.ask("special", name, this, *arguments, **named)
        if any(self.trust.may_compute(base.__name__, name) for base in kind.__mro__):
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

    # References.

    def _refer(self, value: object) -> tuple[bool, int, object] | None:
        if (standin := standin_number(value)) is not None:
            return False, standin, None
        is_tests_own = issubclass(type(value), BaseException)
        if is_tests_own or (description := describe(value, self._modules)) is None:
            return None
        number = self._own_numbers.setdefault(id(value), len(self._own))
        if number == len(self._own):
            self._own.append(value)
        return True, number, description

    def _resolve(self, own: bool, number: int, description: Any) -> object:
        if not own:
            if number >= len(self._own):
                raise BadValue("an object that was never handed out")
            return self._own[number]
        if number not in self._things:
            if type(description) is not tuple or not description or number > MOST_THINGS:
                raise BadValue("an object that is none")
            self._things[number] = self._build(number, description)
        return self._things[number]

    def _build(self, number: int, description: tuple[Any, ...]) -> object:
        kind = description[0]
        if kind == "class":
            return build_class(self, number, description)
        if kind == "instance":
            return build_instance(self, number, description)
        if kind == "exception":
            return build_error(self, number, description)
        if kind == "function":
            return build_function(self, number)
        if kind == "module" and len(description) == 2 and type(description[1]) is str:
            root = description[1].partition(".")[0]
            if root in self.trust.modules and description[1] in sys.modules:
                return sys.modules[description[1]]
            return build_instance(self, number, ("instance", types.ModuleType, ()))
        raise BadValue(f"an object of kind {kind!r:.40}")

    # Being asked.

    def _handle(self, question: str, parts: Any, objects: Sequence[object]) -> tuple[Any, ...]:
        if len(parts) != 4:
            raise BadValue("a question that is none")
        target, arguments, named, news = parts
        # What the student's code did so far to the arguments of the call that is under way.
        self._take_news(news, self._asked[-1])
        try:
            return ANSWER, self._run(question, target, arguments, dict(named))
        except Exception as error:
            if isinstance(error, ExaminationError):
                self.fault = self.fault or error
            self._errors.append(error)
            kind = type(error)
            parts = tuple(one if type(one) in {str, int, float} else str(one) for one in error.args)
            return (
                RAISE,
                kind if type_name(kind) is not None else None,
                parts if type_name(kind) is not None else (str(error),),
                len(self._errors) - 1,
            )

    def _run(self, question: str, target: Any, arguments: Any, named: dict[str, Any]) -> object:
        description = self._own_description(target)
        if question == "call" and callable(target):
            return target(*arguments, **named)
        if description[0] != "instance":
            raise BadValue("a function that is asked for more than a call")
        if question in {"attribute", "set", "delete"}:
            name, *values = arguments
            is_asked = type(name) is str and not name.startswith("_")
            if not is_asked or not is_open(type(target), self._modules):
                raise AttributeError(name)
            if question != "attribute" and is_fixed(type(target), name):
                raise AttributeError(f"attribute {name!r} is not to be changed")
            change: Any = {"attribute": getattr, "set": setattr, "delete": delattr}[question]
            return change(target, name, *values)
        return run_special(question, target, *arguments, **named)

    def _own_description(self, target: object) -> tuple[Any, ...]:
        if id(target) not in self._own_numbers:
            raise BadValue("a question about what was never handed out")
        return describe(target, self._modules) or ("",)

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
        if type(told) is int and 0 <= told < len(self._errors):
            return self._errors[told]
        if is_error(type(told)):
            assert isinstance(told, BaseException)
            return told
        raise BadValue("an exception that is none")
