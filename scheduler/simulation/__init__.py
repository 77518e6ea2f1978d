"""What a fallible grader does to a schedule, simulated: work against what is remembered."""
