"""Pure values and functions of the console: no Qt, no network, no clock."""
