"""When an indicator comes to measure something else, whoever follows it is asked what holds for their plan.

Until somebody has answered, the baseline is of one thing and the measurements of another. The answer is kept,
with who gave it and between which versions.
"""
