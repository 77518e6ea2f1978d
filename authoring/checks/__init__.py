"""The rubric of a drafted card, C1 to C12: one named function an item, its reason in one sentence.

A block stops acceptance until a person overrules it in words; a flag is advice. Checks annotate,
people decide.
"""

from authoring.checks.run import check

__all__ = ["check"]
