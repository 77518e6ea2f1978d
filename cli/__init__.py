"""The terminal: Typer commands that parse, call one verb of `service`, and render."""
