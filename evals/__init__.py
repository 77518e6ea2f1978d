"""What is measured and reported, not passed."""
