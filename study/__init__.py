"""THE MODES: pure session logic."""
