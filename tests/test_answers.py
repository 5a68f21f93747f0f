"""Pieces of answers: escaped, in order, and honest about certainty."""

from playground_demos.answers import bars, percent, picture


def test_bars_keep_their_order_and_escape_names() -> None:
    page = bars([("<b>", 0.7), ("가", 0.3)])
    assert "<b>" not in page
    assert page.index("&lt;b&gt;") < page.index("가")
    assert "width:70.0%" in page


def test_nothing_is_ever_certain_or_impossible() -> None:
    assert [percent(share) for share in (1.0, 0.994, 0.5, 0.004, 0.0)] == [
        "> 99%", "99%", "50%", "< 1%", "< 1%",
    ]  # fmt: skip


def test_a_picture_cannot_break_out_of_its_attributes() -> None:
    page = picture('x" onerror="alert(1)', '"><script>', "<i>")
    assert 'onerror="' not in page
    assert "<script>" not in page
    assert "<i>" not in page
