"""What events add up to over time and between actors: timeline, dyads, network, comparison, what is new."""
