"""OnRecord: who did what to whom, where and when, and on whose word."""

__version__ = "0.1.0"
