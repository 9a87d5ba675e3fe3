"""What partners send and are answered."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema, model_validator

from liandong.domains.casework.models.case import LONGEST
from liandong.web.api.shapes import Unit, Words

_STEP = Decimal("0.000001")
CODE = r"^[0-9A-Za-z_.\-]{1,32}$"


def _degrees(most: int) -> object:
    return Annotated[
        Decimal, Field(ge=-most, le=most), AfterValidator(lambda one: one.quantize(_STEP)),
        WithJsonSchema({"type": "number", "minimum": -most, "maximum": most}),
    ]  # fmt: skip


class Contact(Schema):
    """Who asks, as far as it is known. Kept sealed; never told again."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field("", max_length=60)
    phone: str = Field("", max_length=30)
    email: str = Field("", max_length=254)
    hide_name: bool = Field(False, description="The handling unit does not learn the name.")
    wish: Literal["none", "sms", "mail"] = Field("none", description="How we tell them; by default "
                                                 "the partner does.")  # fmt: skip


class NewRequest(Schema):
    """A request. Without a `matter` the desk finds out from the words what it is about."""

    model_config = ConfigDict(extra="forbid")

    external_number: str = Field(min_length=1, max_length=76, description="Its number with the "
                                 "partner: sent again, it is the same request.")  # fmt: skip
    text: str = Field(min_length=1, max_length=LONGEST)
    place: str = Field(pattern=CODE, description="A division code, best of the community.")
    matter: str | None = Field(None, min_length=1, max_length=20, description="A code of the "
                               "catalogue of duties.")  # fmt: skip
    address: str = Field("", max_length=200)
    latitude: _degrees(90) | None = None
    longitude: _degrees(180) | None = None
    private: bool = Field(False, description="Never shown in public.")
    contact: Contact | None = None

    @model_validator(mode="after")
    def _both_or_none(self) -> NewRequest:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("give latitude and longitude, or neither")
        return self


class Summary(Schema):
    """How a request stands. Where it was merged into another, what is told is how that one goes on.
    `holder` says who has it: the desk, the handling unit, or supervisors; `unit` which one."""

    number: str
    external_number: str | None
    state: str
    status: Words
    says: Words
    open: bool
    merged: bool
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    holder: str | None
    unit: Unit | None
    place: Unit


class MatterOut(Schema):
    code: str
    name: Words


class StepOut(Schema):
    """A step in plain words; nobody who took it is named."""

    at: datetime
    step: str
    state: str
    status: Words
    says: Words


class ReplyOut(Schema):
    """What was answered, for whoever asked."""

    at: datetime
    unit: Unit
    text: str


class Detail(Summary):
    """A request with every step and answer."""

    matter: MatterOut | None
    steps: list[StepOut]
    replies: list[ReplyOut]


class Taken(Detail):
    """A request that was taken; `follow` is the page on which whoever asked follows, contests and
    erases it. Whoever has the address may do so: hand it to them alone."""

    follow: str


class Listed(Schema):
    """Requests, the newest first; `next` is given as `after` to read on, null at the end."""

    items: list[Summary]
    next: str | None
