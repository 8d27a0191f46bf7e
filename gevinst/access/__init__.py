"""One gate: every guarded row is fetched through gate.py, which denies unless a role grants."""
