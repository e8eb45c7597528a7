"""Sangkroh (សង្គ្រោះ, to rescue): the record of a wildlife rapid-response team."""

__version__ = "0.1.0"
