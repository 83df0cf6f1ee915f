import logging

import pytest

from inss.lib.logs import MaskSecretPaths


@pytest.mark.parametrize(
    ("message", "arguments", "masked"),
    [
        ("Gone: %s", ["/newsletter/confirm/abc:1x:sig/"], "Gone: /newsletter/confirm/…/"),
        ("Gone: %s", ["/he/newsletter/one-click/abc:sig"], "Gone: /he/newsletter/one-click/…"),
        ('"POST /newsletter/unsubscribe/abc:sig/?a=b"', [], '"POST /newsletter/unsubscribe/…/?a=b"'),
        ("Not Found: %s", ["/newsletter/"], "Not Found: /newsletter/"),
        ("%d of %d", [1, 2], "1 of 2"),
    ],
)
def test_the_secret_part_of_an_address_is_masked_and_nothing_else(message, arguments, masked):
    record = logging.LogRecord("a", logging.WARNING, "", 1, message, tuple(arguments), None)

    assert MaskSecretPaths().filter(record)
    assert record.getMessage() == masked
