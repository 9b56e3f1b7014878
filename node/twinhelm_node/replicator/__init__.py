"""Composition root of the replicator process: sets, roles of the data path, first copy."""
