"""Logs that betray no case: where a fault happened, never what was being written."""

import logging
import traceback


class Quiet(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes the kind of a fault and its places in our code, without values, messages or paths."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("django.request"):
            record.msg, record.args = "status %s", (getattr(record, "status_code", "?"),)
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            places = " < ".join(
                f"{frame.name}:{frame.lineno}" for frame in reversed(traceback.extract_tb(trace))
            )
            record.msg, record.args = f"{record.name}: {kind.__name__} at {places}", ()
            record.exc_info, record.exc_text = None, None
        super().emit(record)
