"""The neighbourhood: which texts lie near a text in meaning. A cache that SQL can rebuild."""
