"""A mapping session as a table of gestures beside the Python commands that do the same."""
