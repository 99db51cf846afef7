"""Verification: what a draft proposes is held to the article's own words."""

from summarizer.checks.verify import Verified, verify

__all__ = ["Verified", "verify"]
