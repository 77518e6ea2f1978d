"""Whether grades can be relied on: judging by a deck's standard, labels, the report card."""
