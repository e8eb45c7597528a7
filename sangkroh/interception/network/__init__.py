"""Where roads and water come from: the embedded trunk network, or a file of OpenStreetMap.

`store.current(home)` gives the network in use, one graph for each conveyance with the same node
numbers, and finds the place on it for any position.
"""
