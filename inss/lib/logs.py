"""Keep secrets out of the log: the tokens in the links that mails contain."""

import logging
import re

SECRET_PATHS = re.compile(r"(/newsletter/[\w-]+/)[^/\s\"'?]+")


class MaskSecretPaths(logging.Filter):
    """Replace the token in paths like /newsletter/confirm/…/, because the link may still work."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        masked = SECRET_PATHS.sub(r"\1…", message)
        if masked != message:
            record.msg, record.args = masked, None
        return True
