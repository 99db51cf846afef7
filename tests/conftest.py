"""Makes the tests independent of how they were started."""

from __future__ import annotations

import signal

# What a script starts in its background ignores Ctrl-C, and so do all its children; some tests are about it.
signal.signal(signal.SIGINT, signal.default_int_handler)
