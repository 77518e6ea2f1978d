"""What an answer turns round or leaves open: exchanged, denied, both ways, a choice."""
