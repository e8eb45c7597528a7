"""How many? Figures of all rooms below, each a sum of rows of the books that it opens to."""
