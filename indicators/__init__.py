"""What is measured: actors, the catalogue, measured values and how they come in.

Nothing here knows of plans, users' roles or pages: `gevinst` builds those on top (docs/architecture.md).
"""
