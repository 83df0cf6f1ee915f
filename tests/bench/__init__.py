"""Measure the required figures: `python -m tests.bench [part]`, or `make measure PART=…`."""
