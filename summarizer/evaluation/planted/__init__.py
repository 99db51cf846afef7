"""Planted errors: true drafts broken one way at a time, and how many of them verification catches."""
