"""Open311 GeoReport v2: requests handed in and read by other makers' programs."""
