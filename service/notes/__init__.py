"""Notes come in: read, kept as versions, drafted from, and followed when a newer file comes."""
