"""Access to a server that the public network does not reach: ways over the heartbeat links, and bytes carried both ways."""
