"""How the page looks: its style sheet and fonts, and Gradio's own components in its colours."""

from __future__ import annotations

import gradio as gr

from qa.web.markup import STATIC


def head() -> str:
    """The page's words, style sheet and fonts, by links: Gradio rewrites what it is given as text."""
    version = int((STATIC / "app.css").stat().st_mtime)
    fonts = ("source-serif-4-latin-wght-normal", "source-sans-3-latin-wght-normal")
    links = [
        f'<link rel="preload" href="static-footnote/fonts/{font}.woff2" as="font" type="font/woff2" crossorigin>'
        for font in fonts
    ]
    style = f'<link rel="stylesheet" href="static-footnote/app.css?v={version}">'
    # First of all the words: the page's scripts and Gradio ask for the language when they begin.
    return "".join(('<script src="texts.js"></script>', *links, style))


def colours() -> gr.themes.Base:
    """Gradio's own components in the colours of the page."""
    blue = (
        "#eef5f8",
        "#d7e7ef",
        "#b0d0e0",
        "#7fb2cb",
        "#4a8fb0",
        "#1f6f95",
        "#155a7c",
        "#124a66",
        "#103c53",
        "#0d3144",
        "#081f2c",
    )
    return gr.themes.Base(
        primary_hue=gr.themes.Color(*blue),
        neutral_hue="stone",
        radius_size=gr.themes.sizes.radius_md,
        font=[gr.themes.Font("Source Sans 3"), gr.themes.Font("system-ui"), gr.themes.Font("sans-serif")],
        font_mono=[gr.themes.Font("ui-monospace"), gr.themes.Font("monospace")],
    ).set(
        body_background_fill="#faf8f4",
        body_background_fill_dark="#14171b",
        block_background_fill="#ffffff",
        block_background_fill_dark="#1b1f25",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1b1f25",
        border_color_primary="#e3ddd2",
        border_color_primary_dark="#2f353d",
        body_text_color="#1c2126",
        body_text_color_dark="#e6e3dd",
        body_text_color_subdued="#5d6369",
        body_text_color_subdued_dark="#a3a8ae",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_500",
        button_primary_text_color="#ffffff",
        block_label_background_fill="transparent",
        block_label_background_fill_dark="transparent",
        block_label_border_width="0px",
        block_border_width="0px",
        block_shadow="none",
        block_label_text_color="*body_text_color_subdued",
        block_title_text_color="#3c4248",
        block_title_text_color_dark="#c9c6c0",
    )
