"""One file of routes for each page of the desk."""
