"""Cells as numbers: scikit-learn's transformers, learned from the training part, and nothing from any other."""

import csv as standard
import math
import pickle
import re
import statistics
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from nn.data import Dataset, Encoder, Table, csv

Columns = dict[str, list[str]]
missing = st.sampled_from(["", "NA", "?"])
numbers = st.floats(-1000, 1000).map(lambda x: repr(round(x, 3)))
colours = st.sampled_from(["red", "green", "blue"])
words = st.sampled_from(["red", "green", "blue", "7", "1_0", "inf"])


def table(columns: Columns, ys: list[str] | None = None) -> Table:
    """A table of these columns; its first row stands in line 2."""
    xs = [list(row) for row in zip(*columns.values(), strict=True)]
    lines = list(range(2, len(xs) + 2))
    return Table("t.csv", list(columns), "y", xs, ys or ["a"] * len(xs), lines)


KNOWN = table({"x": ["1", "2"], "w": ["a", "b"]}, ["no", "yes"])


def encoded(encoder: Encoder, part: Table) -> dict[str, list[float]]:
    data = encoder(part)
    return dict(zip(data.features, map(list, zip(*data.xs, strict=True)), strict=True))


@given(st.lists(numbers | missing, min_size=1, max_size=30), st.lists(numbers | missing, min_size=1, max_size=10))
def test_numbers_are_scaled_as_by_scikit_learn(train: list[str], test: list[str]) -> None:
    if all(cell in ("", "NA", "?") for cell in train):
        train[0] = "1.5"
    plain = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    arrays = [
        np.array([[float(c) if c not in ("", "NA", "?") else math.nan] for c in cells]) for cells in (train, test)
    ]
    plain.fit(arrays[0])
    encoder = Encoder(table({"x": train}))
    for cells, array in zip((train, test), arrays, strict=True):
        found = encoded(encoder, table({"x": cells}))
        assert np.allclose(found["x"], plain.transform(array).ravel(), rtol=1e-6, atol=1e-6)
        if np.isnan(arrays[0]).any():
            assert found["x missing"] == np.isnan(array).ravel().astype(float).tolist()
        else:
            assert "x missing" not in found


@given(st.lists(numbers | missing, min_size=2, max_size=30))
def test_numbers_of_the_training_part_have_mean_0_and_deviation_1(cells: list[str]) -> None:
    cells += ["1.5", "2.5", "2.5"]
    [found, *_] = encoded(Encoder(table({"x": cells})), table({"x": cells})).values()
    assert statistics.fmean(found) == pytest.approx(0.0, abs=1e-9)
    assert statistics.pstdev(found) == pytest.approx(1.0, abs=1e-9)


@given(st.lists(words | missing, min_size=1, max_size=20), st.lists(words | missing | numbers, min_size=1, max_size=10))
def test_categories_are_one_hot_as_by_scikit_learn(train: list[str], test: list[str]) -> None:
    train += ["red"] * len(train)  # a column of words, however many of them are numbers

    def array(cells: list[str]) -> Any:
        return np.array([["" if cell in ("", "NA", "?") else cell] for cell in cells], dtype=object)

    plain = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(array(train))
    names = [f"x={category}" if category else "x missing" for category in plain.categories_[0]]
    encoder = Encoder(table({"x": train}))
    assert sorted(encoder.features) == sorted(names)
    for cells in (train, test):
        found = encoded(encoder, table({"x": cells}))
        assert [found[name] for name in names] == plain.transform(array(cells)).T.tolist()


@given(st.lists(st.tuples(numbers | missing, colours | missing, numbers), min_size=8, max_size=20), st.data())
def test_cells_of_the_test_part_change_nothing_that_is_learned(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    """The whole way, from a file: the same training rows, and any others where the test rows stood."""
    path = tmp_path_factory.mktemp("csv") / "t.csv"

    def learned(rows: list[tuple[str, str, str]]) -> tuple[Table, Table, Encoder]:
        with open(path, "w", newline="", encoding="utf-8") as file:
            standard.writer(file).writerows([("n", "w", "m", "y"), *((*row, i % 2) for i, row in enumerate(rows))])
        train, test = csv(path, "y").split(0.25, seed=1)
        return train, test, Encoder(train)

    train, test, encoder = learned(rows)
    others = data.draw(st.lists(st.tuples(words, numbers, missing), min_size=len(test), max_size=len(test)))
    for line, other in zip(test.lines, others, strict=True):
        rows[line - 2] = other
    same, changed, again = learned(rows)
    assert changed.xs == [list(other) for other in others]
    assert (again.columns, again.features, again.classes) == (encoder.columns, encoder.features, encoder.classes)
    assert (again(same).xs, again(same).ys) == (encoder(train).xs, encoder(train).ys)


@given(st.lists(st.floats(-9.9e149, 9.9e149).map(repr), min_size=1, max_size=6))
@example(["0", "1e-300", "1e149"])
def test_no_numbers_overflow_or_divide_by_zero(cells: list[str]) -> None:
    half = table({"x": cells[: len(cells) // 2 + 1]})
    encoder = Encoder(half)
    assert all(math.isfinite(x) for row in encoder(half).xs for x in row)
    assert encoder.features == ["x"]
    assert all(math.isfinite(x) for [x] in encoder(table({"x": cells})).xs)


@given(st.lists(numbers | missing, min_size=2, max_size=30), st.sampled_from(["ten", "inf", "1e999", "3m"]), st.data())
def test_an_odd_cell_among_numbers_is_said(cells: list[str], odd: str, data: st.DataObject) -> None:
    cells += ["1.5", "2.5"]
    place = data.draw(st.integers(0, len(cells)))
    cells.insert(place, odd)
    with pytest.raises(ValueError, match=f"^t.csv, line {place + 2}, column 'x': '{odd}' is no number, and .*correct"):
        Encoder(table({"w": ["a"] * len(cells), "x": cells}))


@pytest.mark.parametrize("cell", ["N/A", "n/a", "NULL", "None", "#N/A", "-"])
def test_missing_numbers_as_they_are_written(cell: str) -> None:
    assert Encoder(table({"x": ["1", "2", cell]})).features == ["x", "x missing"]


@pytest.mark.parametrize("wrong", [KNOWN.xs, Dataset([[1.0]], [0]), "t.csv"])
def test_what_is_no_table_is_said(wrong: Any) -> None:
    for take in (Encoder, Encoder(KNOWN)):
        with pytest.raises(TypeError, match="an Encoder takes a Table, as "):
            take(wrong)


@pytest.mark.parametrize(
    "cell", ["7", "+1.5", "-.5", "2.", "1e3", "6.02E+23", "1,000", "-12,345,678.9", "１２．５", "－３"]
)
def test_numbers_as_they_are_written(cell: str) -> None:
    encoder = Encoder(table({"x": ["0", "2"]}))  # its mean and its deviation are 1
    assert encoder(table({"x": [cell]})).xs == [[float(unicodedata.normalize("NFKC", cell).replace(",", "")) - 1.0]]


@pytest.mark.parametrize(
    "cell",
    ["1_0", "inf", "-inf", "0x10", "1e999", "1 2", "3m", "1,5", "1,0000", "1.0,000", ",5", "5²", "e5", ".", "+"],
)
def test_words_that_are_no_numbers(cell: str) -> None:
    assert Encoder(table({"x": ["1", cell]})).features == ["x=1", f"x={cell}"]
    with pytest.raises(ValueError, match=f"{re.escape(repr(cell))} is no number"):
        Encoder(table({"x": ["1", "2"]}))(table({"x": [cell]}))


@pytest.mark.parametrize("cell", ["0.1", "3", "-1e-9", "123456789.123"])
def test_a_constant_column_is_0(cell: str) -> None:
    for n in range(1, 30):
        assert encoded(Encoder(table({"x": [cell] * n})), table({"x": [cell] * n}))["x"] == [0.0] * n
    assert encoded(Encoder(table({"x": [cell, ""]})), table({"x": [cell, ""]})) == {"x": [0, 0], "x missing": [0, 1]}


def test_numbers_beside_a_constant_column_keep_their_distance() -> None:
    """Its deviation of 0 counts as 1, as in scikit-learn's StandardScaler; and so does one that is nearly 0."""
    encoder = Encoder(table({"same": ["7", "7", "7"], "near": ["1e-200", "2e-200", "3e-200"]}))
    found = encoded(encoder, table({"same": ["7", "9.5", "-1"], "near": ["0", "4", "-4"]}))
    assert found == {"same": [0.0, 2.5, -8.0], "near": [-2e-200, 4.0, -4.0]}


def test_a_worked_example() -> None:
    train = table({"age": ["20", "", "40", "NA"], "sex": ["m", "f", "m", "?"], "deck": [""] * 4}, ["yes", "no"] * 2)
    data = Encoder(train)(train)
    assert data.features == ["age", "age missing", "sex=f", "sex=m", "sex missing", "deck missing"]
    root = math.sqrt(2)  # the median of 20 and 40 is 30; the deviation of 20, 30, 40, 30 is 10 / √2
    expected = [[-root, 0, 0, 1, 0, 1], [0, 1, 1, 0, 0, 1], [root, 0, 0, 1, 0, 1], [0, 1, 0, 0, 1, 1]]
    assert [x == pytest.approx(row) for x, row in zip(data.xs, expected, strict=True)] == [True] * 4
    assert (data.ys, data.classes) == ([1, 0, 1, 0], ["no", "yes"])
    new = table({"age": ["50"], "sex": ["x"], "deck": ["B"]}, ["no"])
    assert Encoder(train)(new).xs[0] == pytest.approx([2 * root, 0, 0, 0, 0, 0])


def test_classes_are_numbered_alike_in_every_order_of_rows() -> None:
    for ys in (["10", "9", "dog", "cat"], ["cat", "10", "dog", "9"]):
        data = Encoder(table({"x": list("1234")}, ys))(table({"x": list("1234")}, ys))
        assert data.classes == ["9", "10", "cat", "dog"]
        assert [data.classes[y] for y in data.ys] == ys


def test_a_number_as_target() -> None:
    part = table({"x": ["1", "2"]}, ["-1.5", "2e3"])
    data = Encoder(part, regression=True)(part)
    assert (data.ys, data.classes) == ([-1.5, 2000.0], [])


def test_an_encoder_goes_to_another_process() -> None:
    part = table({"x": ["1", "", "3"], "w": ["a", "b", ""]})
    encoder = Encoder(part)
    assert pickle.loads(pickle.dumps(encoder))(part).xs == encoder(part).xs


def tables(folder: Path, *texts: str, **options: Any) -> list[Table]:
    """Each text as a file; the options are those of the last."""
    files = [folder / f"{i}.csv" for i in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    return [csv(file, "y", **(options if file is files[-1] else {})) for file in files]


def numbers_of(train: Table, part: Table) -> list[float]:
    """The column x of a part, before it was scaled: the training part has 1.5 and 3.5, or 1500.5 and 3500.5."""
    middle, half = (2500.5, 1000.0) if train.xs[0][0] == "1.500,5" else (2.5, 1.0)
    encoder = Encoder(train)
    return [middle + half * x for x in encoded(encoder, part)["x"]]


THOUSANDS, ONES, POINTS = "x;z;y\n1.500,5;1;a\n3.500,5;2;b\n", "x;z;y\n1,5;1;a\n3,5;2;b\n", "x;z;y\n1.5;1;a\n3.5;2;b\n"


@pytest.mark.parametrize(
    ("train", "test", "options", "numbers"),
    [
        (THOUSANDS, "x;z;y\n1.500;1;a\n", {}, [1500.0]),
        (ONES, "x;z;y\n1.500;1;a\n2;2;a\n", {}, [1500.0, 2.0]),
        (ONES, "x\tz\ty\n1.500\t1\ta\n", {}, [1500.0]),
        (ONES, "x;z;y\n1.500,5;1;a\n", {}, [1500.5]),
        (ONES, "x;z;y\n1.5;1;a\n2.500;1;a\n", {}, [1.5, 2.5]),  # the part shows it
        (ONES, "x;z;y\n1.500;1;a\n", {"comma": False}, [1.5]),  # the user tells it
        (ONES, "x;z;y\n1.500;1;a\n", {"comma": True}, [1500.0]),
        (ONES, "x,z,y\n1.500,1,a\n", {}, [1.5]),  # and so do commas between cells
        (ONES, "x;z;y\n2;2,5;a\n", {}, [2.0]),
        (ONES, "x;z;y\n2;2.5;a\n", {}, [2.0]),  # no number has two readings
        (ONES, "x;z;y\n1 500;1;a\n2;2;b\n", {}, [1500.0, 2.0]),
        (POINTS, "x;z;y\n1.500;1;a\n", {}, [1.5]),
        (POINTS, "x;z;y\n1,500;1;a\n1.5;2;b\n", {}, [1500.0, 1.5]),
        ("x;z;y\n1,5;1.5;a\n3,5;2;b\n", "x;z;y\n1.500;2.5;a\n", {}, [1500.0]),  # both signs, in both files
    ],
)
def test_a_column_without_a_decimal_sign_has_that_of_the_training_part(
    tmp_path: Path, train: str, test: str, options: dict[str, bool], numbers: list[float]
) -> None:
    assert numbers_of(*tables(tmp_path, train, test, **options)) == pytest.approx(numbers)


def test_a_target_without_a_decimal_sign_has_that_of_the_training_part(tmp_path: Path) -> None:
    train, test = tables(tmp_path, "x;y\n1;1,5\n2;2,5\n", "x;y\n1;1.500\n")
    assert Encoder(train, regression=True)(test).ys == [1500.0]
    encoder = Encoder(train[:1], regression=True)  # the sign is that of all rows of the file
    assert encoder(train[1:]).ys == [2.5]


@pytest.mark.parametrize(
    ("train", "test", "was", "found"),
    [
        (ONES, "x;z;y\n2;1;a\n1.500;2.5;a\n", "comma", "point"),
        ("x;z;y\n1,5;1,5;a\n3;2;b\n", "x;z;y\n2;1;a\n1.500;2.5;a\n", "comma", "point"),
        (POINTS, "x;z;y\n2;1;a\n1.500;2,5;a\n", "point", "comma"),
    ],
)
def test_a_number_with_two_readings_is_refused_where_the_part_has_another_sign(
    tmp_path: Path, train: str, test: str, was: str, found: str
) -> None:
    known, part = tables(tmp_path, train, test)
    with pytest.raises(
        ValueError, match=r"1\.csv, line 3, column 'x': '1\.500' may have .*, else comma=False$"
    ) as caught:
        Encoder(known)(part)
    assert f"of this column was a {was} in the training part, and that of column 'z' in this part is a {found};" in str(
        caught.value
    )
    assert Encoder(known)(csv(part.path, "y", comma=found == "comma")).xs


@pytest.mark.parametrize(
    ("encode", "said"),
    [
        (
            lambda: Encoder(KNOWN)(table({"x": ["1", "ten"], "w": ["a", "a"]}, ["no", "no"])),
            "x': 'ten' is no number, and",
        ),
        (lambda: Encoder(KNOWN)(table({"x": ["1", "inf"], "w": ["a", "a"]}, ["no", "no"])), "x': 'inf' is no number"),
        (
            lambda: Encoder(KNOWN)(table({"x": ["1", "2"], "w": ["a", "a"]}, ["no", "maybe"])),
            "y': the training part has no class 'maybe', but 'no', 'yes'$",
        ),
        (
            lambda: Encoder(KNOWN)(table({"x": ["1", "2"], "w": ["a", "a"]}, ["no", "7"])),
            r"y': .* no class '7', but .*; for numbers, Encoder\(train, regression=True\)",
        ),
        (
            lambda: Encoder(KNOWN, regression=True)(table({"x": ["1", "2"], "w": ["a", "a"]}, ["1", "b"])),
            "y': the target 'b' is no number",
        ),
    ],
)
def test_what_cannot_be_encoded_is_said_with_its_place(encode: Any, said: str) -> None:
    with pytest.raises(ValueError, match=f"^t.csv, line 3, column '{said}"):
        encode()


def test_parts_of_other_tables_are_said() -> None:
    with pytest.raises(
        ValueError, match=r"'y' from the columns \['x', 'w'\], and this part of t\.csv 'y' from \['w', 'x'\]"
    ):
        Encoder(KNOWN)(table({"w": ["a", "b"], "x": ["1", "2"]}))
    with pytest.raises(ValueError, match=r"nothing to learn from a training part of t\.csv that has no rows"):
        Encoder(KNOWN[2:])


def test_titanic(shared: Path) -> None:
    """891 passengers, of whom 701 fare as "women survive, men do not" has it, as Kaggle's first submission says."""
    passengers = csv(shared / "data" / "titanic.csv", "survived", ["pclass", "sex", "age", "fare", "embarked", "deck"])
    assert len(passengers) == 891
    train, test = passengers.split(0.25, seed=0)
    assert (len(train), len(test)) == (668, 223)
    data = Encoder(passengers)(passengers)
    assert data.features[:5] == ["pclass", "sex=female", "sex=male", "age", "age missing"]
    assert sum(x[4] for x in data.xs) == 177
    assert sum(x[1] == y for x, y in data) == 701
    for train, test in passengers.folds(5, seed=0):
        encoder = Encoder(train)
        assert encoder(test).classes == ["0", "1"]
        assert len(encoder(train)) + len(encoder(test)) == 891
