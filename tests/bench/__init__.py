"""The figures that must be reached, measured: `python -m tests.bench [part]`, or `make measure PART=…`."""
