"""ANSWER -> GRADE: shortcuts, evidence, judge, score, feedback."""
