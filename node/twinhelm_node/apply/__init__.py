"""From the safe queue to the tree of the passive, record by record, in order."""
