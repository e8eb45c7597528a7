"""Settings, urls and server entry points: the only room that knows all others."""
