from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: an administrator at the actor grants access."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
