"""The edges of the roll-up: what is summed exactly, what is refused."""

from decimal import Decimal

import pyarrow as pa
import pytest

from liandong.core.engines.rolling import roll_up

UNITS = pa.table(
    {
        "unit": [3, 1, 2, 9],
        "depth": [2, 1, 2, 1],
        "path": ["0000100003", "00001", "0000100002", "00009"],
    }
)


def measured(units, values, kind):
    return pa.table({"unit": pa.array(units, pa.int64()), "m": pa.array(values, kind)})


def totals(table):
    return dict(zip(table["unit"].to_pylist(), table["m"].to_pylist(), strict=True))


def test_rows_come_in_path_order_whatever_the_order_of_units():
    found = roll_up(UNITS, measured([2, 3], [5, 7], pa.int64()))
    assert found["path"].to_pylist() == sorted(UNITS["path"].to_pylist())
    assert totals(found) == {1: 12, 2: 5, 3: 7, 9: 0}


def test_several_rows_of_a_unit_add_up_and_strangers_count_nowhere():
    found = roll_up(UNITS, measured([2, 2, 777, 3], [5, 6, 1_000, None], pa.int64()))
    assert totals(found) == {1: 11, 2: 11, 3: 0, 9: 0}


def test_cents_are_kept_below_zero_and_above_what_a_float_holds():
    kind = pa.decimal128(19, 2)
    values = [Decimal("-0.01"), Decimal("90071992547409.93")]
    found = roll_up(UNITS, measured([2, 3], values, kind))
    assert found.schema.field("m").type == kind
    assert totals(found)[1] == Decimal("90071992547409.92")


def test_units_with_far_apart_ids_are_found_as_well():
    units = pa.table({"unit": [10**12, 5], "depth": [1, 2], "path": ["a", "ab"]})
    assert totals(roll_up(units, measured([5, 6], [1, 2], pa.int64()))) == {10**12: 1, 5: 1}


def test_totals_that_do_not_fit_are_refused_rather_than_wrong():
    kind = pa.decimal128(18, 2)
    with pytest.raises(OverflowError, match="m"):
        roll_up(UNITS, measured([2, 3], [Decimal("9e15"), Decimal("9e15")], kind))
    with pytest.raises(OverflowError, match="m"):
        roll_up(UNITS, measured([2], [Decimal(10) ** 20], pa.decimal128(38, 2)))


def test_what_would_be_rounded_is_refused():
    with pytest.raises(TypeError, match="double"):
        roll_up(UNITS, measured([2], [0.5], pa.float64()))
