"""A crowd at the playground, ours beside the same demos in plain Gradio."""
