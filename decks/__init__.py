"""The nouns of Cardwright: frozen values, no input or output, no import of ours from outside.

Start with `sources` (where words come from), then `cards` and `drafts` (what is made of them),
`grading` (what is said about an answer) and `memory` (when a card comes back). `errors` draws the
tree of everything that can go wrong.
"""
