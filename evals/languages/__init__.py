"""How well answers are graded in a language other than English, and the weights for it."""
