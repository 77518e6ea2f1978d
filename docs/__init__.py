"""The documentation; `python -m docs` writes the reference pages that follow from the program."""
