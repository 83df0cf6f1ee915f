"""What the log must not hold: the secret part of the addresses in mails."""

import logging
import re

SECRET_PATHS = re.compile(r"(/newsletter/[\w-]+/)[^/\s\"'?]+")


class MaskSecretPaths(logging.Filter):
    """Writes /newsletter/confirm/…/ for the address of a link that somebody could still use."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        masked = SECRET_PATHS.sub(r"\1…", message)
        if masked != message:
            record.msg, record.args = masked, None
        return True
