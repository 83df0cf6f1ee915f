"""The line one writes in is in sight: neither the tools above the text nor the bar below it cover it."""

import pytest

from tests.browser.desk import log_in
from tests.browser.post_form import Form, form_of
from tests.factories import make_draft, make_publisher

STEPS = 40
LINES = [f"<p>Line {n}.</p>" for n in range(60)]
TEXT = "".join(LINES)
TABLE = f"<table><tbody>{''.join(f'<tr><td>{line}</td></tr>' for line in LINES)}</tbody></table>"

DESKTOP, TABLET, PHONE, ENLARGED = (1440, 900), (820, 1180), (390, 844), (320, 256)

# How many pixels of the caret's line are above and below the room that no bar covers.
COVERED = """() => {
  const caret = getSelection().getRangeAt(0);
  const line = caret.getClientRects()[0] ?? caret.startContainer.getBoundingClientRect();
  const bars = [...document.querySelectorAll(".prose-menubar, .steps-bar")]
    .filter((bar) => getComputedStyle(bar).position !== "static")
    .map((bar) => bar.getBoundingClientRect())
    .filter(({ height }) => height);
  const above = bars.filter(({ top }) => top < innerHeight / 2).map(({ bottom }) => bottom);
  const below = bars.filter(({ top }) => top >= innerHeight / 2).map(({ top }) => top);
  return [Math.max(0, ...above) - line.top, line.bottom - Math.min(innerHeight, ...below)];
}"""


@pytest.mark.parametrize(
    ("size", "body", "start", "key"),
    [
        (DESKTOP, TEXT, 50, "ArrowUp"),
        (TABLET, TEXT, 50, "ArrowUp"),
        (PHONE, TEXT, 50, "ArrowUp"),
        (PHONE, TABLE, 50, "ArrowUp"),
        (PHONE, TEXT, 5, "ArrowDown"),
        (PHONE, TEXT, 5, "Enter"),
        (ENLARGED, TEXT, 50, "ArrowUp"),
        (ENLARGED, TEXT, 5, "ArrowDown"),
    ],
    ids=["desktop", "tablet", "phone", "table", "down", "new-lines", "enlarged", "enlarged-down"],
)
def test_the_line_with_the_caret_is_never_under_a_bar(
    open_context, live_server, transactional_db, size, body, start, key
):
    width, height = size
    context = open_context(width=width)
    log_in(context, live_server, make_publisher())
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    form = Form(page).open(form_of(make_draft(body=body)))
    form.text.get_by_text(f"Line {start}.", exact=True).click()
    covered = []
    for _step in range(STEPS):
        page.keyboard.press(key)
        covered += page.evaluate(COVERED)

    assert max(covered) <= 0


def test_on_a_low_screen_the_tools_scroll_away_with_the_text(form):
    form.page.set_viewport_size({"width": 320, "height": 256})
    form.open(form_of(make_draft(body=TEXT))).text.get_by_text("Line 50.").click()
    tools = form.page.get_by_role("toolbar", name="Formatting").bounding_box()

    assert tools["y"] + tools["height"] < 0
