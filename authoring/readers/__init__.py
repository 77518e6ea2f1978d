"""One file per format: bytes to a `Reading`, exact text with spans that tile it."""
