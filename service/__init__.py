"""THE VERBS: one function per thing a person can do; `wiring` alone names adapters."""
