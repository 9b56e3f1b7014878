"""Ports to the operating system; the only place that runs other programs."""
