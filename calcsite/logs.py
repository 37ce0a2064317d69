"""Log lines that say what broke and where, and nothing of what a reader typed."""

import logging
import traceback

from calcsite.environment import SettingRefusedError


class DiscreetFormatter(logging.Formatter):
    """Name route, exception type and lines of code; leave out path, query, values and address.

    An exception's message is left out as well: it often quotes the value it could not handle.
    """

    def format(self, record):
        request = getattr(record, "request", None)
        if request is None:
            # The values that belong into the message of an error may be a reader's words.
            what = str(record.msg) if record.exc_info else record.getMessage()
        else:
            match = request.resolver_match
            route = match.route if match else "no route"
            what = f"{getattr(record, 'status_code', '-')} {request.method} {route}"
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {what}"
        return line + self._trace(record.exc_info) if record.exc_info else line

    @staticmethod
    def _trace(exc_info):
        kind, error, trace = exc_info
        if isinstance(error, SettingRefusedError):  # written for the operator, quotes no reader
            return f": {error}"
        frames = traceback.extract_tb(trace)
        places = "".join(f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        return f" {kind.__name__}{places}"
