"""THE WORDS: one file per prompt, and a small strict loader."""
