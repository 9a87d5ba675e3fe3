"""Lists of duties from Excel or CSV: understood, checked by cell, published all at once."""

from liandong.domains.catalogue.imports.publishing import Outcome, publish, publish_functions
from liandong.domains.catalogue.imports.reading import Reading, read, read_functions

__all__ = ["Outcome", "Reading", "publish", "publish_functions", "read", "read_functions"]
