"""Times: what the time expressions of an article say, as TIMEX3 values and as days."""

from onrecord.times.dating import date, in_text
from onrecord.times.values import value

__all__ = ["date", "in_text", "value"]
