"""What the atlas looks like: the map document, figures and exports."""
