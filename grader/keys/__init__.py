"""Short exact keys compared by rule: numbers with units, dates, directions, orders of growth."""
