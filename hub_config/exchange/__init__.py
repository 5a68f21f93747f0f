"""The exchange: assignments out, submissions in with a receipt, feedback out; over HTTP."""
