"""The local configuration of one server: read from TOML at the edge, frozen inside."""
