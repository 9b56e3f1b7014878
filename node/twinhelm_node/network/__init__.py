"""The public and heartbeat networks as a server touches them: packet filter, announcement, probes, addresses."""
