"""A kind says how a figure is derived and written: one file each and one line here, loaded on first use.

Nothing else asks which kind it has; it asks the kind.
"""

from functools import cache
from importlib import import_module

from indicators.catalogue.kinds.kind import Kind

KINDS = {
    "count": "indicators.catalogue.kinds.count.KIND",
    "share": "indicators.catalogue.kinds.share.KIND",
    "mean": "indicators.catalogue.kinds.mean.KIND",
    "rate": "indicators.catalogue.kinds.rate.KIND",
    "duration": "indicators.catalogue.kinds.duration.KIND",
}


@cache
def kind_for(code: str) -> Kind:
    """The kind with this code. An unknown code is a ValueError that names the known ones."""
    if code not in KINDS:
        raise ValueError(f"Ukjent type «{code}». Bruk en av: {', '.join(KINDS)}.")
    module, _, attribute = KINDS[code].rpartition(".")
    kind: Kind = getattr(import_module(module), attribute)
    return kind
