"""The REST door: the same acts, the same refusals and the same sight as on the pages."""
