"""The names that a test sees: its own, the author's, Python's, and through the link the student's.

Looked up in this order, each time anew, so that a name that a test replaces or deletes is replaced
or deleted for the student's code as well. Only names that the student was asked to define, that a
test had read as the student's, or Python's own that a test replaces (such as `input`) are ever told
to the student's side: never what a test computes.
"""

import builtins
import contextlib
import io
import types
from typing import Any

from autograder.examiner.author import Author, Origin
from autograder.examiner.contents import content_of
from autograder.examiner.descriptions import TEST_MODULE
from autograder.examiner.link import Link
from autograder.examiner.standins import is_instance, is_subclass
from autograder.student.surroundings import read_random, set_random


class MainModule(types.ModuleType):
    """What `__main__` is to a test: `unittest.main` looks there for the cell's own classes."""

    def __init__(self, space: "Space") -> None:
        super().__init__(TEST_MODULE)
        vars(self)["_space"] = space

    def __getattr__(self, name: str) -> Any:
        space = vars(self)["_space"]
        if name.startswith("__") and not dict.__contains__(space, name):
            # A library that is imported looks for `__file__`: nothing to ask an answer for.
            raise AttributeError(name)
        try:
            return space[name]
        except KeyError:
            raise AttributeError(f"module {TEST_MODULE!r} has no attribute {name!r}") from None

    def __setattr__(self, name: str, value: object) -> None:
        vars(self)["_space"][name] = value

    def __dir__(self) -> list[str]:
        return sorted(vars(self)["_space"].keys())


class Space(dict[str, Any]):
    """The globals of all grade cells of one notebook."""

    def __init__(self, author: Author) -> None:
        super().__init__(__name__=TEST_MODULE, __builtins__=builtins)
        self._author = author
        self._place = 0
        self._made_at: dict[str, int] = {}
        self._students: set[str] = set()
        self._told: dict[str, object] = {}
        self._gone: set[str] = set()
        self._copies: dict[str, tuple[int, Any, bytes | None]] = {}
        self._objects: dict[tuple[int, int], object] = {}
        self._stars: dict[str, dict[str, Any]] = {}
        self._link: Link | None = None
        self._replaced = {
            "dir": self._list_names,
            "isinstance": is_instance,
            "issubclass": is_subclass,
        }

    def make_ahead(self) -> None:
        """Make the author's names that the tests look up, before there is a student.

        What draws from the global generators stays for the tests, who see their states; so does
        what cannot be made here.
        """
        for place, name in self._author.looked_up():
            origin = self._author.find_origin(name, place)
            if origin is None or name in self._made_at:
                continue
            self._place = place
            kept, made_at, states = dict(self), dict(self._made_at), read_random()
            is_asked = self._author.is_asked_import(origin)  # imported now, bound when it is there
            made = self._make(name, origin) and content_of(states) == content_of(read_random())
            if is_asked or not made:
                super().clear()
                super().update(kept)
                self._made_at = made_at
                set_random(states)

    def enter(self, link: Link, place: int) -> None:
        """Begin a cell of the author's notebook at `place`."""
        self._link = link
        link.before_question = self._tell_changes
        link.authors_class = self._authors_class
        self._copies.clear()
        self._objects.clear()
        self._gone.clear()
        self._place = place
        for name, made_at in list(self._made_at.items()):
            origin = self._author.find_origin(name, place)
            if origin is None or origin.place != made_at:
                super().pop(name, None)
                del self._made_at[name]

    def __missing__(self, name: str) -> Any:
        if name in self._gone:
            raise KeyError(name)
        origin = self._author.find_origin(name, self._place)
        if origin is not None and name not in self._made_at:
            if self._author.is_asked_import(origin):
                return self._take_import(name, origin)
            if self._make(name, origin):
                return self[name]
            if origin.is_import:
                # Not of the student: whoever names a module there may name another.
                raise self._misses(name, origin.text)
        if hasattr(builtins, name) and name not in self._author.asked_names:
            if name in self._replaced:
                return self._replaced[name]
            raise KeyError(name)
        if self._import_star(name):
            return self[name]
        if self._link is None:
            raise KeyError(name)
        return self._fetch(name)

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        try:
            self.__missing__(str(name))
        except KeyError:
            return False
        return True

    def get(self, name: str, default: Any = None) -> Any:
        """As a dict, over all the names that a test sees."""
        try:
            return self[name]
        except KeyError:
            return default

    def __setitem__(self, name: str, value: Any) -> None:
        # The same value once more means something, if the student has changed his in between.
        self._told.pop(name, None)
        super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        mine = super().__contains__(name)
        if mine:
            super().__delitem__(name)
        if name in self._students or name in self._told or (not mine and name in self):
            self._students.add(name)
            self._gone.add(name)
            self._told.pop(name, None)
            if self._link is not None:
                self._link.gone.append(name)
        elif not mine:
            raise KeyError(name)

    def _make(self, name: str, origin: Any) -> bool:
        self._made_at[name] = origin.place
        place, self._place = self._place, origin.place + 1
        kept = dict(self)
        try:
            with (
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                code = compile(origin.text, f"<cell {origin.place} of the author>", "exec")
                exec(code, self, self)  # the author's own text
        except Exception:
            # It needs something that is only there, such as a file.
            super().clear()
            super().update(kept)
            return False
        finally:
            self._place = place
        for made in self.keys() - kept.keys():
            self._made_at.setdefault(made, origin.place)
        return super().__contains__(name)

    def _take_import(self, name: str, origin: Origin) -> Any:
        """What the author's answer imports, made here, if the student has imported that too.

        Raises:
            KeyError: There is nothing of that name.
            NameError: It is something else, and importing it was all that was asked for.
        """
        there, found, _ = (True, None, 0) if self._link is None else self._link.find_name(name)
        if not there:
            raise KeyError(name)
        before = self.keys() - {name}
        if not self._make(name, origin):
            raise self._misses(name, origin.text)
        for other in self.keys() - before - {name}:
            super().__delitem__(other)  # whether the student has that is yet to be asked
            del self._made_at[other]
        if self._link is not None and self._author.is_all_imports(origin.place):
            own = super().__getitem__(name)
            if not _is_same_import(own, found):
                super().__delitem__(name)
                del self._made_at[name]
                raise NameError(f"name {name!r} is not what was to be imported")
        return self[name]

    def _list_names(self, *values: Any) -> list[str]:
        """`dir`, which without a value lists the student's names too."""
        if values:
            return dir(*values)
        told = [] if self._link is None else self._link.ask("names")
        theirs = [name for name in told if type(name) is str] if type(told) is list else []
        return sorted({*self.keys(), *theirs} - self._gone)

    def _import_star(self, name: str) -> bool:
        """Take `name` from where the author imports everything, if that has it."""
        for text in self._author.star_imports(name, self._place):
            if text not in self._stars:
                try:
                    exec(text, names := {"__name__": TEST_MODULE})
                except Exception:
                    raise self._misses(name, text) from None
                self._stars[text] = names
            if name in self._stars[text]:
                self[name] = self._stars[text][name]
                self._made_at[name] = self._place
                return True
        return False

    def _misses(self, name: str, text: str) -> Exception:
        if self._link is None:
            return KeyError(name)
        return self._link.cannot(f"{text!r}, which cannot be imported here")

    def _authors_class(self, name: str) -> type | None:
        """A class of the author's own, as the tests have it; objects of it come from both sides."""
        origin = self._author.find_origin(name, self._place)
        if origin is None or self._author.is_asked_import(origin):
            return None
        found = self.get(name)
        return found if isinstance(found, type) else None

    def _fetch(self, name: str) -> Any:
        assert self._link is not None
        copy = self._copies.get(name)
        if copy is not None and copy[0] == self._link.turns:
            return copy[1]
        there, value, which = self._link.find_name(name)
        if not there:
            raise KeyError(name)
        content = content_of(value)
        if content is not None:
            # Two names for one object are two names for one copy.
            value = self._objects.setdefault((self._link.turns, which), value)
        # A test that was run there left it: a helper of the author's is made here all the same.
        helper = self._author.defined_by_test(name, self._place)
        if helper is not None and self._make(name, Origin(self._place, helper)):
            return self[name]
        self._link.answer_text.note(value, (name,))
        self._students.add(name)
        self._copies[name] = (self._link.turns, value, content)
        return value

    def _tell_changes(self) -> None:
        """Before each question: names that the test changed, and values it changed in place."""
        assert self._link is not None
        for name in self._students | self._author.shared_names:
            if super().__contains__(name) and name not in self._made_at:
                value = super().__getitem__(name)
                if name not in self._told or self._told[name] is not value:
                    self._told[name] = value
                    self._gone.discard(name)
                    self._link.names[name] = value
        for name, (_, value, before) in list(self._copies.items()):
            if before is not None and content_of(value) != before:
                self._link.names[name] = value
                del self._copies[name]


def _is_same_import(own: Any, found: Any) -> bool:
    if isinstance(own, types.ModuleType) or isinstance(found, types.ModuleType):
        return own is found
    if callable(own):
        return callable(found) and getattr(found, "__name__", None) == getattr(own, "__name__", "")
    return True
