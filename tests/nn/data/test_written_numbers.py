"""Numbers as they are written: with a decimal comma, groups of three digits, and signs such as % and ¥."""

import warnings
from pathlib import Path

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn.data import Encoder, TableWarning, csv
from nn.data.reading.cells import MISSING, decimal_commas, number
from tests.nn.data.test_reading import written

european = st.floats(-9999, 9999).map(lambda x: round(x, 2))


@given(st.lists(st.tuples(european, st.integers(-99, 99), european), min_size=1, max_size=8), st.sampled_from(";\t "))
def test_decimal_commas_are_read_as_by_pandas(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[float, int, float]], separator: str
) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    rows = [*rows, (0.5, 1, 1234.5), (1.25, 2, -2.25)]
    pandas.DataFrame(rows, columns=["a", "b", "y"]).to_csv(path, sep=separator, decimal=",", index=False)
    table = csv(path, "y")
    assert table.commas >= {"a", "y"}
    frame = pandas.read_csv(path, sep=separator, decimal=",")
    data = Encoder(table, regression=True)(table)
    assert data.ys == frame["y"].tolist()
    assert data.features == ["a", "b"]
    deviation = frame["a"].std(ddof=0)
    assert [x[0] * deviation for x in data.xs] == pytest.approx((frame["a"] - frame["a"].mean()).tolist(), abs=1e-6)


@pytest.mark.parametrize(
    ("columns", "commas"),
    [
        ({"x": ["1,5", "2"], "y": ["3", "4"]}, {"x"}),
        ({"x": ["1,5", "2"], "y": ["1.5", "4"]}, {"x"}),
        ({"x": ["1.234,5", "1.234"], "y": ["1.234", "NA"]}, {"x", "y"}),
        ({"x": ["1,234", "2"], "y": ["1.5", "4"]}, set()),
        ({"x": ["1,234,567", "2,000"]}, set()),
        ({"x": ["1.234", "2.500"], "w": ["a,b", "c"]}, set()),  # where no number has a comma, points are points
        ({"x": ["1.234", "2.500"], "y": ["1,5", "2"]}, {"x", "y"}),
        ({"x": ["1.234", "2,500"], "y": ["1.5", "2"]}, set()),
        ({"x": ["1.234.567", "2,5"]}, {"x"}),
        ({"x": ["0,123"]}, {"x"}),
        ({"x": ["a", "b", "1,5"], "y": ["1.5", "2", "3"]}, set()),
        ({"x": ["a,b", "c"], "y": ["1.5", "2"]}, set()),
        ({"x": ["-１，５", "２"]}, {"x"}),
        ({"x": ["1 234,5", "1 234"]}, {"x"}),
        ({"x": ["1 234", "2 500"], "y": ["1,5", "2"]}, {"y"}),  # perhaps numbers of telephones
        ({"x": ["1 234", "1.5", "2.5"], "y": ["1,5", "2"]}, {"y"}),
    ],
)
def test_a_decimal_comma_is_found_where_there_is_no_other_way(columns: dict[str, list[str]], commas: set[str]) -> None:
    assert decimal_commas(columns, MISSING, "t.csv", [2, 3, 4]) == commas


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x;y\n1;a\n1,234;b\n", r"line 3, column 'x': '1,234' may have .*; say comma=True if .*, else comma=False$"),
        (
            "x;y\n1.234;a\n1,234;b\n",
            r"line 3, column 'x': '1,234' may have a decimal sign",
        ),
        (
            "w;x;z;y\n1.5;1,5;1;a\n1;1;1,234;b\n",
            r"line 3, column 'z': '1,234' may have a decimal sign or a group of three digits",
        ),
        (
            "x;y\n1,5;a\n2.5;b\n",
            r"line 3, column 'x': '1,5' has a decimal comma and '2\.5' a decimal point; correct one",
        ),
    ],
)
def test_an_ambiguous_decimal_sign_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"t.csv, {said}"):
        csv(written(tmp_path / "t.csv", text), "y")


def test_the_decimal_sign_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "x;y\n1,234;1\n5,678;2\n")
    assert csv(path, "y", comma=True).commas == {"x", "y"}
    assert csv(path, "y", comma=False).commas == set()
    quoted = csv(written(path, 'x,y\n"1,5","2,5"\n"2","0,5"\n'), "y", comma=True)
    data = Encoder(quoted, regression=True)(quoted)
    assert (data.xs, data.ys) == ([[-1.0], [1.0]], [2.5, 0.5])
    assert csv(path, "y").commas == set()  # where commas stand between cells, it is not found


@pytest.mark.parametrize(
    ("cell", "comma", "point"),
    [
        ("1,5", 1.5, None),
        ("1.5", None, 1.5),
        ("1.234", 1234.0, 1.234),
        ("-1 234 567,5", -1234567.5, None),
        ("12\u202f345", 12345.0, None),
        ("1\u00a0234,", 1234.0, None),
        ("1 23,5", None, None),
        ("1234 567,5", None, None),
        ("1 234.567,5", None, None),
        ("1 234\u00a0567", None, None),
        ("0 123", None, None),
    ],
)
def test_a_number_with_either_sign(cell: str, comma: float | None, point: float | None) -> None:
    assert (number(cell, comma=True), number(cell)) == (comma, point)


def test_a_printed_minus_is_a_minus(tmp_path: Path) -> None:
    table = csv(written(tmp_path / "t.csv", "x,y\n−1.5,a\n2,b\n−5e−1,b\n"), "y")
    assert [number(cell) for [cell] in table.xs] == [-1.5, 2.0, -0.5]
    assert Encoder(table).features == ["x"]


@pytest.mark.parametrize(
    ("cells", "sign", "numbers"),
    [
        (["50%", "60%", "70 %"], "%", [50.0, 60.0, 70.0]),
        (["50％", "", "−7.5%"], "%", [50.0, -7.5]),
        (['"¥1,500"', '"¥-2,000"', "￥７"], "¥", [1500.0, -2000.0, 7.0]),
        (["-$0.50", "$2", "$ 3"], "$", [-0.5, 2.0, 3.0]),
        (["2円", "300円", "NA"], "円", [2.0, 300.0]),
        ([f"{i}.5%" for i in range(12)], "%", [i + 0.5 for i in range(12)]),  # another text in each of many rows
    ],
)
def test_one_sign_of_all_numbers_is_taken_off(
    tmp_path: Path, cells: list[str], sign: str, numbers: list[float]
) -> None:
    path = written(tmp_path / "t.csv", "x,y\n" + "".join(f"{cell},7\n" for cell in cells))
    with pytest.warns(
        TableWarning, match=rf"read without their sign: 'x' \({'[$]' if sign == '$' else sign}\)$"
    ) as said:
        table = csv(path, "y")
    assert said[0].filename == __file__
    assert [number(cell) for [cell] in table.xs if cell not in MISSING] == numbers
    assert Encoder(table).features[0] == "x"
    written(path, "y,x\n" + "".join(f"{cell},7\n" for cell in cells if cell not in MISSING))
    with pytest.warns(TableWarning, match="without their sign"):
        assert [number(cell) for cell in csv(path, "y").ys] == numbers


def test_a_sign_and_a_decimal_comma(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "x;y\n1.500,50 €;a\n2 €;b\n")
    with pytest.warns(TableWarning, match=r"'x' \(€\)$"):
        table = csv(path, "y")
    assert (table.xs, table.commas) == ([["1.500,50"], ["2"]], {"x"})
    for cell in ("12,5%", "¥1,500"):
        with pytest.raises(ValueError, match=rf'as in "{cell}", and say comma=True'):
            csv(written(path, f"a,y\n{cell},0\n{cell},1\n"), "y")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["50%", "0.6", "70%"], "line 3, column 'x': '0.6' has no '%', and '50%' has one; write all numbers"),
        (["0.5", "0.6", "70%"], "line 2, column 'x': '0.5' has no '%', and '70%' has one"),
        (["¥500", "$6", "¥7"], "line 3, column 'x': '[$]6' has no '¥', and '¥500' has one"),
        (["50%", "few", "70%"], "line 3, column 'x': 'few' has no '%'"),
    ],
)
def test_different_signs_in_a_column_are_said(tmp_path: Path, cells: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        csv(written(tmp_path / "t.csv", "x,y\n" + "".join(f"{cell},a\n" for cell in cells)), "y")


def test_words_keep_their_signs(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "x,y\n100% wool,a\n50% off,$$\n10%,b\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert csv(path, "y").xs == [["100% wool"], ["50% off"], ["10%"]]
