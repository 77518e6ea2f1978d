"""Speed against peers and floors, as ratios within one run."""
