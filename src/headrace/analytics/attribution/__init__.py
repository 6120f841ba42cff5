"""Multi-touch attribution: which touches get the credit for a conversion, by rule, by Markov chain, by Shapley value.

Arithmetic alone: arrays in, arrays out. `paths` says what comes in, `window` what a model sees of it, `models` asks
several models at once. `positional` has the rules, `markov` and `shapley` the models that learn from all paths,
`resampling` their intervals, `sourcing` what marketing sourced and influenced, `audit` one deal in detail.
All of it is association, not cause.
"""
