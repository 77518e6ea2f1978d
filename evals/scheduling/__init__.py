"""What a fallible grader does to a schedule, simulated: workload against what is remembered."""
