"""The HTML checker finds errors; otherwise its silence about our pages would mean nothing."""

GOOD = '<!doctype html><html lang="en"><title>Good</title><h1>Good</h1><p>A page.</p></html>'
BAD = '<!doctype html><html lang="en"><title>Bad</title><h1>Bad</h1><p><div>A page.</div></p></html>'


def test_a_valid_page_has_no_error(nu):
    assert nu({"good": GOOD}) == []


def test_each_error_names_its_page_and_line(nu):
    errors = nu({"good": GOOD, "bad": BAD})

    assert errors
    assert all(error.startswith("bad:1: ") for error in errors)
