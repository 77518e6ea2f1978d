"""How well answers are graded: training of the shipped weights, and the report on them."""
