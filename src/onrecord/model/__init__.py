"""Domain objects: frozen dataclasses and enums that every stage takes and gives. Standard library only."""
