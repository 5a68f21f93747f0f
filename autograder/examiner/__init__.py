"""Examine a student's work from outside: tests here, the student's code in another process.

The theory, and what it does not cover, is in `autograder.examiner.examination`.
"""
