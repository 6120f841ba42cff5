"""The questions that the arithmetic of the plan answers: what a score is worth, and what will come."""
