"""The operations room: what needs me now, my cases, and one search over all I may see."""
