"""The lab's look as a Gradio theme: Gradio's variables point at the stylesheet's.

Names no colour of its own and no font of another machine. Light and dark come from `lab.css`.
"""

from gradio.themes import Base
from gradio.themes.utils.sizes import Size

_POINTERS = {
    "body_background_fill": "var(--lab-ground)",
    "body_text_color": "var(--lab-ink)",
    "body_text_color_subdued": "var(--lab-ink-soft)",
    "background_fill_primary": "var(--lab-surface)",
    "background_fill_secondary": "var(--lab-ground)",
    "block_background_fill": "var(--lab-surface)",
    "block_border_color": "var(--lab-line)",
    "block_label_text_color": "var(--lab-ink-soft)",
    "block_title_text_color": "var(--lab-ink)",
    "border_color_primary": "var(--lab-line)",
    "border_color_accent": "var(--lab-accent)",
    "color_accent": "var(--lab-accent)",
    "input_background_fill": "var(--lab-surface)",
    "input_border_color": "var(--lab-line)",
    "button_primary_background_fill": "var(--lab-accent)",
    "button_primary_background_fill_hover": "var(--lab-accent)",
    "button_primary_text_color": "var(--lab-accent-ink)",
    "button_primary_text_color_hover": "var(--lab-accent-ink)",
    "button_primary_border_color": "var(--lab-accent)",
    "button_secondary_background_fill": "var(--lab-surface)",
    "button_secondary_background_fill_hover": "var(--lab-ground)",
    "button_secondary_text_color": "var(--lab-accent)",
    "button_secondary_text_color_hover": "var(--lab-accent)",
    "button_secondary_border_color": "var(--lab-accent)",
    "slider_color": "var(--lab-accent)",
    "link_text_color": "var(--lab-accent)",
    "checkbox_label_background_fill_selected": "var(--lab-accent)",
    "checkbox_label_text_color_selected": "var(--lab-accent-ink)",
}


# Gradio's own "lg" in rem instead of pixels: it grows with the page, on a kiosk and by a visitor's
# own setting.
TEXT = Size(
    name="lab", xxs="0.625rem", xs="0.75rem", sm="0.875rem", md="1rem", lg="1.25rem", xl="1.5rem",
    xxl="1.75rem",
)  # fmt: skip


def lab_theme() -> Base:
    """The theme of every demo's page."""
    theme = Base(
        font=["Pretendard", "Noto Sans KR", "NanumGothic", "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
        text_size=TEXT,
        radius_size="lg",
        spacing_size="lg",
    )
    dark = {f"{name}_dark": pointer for name, pointer in _POINTERS.items()}
    known = {name: pointer for name, pointer in dark.items() if hasattr(theme, name)}
    return theme.set(**_POINTERS, **known)
