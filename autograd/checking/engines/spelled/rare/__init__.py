"""Engines that few use, or that are made to be read."""
