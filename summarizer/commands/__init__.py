"""The commands of ``summarizer``, one module each, and what they share: options, output, the end of a run."""
