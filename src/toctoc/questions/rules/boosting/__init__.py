"""The rules by which the place's bot passes public questions on: a small typed language, read and never executed.

A rule is one sentence of yes or no about a question::

    profession = "doctor" and proved and not text contains "sondage"
    and topics any of ("cardiologie", "vaccin")

``tokens`` cuts it into words, ``parsing`` makes a tree, ``checking`` holds each comparison to the type of its property
(``properties``), ``deciding`` weighs one question and says which clauses decided. Every size is bounded: length,
nesting, listed words, steps. What is wrong is told in a French sentence with its line and its column.
"""
