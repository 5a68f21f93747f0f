"""Lessons as text, and how text becomes released notebooks.

`list_courses` finds courses, `build_course` writes an nbgrader course directory from one,
`release_assignment` makes the trainees' version by nbgrader's own code, and `make_submission`
puts answers into a release. Never executes an author's code except in `courses.proof`, which
exists to do so.
"""
