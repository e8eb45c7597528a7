"""History: old papers come in through the door, and the record goes out as the same rows."""
