"""The heartbeat on the wire: one unary call on every link, several times a second."""
