"""Figures, the rows that they are sums of, and the figures of one case: each for one reader."""

from .figures import page, years
from .finding import by_number
from .listing import listing, sheet
from .one_case import of_case

__all__ = ["by_number", "listing", "of_case", "page", "sheet", "years"]
