"""Papers: forms filled from the record, numbered, signed in ink and photographed back in."""
