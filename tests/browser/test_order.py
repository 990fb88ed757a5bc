"""The lines of backpropagation, brought into order by keyboard and really run."""

from playwright.sync_api import expect

from backprop.hand import order
from browser.actions import at_rest


def test_lines_are_ordered_by_keyboard_and_run(open_page):
    page = open_page("/hand?part=order")
    says, lines = page.locator(".order-says"), page.get_by_role("listbox")
    rows = lines.get_by_role("option")
    expect(rows).to_have_count(10)
    page.get_by_role("button", name="Run").press("Enter")
    expect(says).to_contain_text("NameError: name")
    right = [line.text for line in order.lines(3)]
    early = [*right[:5], right[6], right[8], right[5], right[7], right[9]]
    arrange(rows, lines, early)
    expect(says).to_have_text("")
    page.get_by_role("button", name="Run").press("Enter")
    expect(says).to_contain_text("When line 8 reads w3, line 7 has changed it")
    expect(says).to_contain_text("the network’s own is")
    arrange(rows, lines, right)
    page.get_by_role("button", name="Run").press("Enter")
    expect(says).to_contain_text("That is backpropagation. All 416 gradients")
    expect(rows.nth(3)).to_contain_text("10 numbers")
    page.get_by_role("button", name="Shuffle").press("Enter")
    expect(says).to_have_text("")
    at_rest(page)
    page.get_by_text("And three that do not belong").click()
    expect(rows).to_have_count(14)


def arrange(rows, lines, wanted):
    """Pick up each line in turn and carry it to its place, by arrows alone."""
    for place, text in enumerate(wanted):
        at = rows.locator("code").all_text_contents().index(text)
        if at == place:
            continue
        lines.press("Home")
        for _ in range(at):
            lines.press("ArrowDown")
        lines.press("Space")
        for _ in range(at - place):
            lines.press("ArrowUp")
        lines.press("Space")
