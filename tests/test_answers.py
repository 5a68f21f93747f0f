"""Pieces of answers: escaped, in order, and honest about certainty."""

from playground_demos.toolkit.answers import Scale, bars, card, invitation, percent, picture, scales


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


def test_a_scale_begins_where_it_says_and_escapes_its_words() -> None:
    page = scales([Scale("<b>", "<i>", 0.75, begin=0.5, mark=0.25)])
    assert "left:50.0%;width:25.0%" in page
    assert "left:25.0%" in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_an_invitation_is_plain_words_and_a_card_s_parts_are_markup() -> None:
    page = card("<em>1</em>", "<p>2</p>", invitation("<script>"), tone="lab-warn")
    assert '<span class="lab-warn"><em>1</em></span>' in page
    assert "<p>2</p>" in page
    assert "<script>" not in page
