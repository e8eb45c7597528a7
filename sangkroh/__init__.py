"""Sangkroh (សង្គ្រោះ, to rescue): the record of a wildlife rapid-response team."""
