"""The benefit work: who may do what, plans, dashboards, and the Django project that assembles it.

`gevinst` reads and writes `indicators`; `indicators` never mentions `gevinst`.
"""

__version__ = "0.1.0"
