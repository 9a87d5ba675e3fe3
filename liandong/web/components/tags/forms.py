"""Asking people something: one column, label above, help under it, the error at the field."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect

from liandong.web.components.registry import tag


@tag
def field(bound: BoundField, note: str = "", width: str = "") -> dict[str, Any]:
    """A field of a Django form (`form.name`): label, help, error and widget, tied together for a
    screen reader. `note` says where a filled-in value comes from; `width` short or long."""
    widget = bound.field.widget
    return {
        "bound": bound,
        "choices": isinstance(widget, RadioSelect | CheckboxSelectMultiple),
        "single": isinstance(widget, CheckboxInput),
        "optional": not bound.field.required,
        "note": note, "width": width,
    }  # fmt: skip


@tag
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form, on top, each linked to its field; nothing when all is well."""
    fields = [
        {"id": bound.id_for_label or bound.auto_id, "label": bound.label, "error": error}
        for bound in form if form.is_bound for error in bound.errors
    ]  # fmt: skip
    return {"fields": fields, "others": form.non_field_errors() if form.is_bound else []}


@tag
def file_drop(
    name: str, label: str, *, help: str = "", accept: str = "", error: str = "", limit: str = ""
) -> dict[str, Any]:
    """A place to drop a file, or press to choose one; a plain file input without script.
    `limit` is what is said about size, e.g. 不超过 50 MB."""
    return {
        "name": name, "label": label, "help": help, "accept": accept, "error": error,
        "limit": limit,
    }  # fmt: skip
