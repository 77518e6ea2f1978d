"""Formulas as mathematics: read from LaTeX or from what a thumb types, compared by value."""
