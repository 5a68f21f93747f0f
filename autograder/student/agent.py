"""The student's side of an examination: answers the examiner about the student's names.

`serve` runs in the student's process and gives what is asked for: values as copies, everything
else as numbers that stand for objects which stay here. It decides nothing and knows no test. The
student's code can replace any of it; the examiner treats all that comes from here as a claim.
Imports nothing but the standard library and the examiner's own modules that do the same.
"""

import contextlib
import inspect
import os
import socket
import threading
import traceback
import weakref
from collections.abc import Sequence
from typing import Any

from autograder.student.conversation import ANSWER, ASK, DONE, RAISE, REFUSE, Conversation
from autograder.student.errors import ExaminationError, NotCarried
from autograder.student.library_values import type_name
from autograder.student.remotes import Remotes
from autograder.student.shown import ShownObjects
from autograder.student.specials import run_special
from autograder.student.states import apply_changes, find_changes, read_states, replace_content
from autograder.student.surroundings import Surroundings
from autograder.student.things import OwnThings, Reference
from autograder.student.values import Decoder

LONGEST_TRACEBACK = 20_000
MOST_HANDED = 16
_agents: "weakref.WeakKeyDictionary[socket.socket, Agent]" = weakref.WeakKeyDictionary()


def serve(namespace: dict[str, Any], channel: socket.socket) -> None:
    """Answer the examiner at the other end of `channel` until it is done or gone; never raises."""
    agent = _agents.get(channel)
    if agent is None:
        agent = _agents[channel] = Agent(namespace, channel)
    agent.serve()


class CallbackError(Exception):
    """What a function of the test raised, where it is no builtin exception."""


class Agent(Conversation):
    """Answers about one namespace; what it handed out stays valid as long as it lives."""

    def __init__(self, namespace: dict[str, Any], channel: socket.socket) -> None:
        super().__init__(channel)
        self.namespace = namespace
        self._things = OwnThings(self._refer)
        self._remotes = Remotes(namespace, self._call_back)
        self._running: list[tuple[Surroundings, list[bytes | None]]] = []
        self._shown = ShownObjects()
        self._handed: dict[int, Sequence[object]] = {}
        """Mutable arguments that an object may have kept, by the number of their question."""
        self._lock = threading.RLock()
        self._pid = os.getpid()

    def serve(self) -> None:
        """Answer until the examiner is done or gone."""
        while True:
            try:
                message, objects = self._receive(())
                if message[0] == DONE:
                    return
                if message[0] == ASK:
                    self._answer(message, objects)
            except KeyboardInterrupt:
                continue
            except ExaminationError:
                return
            except Exception:
                # The student's code broke what this needs; who waits for an answer shall know.
                with contextlib.suppress(OSError):
                    self.channel.shutdown(socket.SHUT_RDWR)
                return

    def _handle(self, question: str, parts: Any, objects: Sequence[object]) -> tuple[Any, ...]:
        arguments, named, described = parts
        described = Decoder(described, self._resolve).get() if described else {}
        for name in described.get("gone", ()):
            self.namespace.pop(name, None)
        self.namespace.update(described.get("names", {}))
        if "handed" in described and objects:
            self._handed[described["handed"]] = objects
            if len(self._handed) > MOST_HANDED:
                del self._handed[next(iter(self._handed))]
        states = read_states(objects, self._refer)
        surroundings = Surroundings(described)
        self._running.append((surroundings, states))
        answer: tuple[Any, ...]
        try:
            try:
                with surroundings:
                    answer = (ANSWER, self._do(question, arguments, dict(named)))
            except NotCarried as error:
                answer = (REFUSE, str(error))
            except BaseException as error:
                answer = (RAISE, self._carry_error(error), _text_of(error))
            if os.getpid() != self._pid:
                os._exit(0)  # a fork of the student's that came back: one process answers, not two
            news = surroundings.take_news(at_end=True)
            news["changes"] = find_changes(states, read_states(objects, self._refer))
            if question == "attribute" and answer[0] == ANSWER:
                news["which"] = self._shown.number_of(answer[1])
            return (*answer, news)
        finally:
            self._running.pop()

    # The questions.

    def _do(self, question: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> object:
        return getattr(self, f"_do_{question}")(*arguments, **named)

    def _do_name(self, name: str) -> tuple[bool, object, int]:
        """Whether it is there, its value, and a number that two names for one object share."""
        if name not in self.namespace:
            return False, None, 0
        value = self.namespace[name]
        return True, value, id(value)

    def _do_names(self) -> list[str]:
        return [name for name in self.namespace if isinstance(name, str)]

    def _do_call(self, function: Any, *arguments: Any, **named: Any) -> object:
        return function(*arguments, **named)

    def _do_new(self, function: Any, *arguments: Any, **named: Any) -> object:
        made = function(*arguments, **named)
        if isinstance(function, type) and type_name(function) is None:
            self._things.number(made)
        return made

    def _do_special(self, name: str, value: Any, *arguments: Any, **named: Any) -> object:
        if isinstance(value, type) and name == "__iter__":
            return list(value)  # type: ignore[call-overload]
        return run_special(name, value, *arguments, **named)

    def _do_attribute(self, value: Any, name: str) -> object:
        return getattr(value, name)

    def _do_set(self, value: Any, name: str, new: object) -> None:
        setattr(value, name, new)

    def _do_refill(self, value: Any, name: str, new: object) -> None:
        replace_content(getattr(value, name), new)

    def _do_change(self, number: int, changes: list[tuple[int, bytes]]) -> None:
        """Change arguments of an earlier question, as the test has changed its own."""
        if number in self._handed:
            apply_changes(self._handed[number], changes, self._resolve, with_views=True)

    def _do_delete(self, value: Any, name: str) -> None:
        delattr(value, name)

    def _do_has(self, value: Any, kind: type) -> bool:
        return isinstance(value, kind)

    def _do_source(self, value: Any) -> str:
        return inspect.getsource(value)

    def _do_signature(self, value: Any) -> tuple[list[tuple[Any, ...]], list[object]]:
        found = inspect.signature(value)
        parts = [
            (one.name, one.kind.name, self._if_any(one.default), self._if_any(one.annotation))
            for one in found.parameters.values()
        ]
        return parts, self._if_any(found.return_annotation)

    def _if_any(self, value: object) -> list[object]:
        return [] if value is inspect.Parameter.empty else [self._things.carried(value)]

    def _do_dir(self, value: Any) -> list[str]:
        return dir(value)

    # References.

    def _refer(self, value: object) -> Reference | None:
        remote = self._remotes.number_of(value)
        return self._things.refer(value) if remote is None else (False, remote, None)

    def _resolve(self, own: bool, number: int, description: Any) -> object:
        return self._remotes.resolve(number, description) if own else self._things[number]

    def _carry_error(self, error: BaseException) -> object:
        own = getattr(error, "examiner_number", None)
        if own is not None:
            return own
        self._things.number(error)
        return error

    def _call_back(
        self, question: str, target: object, arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> object:
        with self._lock:
            surroundings, states = self._running[-1]
            after = read_states(self._answering[-1], self._refer)
            news = surroundings.take_news(at_end=False)
            news["changes"] = find_changes(states, after)
            states[:] = after
            answer = self._ask(question, target, arguments, tuple(named.items()), news)
        if answer[0] == ANSWER:
            return answer[1]
        if answer[0] == REFUSE:
            raise TypeError(answer[1])
        kind, parts, number = answer[1:]
        error: Any = kind(*parts) if kind is not None else CallbackError(*parts)
        error.examiner_number = number
        raise error


def _text_of(error: BaseException) -> str:
    """The traceback below our own frames."""
    trace = error.__traceback__
    while trace is not None and "autograder" in trace.tb_frame.f_code.co_filename:
        trace = trace.tb_next
    try:
        lines = traceback.format_exception(type(error), error, trace, limit=-30)
        return "".join(lines)[-LONGEST_TRACEBACK:]
    except BaseException:
        return ""
