"""Which way is better."""

from enum import StrEnum


class Direction(StrEnum):
    """The direction an indicator is wanted to move in."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"
    NEUTRAL = "neutral"

    @property
    def sign(self) -> int:
        """1 when higher is better, -1 when lower is better, otherwise 0."""
        return {Direction.UP: 1, Direction.DOWN: -1}.get(self, 0)
