"""The replication stream: batches of journal records from the active to the passive, acknowledgements back."""
