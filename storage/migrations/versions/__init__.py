"""One file a step, named after its revision; a step that was published is never changed."""
