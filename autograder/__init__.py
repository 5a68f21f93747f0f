"""From a submission to verdicts, scores, the gradebook and feedback."""
