"""Files the product ships: icons, translations, defaults, systemd units."""
