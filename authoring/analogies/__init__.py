"""THE LIKENESSES: a familiar scene for the relation that a card states.

`bank/` and `relations.toml` are data that a teacher can read and extend. `statements` reads a card,
`stated` says which relations it states and what plays which role, `search` looks for scenes of the
same relation, `rubric` judges, and `analogist` drafts by a model and ranks.
"""
