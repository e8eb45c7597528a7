"""The interception engine measured: speed beside rivals of the same run, plans beside simple rules."""
