"""A folder of articles in, a folder of summaries out: found, made, resumed, bounded and told."""
