"""The page: Gradio for what is typed, our own escaped HTML for what is read."""
