import pytest

from inss.lib.quotes import inside_quotes


@pytest.mark.parametrize(
    ("title", "cited"),
    [
        ("“Maximum Pressure” Once More", "‘Maximum Pressure’ Once More"),
        ('What "A Deal" Means', "What ‘A Deal’ Means"),
        ("״לחץ מרבי״ פעם נוספת", "׳לחץ מרבי׳ פעם נוספת"),
        ("על ה״ציר״, ועל מה שאחריו", "על ה׳ציר׳, ועל מה שאחריו"),
        ('"כן" ו"לא", שתי תשובות', "׳כן׳ ו׳לא׳, שתי תשובות"),
    ],
)
def test_quotes_inside_quotes_are_single_ones(title, cited):
    assert inside_quotes(title) == cited


@pytest.mark.parametrize("title", ["צה״ל, חז״ל והאו״ם", "מנכ״לית", "Israel’s “", "A 5 in. pipe", ""])
def test_what_is_no_quotation_stays(title):
    assert inside_quotes(title) == title
