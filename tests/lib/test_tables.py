"""Rendering of tables."""

from inss.lib.markup import render

from .sources import table


def test_a_table_scrolls_in_a_region_named_by_its_caption():
    source = table(
        "<th><p>A</p></th><th><p>B</p></th>", "<th><p>c</p></th><td><p>d</p></td>", caption="Rounds"
    )
    assert render(source, language="en").html == (
        '<figure class="table-fig"><figcaption id="t1">Rounds</figcaption>'
        '<div class="table" role="region" tabindex="0" aria-labelledby="t1"><table>'
        '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
        '<tbody><tr><th scope="row">c</th><td>d</td></tr></tbody></table></div></figure>'
    )


def test_a_table_without_caption_is_named_by_its_number():
    source = table("<td><p>a</p></td>") + table("<td><p>b</p></td>")
    html = render(source, language="en").html
    assert 'aria-label="Table 1"' in html
    assert 'aria-label="Table 2"' in html
    assert "figcaption" not in html


def test_empty_rows_at_the_end_of_a_table_are_left_out():
    empty, note = "<td><p></p></td>", '<td><p><span class="footnote" data-note="x"></span></p></td>'
    full = "<td><p>A</p></td>"

    assert render(table(full, empty, full, empty, empty), language="en").html.count("<tr>") == 3
    assert render(table(full, note), language="en").html.count("<tr>") == 2


def test_a_header_cell_that_reaches_into_the_rows_below_stays_with_them():
    html = render(
        table('<th rowspan="2"><p>A</p></th><th><p>B</p></th>', "<td><p>c</p></td>"), language="en"
    ).html
    assert "<thead>" not in html
