"""Drives real Label Studios and Tagline against each other over `tagline serve`."""
