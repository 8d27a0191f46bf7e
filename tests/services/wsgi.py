"""The web process of the tests: the product, but for what GEVINST_TEST_WITHOUT names."""

from gevinst.wsgi import application

__all__ = ["application", "weakened"]

from tests.services import weakened
