"""Where a model is asked: drafting a whole article, answering doubts, wording the brief."""
