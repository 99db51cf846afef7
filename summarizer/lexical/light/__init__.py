"""The light reading: who says what in languages that have one data file and no grammar in code.

It knows sentences by frames ("X said that P", "according to X, P"), reads a status off words, and leaves what no frame
fits in the article's own voice, with all the words that it stands in.
"""

from summarizer.lexical.light.reading import read_lightly

__all__ = ["read_lightly"]
