"""One file a rule: a sentence or block with its setting in, candidates for cards out.

A rule prefers silence to a poor card: what does not fit exactly is left for another rule.
"""
