"""The steps in which waits are counted: minutes for two days, hours for ninety, then quarter days.

Counted to the minute, millions of waits would hardly share a length, and no quantile needs it. Waits that are over are
stepped when the mirror is made, those that last when a question is asked.
"""

DAY_MINUTES = 1440
HOUR, QUARTER_DAY = 60, 360
BY_THE_MINUTE, BY_THE_HOUR = 2 * DAY_MINUTES, 90 * DAY_MINUTES
"""Up to which length waits are counted to the minute, and to the hour."""
LASTS = -1
"""Stands in `visits` for the length of a wait that is not over."""
