"""Where can the target be now, and who can be there first.

An engine of plain Python, NumPy, SciPy and Numba without Django. `Engine` answers; everything it
takes and gives is a value. Times are `int32` deciseconds on arcs and seconds elsewhere.
"""
