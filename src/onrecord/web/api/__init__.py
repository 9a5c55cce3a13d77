"""The API under /api/v1: one table of endpoints gives the routes, the OpenAPI document and the page that lists them."""

from __future__ import annotations
