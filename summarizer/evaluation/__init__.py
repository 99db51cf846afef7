"""How right summaries are: held against gold, fed with gold, fed with planted errors.

gold → (summaries | oracle | planted errors) → counts per article → figures with intervals → report
"""
