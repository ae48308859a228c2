"""Disclosure control: protect tables of persons, and attack what is published of them.

``dimensions`` and ``cubes`` hold what is counted, ``rounding``, ``controlled`` and ``suppression``
protect it, ``knowledge`` says what a reader knows, ``attack`` what she can work out, ``audit``
whether a release may leave. Method, limits and worked examples: docs/methods.md, "Release".
"""
