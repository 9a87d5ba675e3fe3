"""Norms: what holds where and since when; for analysts, what another value would change."""
