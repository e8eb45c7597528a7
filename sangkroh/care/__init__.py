"""Animals in a rescue centre: enclosures, examination, treatment, deaths, release, follow-up."""
