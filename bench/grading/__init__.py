"""How long a class takes to grade: this lab beside `nbgrader autograde`, on the same submissions.

Takes a plain exercise and one that trains with torch from our own courses (or any unit of them, or
a class of somebody else's course), grades it with both, one after the other on the same machine,
and compares the scores before any time is reported. All of a command counts, its imports and its
template too. The class is graded once more with all tests run in the student's process, to show
what examining from outside costs. Nothing is kept, and a course that is named is only read.
"""
