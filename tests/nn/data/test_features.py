"""Columns that only tell which row it is are left out, and measurements stay, however different their numbers are."""

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nn.data import TableWarning, csv
from nn.data.reading.features import no_feature

N = 12
count = [str(i) for i in range(1, N + 1)]
names = [f"Ms {letter}" for letter in "ABCDEFGHIJKL"]
scattered = ["842302", "7", "42", "1001", "5", "99", "13", "17", "20", "3", "64", "1"]
measured = ["1.5", "2.25", "0.1", "3.0", "4", "5.5", "6.5", "7.5", "8.5", "9.5", "10.5", "11.5"]


def left_out(path: Path, columns: dict[str, Sequence[str]]) -> tuple[list[str], str]:
    """The columns that stay, and the warning, for a table with a feature that stays beside them."""
    rows = len(next(iter(columns.values())))
    table = {**columns, "kept": ["1", "1", *map(str, range(2, rows))], "y": ["a", "b", *["a"] * (rows - 2)]}
    lines = [list(table), *zip(*table.values(), strict=True)]
    path.write_text("".join(",".join(cells) + "\n" for cells in lines))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = csv(path, "y").columns
    assert {(entry.category, entry.filename) for entry in said} <= {(TableWarning, __file__)}
    assert found[-1] == "kept"
    return found[:-1], " ".join(str(entry.message) for entry in said)


@pytest.mark.parametrize(
    ("name", "cells", "why"),
    [
        ("", count, "without a name, counts the rows"),
        ("", [str(i) for i in range(N)], "without a name, counts the rows"),
        ("", ["0", "1", "2"], "without a name, counts the rows"),
        ("", scattered, "without a name, a different number in each row"),
        ("", names, "without a name, a different text in each row"),
        ("", [""] * N, "without a name, empty"),
        ("Unnamed: 0", count, "counts the rows"),
        ("id", count, "counts the rows"),
        ("id", ["1", "2", "3"], "counts the rows"),
        ("customer", [str(i) for i in range(1001, 1001 + N)], "counts the rows"),
        ("no", [f"{i:04}" for i in range(N)], "counts the rows"),
        ("PassengerId", scattered, "a different number in each row"),
        ("CustomerID", scattered, "a different number in each row"),
        ("ID number", scattered, "a different number in each row"),
        ("patient_id", scattered[:3], "a different number in each row"),
        ("学生番号", scattered, "a different number in each row"),
        ("zip code", scattered, "a different number in each row"),
        ("name", names, "a different text in each row"),
        ("uid", ["a1", "b2", "c3"], "a different text in each row"),
        ("date", [f"2020-01-{i:02}" for i in range(1, N + 1)], "a different text in each row"),
    ],
)
def test_columns_that_tell_the_row_are_left_out(tmp_path: Path, name: str, cells: list[str], why: str) -> None:
    found, said = left_out(tmp_path / "t.csv", {name: cells})
    assert found == []
    assert f"t.csv: left out, as they only tell which row it is: {name or 'column 1'!r} ({why}). To take" in said


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("length", measured),
        ("id", measured),
        ("", measured),
        ("salary", scattered),
        ("grid", scattered),
        ("smoking_yes_cancer_no", scattered),
        ("tax code", scattered[:5]),
        ("year", [str(i) for i in range(1990, 1990 + N)]),
        ("Months", count),
        ("hours", count[:5]),
        ("x", count[:9]),
        ("name", names[:9]),
        ("id", [*count[:-1], "1"]),
        ("", [*count[:-1], "1"]),
        ("name", [*names[:-1], "Ms A"]),
        ("name", [*names[:-1], ""]),
        ("name", [*names[:-1], "NA"]),
        ("odd", [*measured[:-1], "ten"]),
        ("down", count[::-1]),
        ("by two", [str(2 * i) for i in range(N)]),
        ("scientific", [f"{i}e0" for i in range(N)]),
        ("below 0", [str(i) for i in range(-3, N - 3)]),
        ("constant", ["7"] * N),
        ("constant", ["red"] * N),
    ],
)
def test_other_columns_stay(tmp_path: Path, name: str, cells: list[str]) -> None:
    assert left_out(tmp_path / "t.csv", {name: cells}) == ([name or "column 1"], "")


@given(
    st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=2, max_size=40, unique=True),
    st.sampled_from(["x", "id", ""]),
)
def test_measurements_stay_whatever_they_are(
    tmp_path_factory: pytest.TempPathFactory, numbers: Iterable[float], name: str
) -> None:
    cells = [f"{number:.6f}" for number in numbers]
    assert left_out(tmp_path_factory.mktemp("csv") / "t.csv", {name: cells}) == ([name or "column 1"], "")


def test_numbers_with_spaces_are_measurements_if_one_has_a_decimal_sign_or_no_spaces() -> None:
    """Others may be those of telephones."""
    calls = [f"{i} {i * 111}" for i in range(1, 10)]
    for last, why in {"9 000": "a different text in each row", "9 000,5": "", "900": ""}.items():
        assert no_feature("call", [[cell] for cell in [*calls, last]], 0, set()) == why


@given(st.integers(0, 2**32), st.integers(10, 300), st.integers(100, 400))
def test_whole_numbers_of_any_order_stay(
    tmp_path_factory: pytest.TempPathFactory, seed: int, n: int, more: int
) -> None:
    """Different counts of something, which do not go up by one."""
    numbers = Random(seed).sample(range(n + more), n)
    assume(numbers != [*range(numbers[0], numbers[0] + n)])
    assert left_out(tmp_path_factory.mktemp("csv") / "t.csv", {"sold": [*map(str, numbers)]}) == (["sold"], "")


def test_a_late_row_tells(tmp_path: Path) -> None:
    """Beyond the first hundred rows."""
    for late in ("1", "7.5", "x"):
        cells = [*map(str, range(200)), late]
        assert left_out(tmp_path / "t.csv", {"i": cells})[0] == ["i"]
    texts = [f"n{i}" for i in range(200)]
    assert left_out(tmp_path / "t.csv", {"i": [*texts, "n7"]})[0] == ["i"]
    assert left_out(tmp_path / "t.csv", {"i": [*texts, "NA"]})[0] == ["i"]
    assert left_out(tmp_path / "t.csv", {"i": [*texts, "n200"]})[0] == []
    assert left_out(tmp_path / "t.csv", {"": [*[""] * 200, "7"]})[0] == ["column 1"]


def test_all_are_named_in_one_warning(tmp_path: Path) -> None:
    found, said = left_out(tmp_path / "t.csv", {"": count, "name": names, "length": measured})
    assert found == ["length"]
    assert (
        "'column 1' (without a name, counts the rows), 'name' (a different text in each row). To take a column" in said
    )


def test_a_column_that_is_named_in_use_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,x,y\n" + "".join(f"{i},{i % 3},{i % 2}\n" for i in range(N)))
    assert csv(path, "y", use=["id", "x"]).columns == ["id", "x"]
    assert csv(path, "id", use=["x"]).ys == [str(i) for i in range(N)]
    path.write_text(",x,y\n" + "".join(f"{i},{i % 3},{i % 2}\n" for i in range(N)))
    assert csv(path, "y", use=["column 1"]).columns == ["column 1"]


def test_where_no_other_column_is_left_those_with_a_name_stay(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(",x,y\n" + "".join(f"{i},{i + 1},{i % 2}\n" for i in range(N)))
    with pytest.warns(TableWarning, match=r"row it is: 'column 1' \(without a name, counts the rows\)\. To take"):
        assert csv(path, "y").columns == ["x"]


def test_rows_are_counted_before_those_without_a_target_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("row,x,y\n" + "".join(f"{i},{i % 3},{'' if i == 4 else i % 2}\n" for i in range(N)))
    with pytest.warns(TableWarning) as said:
        table = csv(path, "y", drop_missing_targets=True)
    assert (table.columns, len(table), len(said)) == (["x"], N - 1, 2)
