"""The pages around the demos, the files that a browser needs, and Gradio's own page in our look."""
