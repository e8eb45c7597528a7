"""The forms of the books. A number on the books is never shown where people are to count."""
