"""The repositories: one a subject; every query of the ledger stands in one of them."""
