"""The direction of text without markup: notes and cells with figures in two scripts."""

import re
from html import escape, unescape

import pytest

from inss.lib.markup import render

from .sources import table

NOTE = '<span class="footnote" data-note="{}"></span>'


def note_in(language, text):
    html = render(f"<p>x{NOTE.format(escape(text))}</p>", language=language).html
    return unescape(html.partition('tabindex="-1">')[2].partition(" <a href=")[0])


def isolated(language, text):
    """The text as a note with « » for what is isolated as the other language's."""
    direction = {"he": "rtl", "en": "ltr"}[language]
    opening = f'<bdi lang="{language}" dir="{direction}">'
    return text.replace("«", opening).replace("»", "</bdi>")


@pytest.mark.parametrize(
    "text",
    [
        """ראו «"SIPRI Yearbook 2026" (Stockholm: SIPRI, 2026)», עמ' 12–14.""",
        "«Reuters», 12 ביולי 2026; ראו גם «RAND, “The Cost,” 2024».",
        "ראו «“Iran’s Plan,” Foreign Affairs 98, no. 3 (2019): 12–14», וכן «U.S. Aims [sic]».",
        'בדו"ח של ה־«IISS», ב-«Survival» וב«"Haaretz"», על «F-35» ועל «5G» ב-«$1.5bn».',
        '"דוח" «RAND» "עברית" (ראו «SIPRI» בעברית)',
        'תרגום של "מאמר «Survival»", «Stockholm» («SIPRI», בעברית).',
        "עמ' 12–14, «RAND Corporation».",
    ],
)
def test_a_citation_in_a_hebrew_note_is_isolated_with_the_marks_that_are_its_own(text):
    plain = text.replace("«", "").replace("»", "")
    assert note_in("he", plain) == isolated("en", text)


@pytest.mark.parametrize(
    "text",
    [
        'Ministry of Defense, «"דוח צה"ל 2024" (ירושלים, 2024)», p. 5.',
        "«מעריב», 12 July 2026.",
    ],
)
def test_a_citation_in_an_english_note_is_isolated_too(text):
    plain = text.replace("«", "").replace("»", "")
    assert note_in("en", plain) == isolated("he", text)


@pytest.mark.parametrize("text", ["הערה", "2024, 12–14.", "(“”)", "“(["])
def test_a_note_without_words_of_the_other_language_needs_no_isolation(text):
    assert note_in("he", text) == text


def test_the_letters_of_a_web_address_are_no_words_of_a_note():
    html = render(f"<p>x{NOTE.format('ראו https://a.example/b')}</p>", language="en").html
    assert '<bdi lang="he" dir="rtl">ראו <a href="https://a.example/b"' in html


@pytest.mark.parametrize("figures", ["−0.4%", "-0.4%", "12 (−3)", "&lt;5%", "<strong>+3</strong>", "5 000"])
def test_figures_in_a_hebrew_cell_run_from_left_to_right(figures):
    source = table("<th><p>א</p></th>", f"<td><p>{figures}</p></td>")
    assert f'<td><bdi dir="ltr">{figures}</bdi></td>' in render(source, language="he").html
    assert f"<td>{figures}</td>" in render(source, language="en").html


@pytest.mark.parametrize("text", ["2020–2024", "0.4% – 0.6%", "5 ימים", "F-35", "–"])
def test_a_range_and_words_in_a_hebrew_cell_run_with_the_text(text):
    assert f"<td>{text}</td>" in render(table(f"<td><p>{text}</p></td>"), language="he").html


def test_a_note_on_figures_in_a_hebrew_cell_stands_after_them():
    source = table(f"<td><p>−3{NOTE.format('א')}{NOTE.format('ב')}</p></td>", "<td><p>5</p><p>6</p></td>")
    html = render(source, language="he").html
    assert re.search(r'<td><bdi dir="ltr">−3</bdi><sup .*?#n1.*?</sup><sup .*?#n2.*?</sup></td>', html)
    assert "<td><p>5</p><p>6</p></td>" in html


@pytest.mark.parametrize(
    "text",
    [
        "ירידה של «-3.5%», ואחריה «+2%».",
        "שיעור של («−0.4») בלבד; גירעון של «-₪1,200»",
        "ב-5% מן המקרים, F-35, בשנים 2020 -2024, 5-10 ימים, - 7, 03-640-0400",
    ],
)
def test_a_number_in_hebrew_stands_on_the_right_side_of_its_sign(text):
    plain = text.replace("«", "").replace("»", "")
    isolated = text.replace("«", '<bdi dir="ltr">').replace("»", "</bdi>")
    assert render(f"<p>{plain}</p>", language="he").html == f"<p>{isolated}</p>"
    assert render(f"<p>{plain}</p>", language="en").html == f"<p>{plain}</p>"
    assert (
        render(f"<ul><li><p>א<br>{plain}</p></li></ul>", language="he").html
        == f"<ul><li>א<br>{isolated}</li></ul>"
    )


def test_a_note_in_hebrew_keeps_the_sign_of_a_number():
    assert note_in("he", "ירידה של -3.5%") == 'ירידה של <bdi dir="ltr">-3.5%</bdi>'
