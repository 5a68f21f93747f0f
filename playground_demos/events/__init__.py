"""Events and what is known of them: codes, counts, the survey, reports for the city."""
