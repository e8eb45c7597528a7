"""The books on the screen: groups, places, hand-overs, counts, facts and decisions."""
