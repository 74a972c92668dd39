"""Tables as they are found: other separators, encodings and decimal signs, no header, or two columns of one name."""

import warnings
from pathlib import Path
from typing import Any

import pandas
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from nn.data import Encoder, Table, TableWarning, csv
from nn.data.reading.cells import MISSING, decimal_commas, number
from nn.data.reading.names import apart, completed
from nn.data.reading.rows import rows

SEPARATORS = [",", ";", "\t", " "]
words = st.text("abcdeé花,; \t.", min_size=1, max_size=5).map(str.strip).filter(lambda word: word not in MISSING)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("text", ["y x\n" + '"' * 100_001, "y x\n" + '"a' * 50_000, "y x\n" + '"" ' * 50_000 + '"'])
def test_quotation_marks_without_end_are_found_at_once(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="line 2: the row cannot be read: a quotation mark does not close"):
        csv(written(tmp_path / "t.csv", text), "y")


@given(st.sampled_from(SEPARATORS), st.lists(st.tuples(words, words, words), min_size=1, max_size=8), st.booleans())
def test_separators_are_found(
    tmp_path_factory: pytest.TempPathFactory, separator: str, rows: list[tuple[str, str, str]], quoted: bool
) -> None:
    """By the header, which names the target, and whatever characters are in the cells."""
    assume(separator != " " or quoted or "\t" not in "".join(map("".join, rows)))  # a tab stands for a blank
    frame = pandas.DataFrame(rows, columns=["first,of;all", "b b", "y"])
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    frame.to_csv(path, sep=separator, index=False, quoting=1 if quoted else 0)
    table = csv(path, "y")
    assert table.columns == ["first,of;all", "b b"]
    assert [(*x, y) for x, y in table] == rows
    assert csv(path, "y", separator=separator).xs == table.xs


def test_runs_of_blanks_are_one(tmp_path: Path) -> None:
    """Blanks and tabs in columns one below the other, as they are printed; and quotation marks around some cells."""
    path = written(tmp_path / "t.dat", '  y   name  x\n\n  a  "B ""C"" D"\t1 \nbb ""      10')
    table = csv(path, "y")
    assert (table.columns, table.xs, table.ys, table.lines) == (
        ["name", "x"],
        [['B "C" D', "1"], ["", "10"]],
        ["a", "bb"],
        [3, 4],
    )


@pytest.mark.parametrize("separator", ["|", ":", "~", "、", ";", " "])
def test_a_separator_is_told(tmp_path: Path, separator: str) -> None:
    path = written(tmp_path / "t.csv", "x,1 y z\n1,5 a 2\n".replace(" ", separator))
    assert csv(path, "y", separator=separator)[0] == (["1,5", "2"], "a")


def test_blanks_after_a_separator_do_not_hide_quotation_marks(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", 'x, y, z\n1,  "a, b", c\n2, "d", e\n')
    assert csv(path, "y").ys == ["a, b", "d"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('x y\n"1 2\n', "line 2: the row cannot be read: a quotation mark does not close"),
        ('x;y\n"1;2\n', "line 2: the row cannot be read: unexpected end of data"),
        ("x;y\n1;2;3\n", "line 2: the row has 3 cells, and there are 2 columns"),
        ("x;y\n1;2;3\n1;2;4\n", "line 2: the row has 3 cells, and there are 2 columns"),  # no names: 1 is there twice
        ("x;y\n1;2;3\n2;3\n", "line 2: the row has 3 cells, and there are 2 columns"),
    ],
)
def test_rows_that_are_no_such_rows_are_said(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path / "t.csv", text)
    with pytest.raises(ValueError, match=f"^{path}, {said}"):
        csv(path, "y")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp932", "名前,y\n山田　太郎,１\n"),
        ("latin-1", "naïve,y\nÅré,1\n"),
        ("utf-16", "x,y\né花,1\n"),
        ("UTF-8", "x,y\n花,1\n"),
    ],
)
def test_encodings_are_told(tmp_path: Path, encoding: str, text: str) -> None:
    path = written(tmp_path / "t.csv", text, encoding)
    frame = pandas.read_csv(path, encoding=encoding, dtype=str)
    table = csv(path, "y", encoding=encoding)
    assert (table.columns, table.xs, table.ys) == ([frame.columns[0]], [[frame.iloc[0, 0]]], [frame["y"][0]])


def test_a_mark_of_the_order_of_bytes_is_no_part_of_a_name(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "y,x\na,1\n", "utf-8-sig")
    for encoding in (None, "utf-8", "utf-8-sig"):
        assert csv(path, "y", encoding=encoding).ys == ["a"]
    assert csv(written(path, "\ufeffy,x\na,1\n", "utf-16-be"), "y", encoding="utf-16-be").ys == ["a"]


@pytest.mark.parametrize("encoding", ["no such", "", "hex", "utf-8\0"])
def test_what_is_no_encoding_is_said(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path / "t.csv", "x,y\n1,2\n")
    with pytest.raises(
        ValueError, match=r"t\.csv cannot be read with encoding='.*'; it is a name such as 'utf-8', 'cp932'"
    ):
        csv(path, "y", encoding=encoding)


def test_the_wrong_encoding_is_said(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "x,y\né,2\n", "latin-1")
    with pytest.raises(ValueError, match="line 2: the byte e9 is not ascii; say another encoding, or none for UTF-8"):
        csv(path, "y", encoding="ascii")


def test_a_table_has_its_own_missing_texts(tmp_path: Path) -> None:
    """With -99 for missing, None and - are categories, and NA is a target."""
    path = written(tmp_path / "t.csv", "age,hat,y\n20,None,NA\n-99,-,b\n40,-99,b\n,cap,b\n")
    table = csv(path, "y", missing={" -99"})
    data = Encoder(table)(table)
    assert data.features == ["age", "age missing", "hat=-", "hat=None", "hat=cap", "hat missing"]
    assert [x[1:] for x in data.xs] == [[0, 0, 1, 0, 0], [1, 1, 0, 0, 0], [0, 0, 0, 0, 1], [1, 0, 0, 1, 0]]
    assert data.xs[0][0] == -data.xs[2][0] == pytest.approx(-(2**0.5))  # of 20, 30, 40, 30
    assert data.classes == ["NA", "b"]
    for part in [*table.split(0.5), table[1:]]:
        assert part.missing == {"", "-99"}
    with pytest.raises(ValueError, match=r"'-99°' is no number, and .* csv\(…, missing=\{'-99°'\}\)"):
        Encoder(csv(written(path, "x,y\n1,a\n2,a\n-99°,b\n"), "y"))


def test_a_part_with_other_missing_texts_is_read_by_its_own() -> None:
    train = Table("a.csv", ["x"], "y", [["1"], ["3"], ["."]], ["a"] * 3, [2, 3, 4], missing={"", "."})
    new = Table("b.csv", ["x"], "y", [["NA"], ["5"]], ["a"] * 2, [2, 3])
    root = 1.5**0.5  # the deviation of 1, 3, 2 is √(2/3)
    assert Encoder(train)(new).xs == [[0.0, 1.0], [pytest.approx(3 * root), 0.0]]


def test_names_are_told_where_there_is_no_header(tmp_path: Path) -> None:
    for separator in SEPARATORS:
        path = written(tmp_path / "t.csv", "5.1 a\n\n4.9 b\n".replace(" ", separator))
        table = csv(path, "y", names=["x", "y"])
        assert (table.columns, table.xs, table.ys, table.lines) == (["x"], [["5.1"], ["4.9"]], ["a", "b"], [1, 3])
    path = written(tmp_path / "t.csv", "1,5;2\n2,5;3\n")
    with pytest.raises(
        ValueError, match=r"2 cells in each row with ',' and with ';' between them: say separator=',' or"
    ):
        csv(path, "y", names=["x", "y"])
    assert csv(path, "y", names=["x", "y"], separator=";").commas == {"x"}


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"names": ["x", "y", "z"]}, ValueError, "line 1: the row has 2 cells, and there are 3 columns"),
        ({"names": ["y"]}, ValueError, "line 1: the row has 2 cells, and there are 1 columns"),
        ({"names": ["a", "b"]}, ValueError, "has no column 'y'; its columns are 'a', 'b'"),
        ({"names": ["y", "y"]}, ValueError, "names has a name for each column, each once, and is"),
        ({"names": ["1", "y"]}, ValueError, ""),
        ({"names": "xy"}, TypeError, r"names is a list of names of columns, as in names=\['xy'\]"),
        ({"names": [1, "y"]}, TypeError, "names has texts, such as '1', not 1"),
        ({"names": ["x", "y"], "missing": [999]}, TypeError, "missing has texts, such as '999', not 999"),
        ({"missing": -99}, TypeError, r"missing is a list of texts, as in missing=\['-99'\]"),
        ({"missing": "NA"}, TypeError, r"missing is a list of texts, as in missing=\['NA'\]"),
        ({"separator": "::"}, ValueError, "separator is one character, such as ';', .*, not '::'"),
        ({"separator": '"'}, ValueError, "separator is one character"),
        ({"encoding": 932}, TypeError, "encoding is a name, such as 'cp932' or 'latin-1', not 932"),
        ({"comma": ","}, TypeError, "comma is True if the decimal sign is a comma, else False, not ','"),
    ],
)
def test_options_without_a_meaning_are_said(tmp_path: Path, options: Any, error: type[Exception], said: str) -> None:
    path = written(tmp_path / "t.csv", "1,2\n3,4\n")
    if said:
        with pytest.raises(error, match=said):
            csv(path, "y", **options)
    else:  # one name of two is also a cell
        assert csv(path, "y", **options).ys == ["2", "4"]


def test_a_header_is_told_from_a_row(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "x,y\n1,2\n")
    with pytest.raises(ValueError, match=r"line 1: the first row names the columns, so leave out names=\[…\]"):
        csv(path, "y", names=["x", "y"])


@pytest.mark.parametrize(
    "first",
    ["5.1,3.5,1.4,setosa", "5.1,setosa", "6,148,72,1", "5,setosa", "-1,2,b", "2,1,0,b", "a,0.5,0.7,b"],
)
def test_a_first_row_of_numbers_is_no_header(tmp_path: Path, first: str) -> None:
    path, cells = written(tmp_path / "t.csv", f"{first}\n" * 2), first.split(",")
    with pytest.raises(ValueError, match=rf"line 1: most names .* name the {len(cells)} columns: names=\['…', …\]"):
        csv(path, cells[-1])
    assert len(csv(path, "y", names=[*"abcdef"[: len(cells) - 1], "y"])) == 2
    if len({*cells}) == len(cells):
        assert len(csv(path, cells[-1], use=cells[:-1])) == 1


@pytest.mark.parametrize("header", ["y,0,1,2", "country,1999,2000,2001,y", "0,1,2,y", "0,y,1,2", "a,1.5,y", "x,y"])
def test_names_that_are_numbers_stay(tmp_path: Path, header: str) -> None:
    names = header.split(",")
    table = csv(written(tmp_path / "t.csv", f"{header}\n{header}\n"), "y")
    assert (table.columns, len(table)) == ([name for name in names if name != "y"], 1)


def test_two_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "x,x,y\n1,a,no\n2,b,yes\n")
    with pytest.warns(
        TableWarning, match=r"t\.csv, line 1: two columns are named 'x'; the second is called 'x 2'$"
    ) as said:
        assert csv(path, "y").columns == ["x", "x 2"]
    assert said[0].filename == __file__
    with pytest.warns(TableWarning):
        assert csv(path, "y", use=["x 2"]).xs == [["a"], ["b"]]
    with pytest.warns(TableWarning, match="two columns are named 'x'; the second is called 'x 3'"):
        assert csv(written(path, "x,x 2,x,y\n1,a,3,no\n"), "y").columns == ["x", "x 2", "x 3"]
    path = written(tmp_path / "t.csv", "x,y,y\n1,a,no\n2,b,yes\n")
    with pytest.warns(TableWarning):
        assert csv(path, "y 2", use=["x"]).ys == ["no", "yes"]
    with pytest.warns(TableWarning):
        assert csv(path, "y", use=["x"]).ys == ["a", "b"]


@given(
    st.text("ab, \t\v\x1c\u3000é\r\n", max_size=40).map(lambda text: f"y,x\n{text}"), st.sampled_from(["\n", "\r\n"])
)
@example("y,x\na,\tb\nc,d", "\n")
@example("y,x\na ,b\nc,d", "\n")
def test_blanks_around_cells_do_not_count(text: str, end: str) -> None:
    """However the rows are read: with blanks taken off, or where there can be none."""
    text = text.replace("\n", end)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    expected = [(i, [cell.strip() for cell in line.split(",")]) for i, line in enumerate(lines, 1) if line]
    assert list(rows("t.csv", text, ",")) == expected


@given(st.lists(st.sampled_from(["", "x", "x 2", "x 3", "column 2"]), max_size=8))
def test_names_apart(names: list[str]) -> None:
    found = apart(names)
    assert len({*found}) == len(found) == len(names)
    assert {*names} - {""} <= {*found}
    assert all(new.startswith(old or "column ") for old, new in zip(names, found, strict=True))


def test_rows_without_a_target_are_left_out_on_request(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "x,y\n1,a\n2,\n3,b\n4,NA\n")
    with pytest.warns(
        TableWarning, match=r"t\.csv: 2 of 4 rows have no target 'y' and are left out, the first in line 3$"
    ):
        table = csv(path, "y", drop_missing_targets=True)
    assert (table.xs, table.ys, table.lines) == ([["1"], ["3"]], ["a", "b"], [2, 4])
    with pytest.raises(ValueError, match=r"missing, and in every other row$"):
        csv(path, "y", drop_missing_targets=True, missing=["a", "b", "NA"])
    assert len(csv(written(path, "x,y\n1,a\n"), "y", drop_missing_targets=True)) == 1


def test_a_header_without_the_names_of_rows(tmp_path: Path) -> None:
    """As R's write.table has it; and a separator that ends each row."""
    path = written(tmp_path / "t.txt", '"x" "y"\n"Mazda RX4" 21 "a"\n"Fiat 128" 32.4 "b"\n')
    with pytest.warns(TableWarning, match=r"'column 1' \(without a name, a different text in each row\)"):
        table = csv(path, "y")
    assert (table.columns, table.xs) == (["x"], [["21"], ["32.4"]])
    with pytest.warns(TableWarning, match=r"'column 3' \(without a name, empty\)"):
        assert csv(written(path, "x,y\n1,a,\n2,b,\n"), "y").ys == ["a", "b"]
    assert completed(["x"], [["1", "2"], ["3"]]) == ["x"]
    assert completed(["x"], []) == ["x"]


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("a,y\n3,5,0\n1,5,1\n2,7,0\n", "3,5"),
        ("a,y\n3,5,0\n3,7,1\n", "3,5"),  # no names of rows, as 3 is there twice
        ("a,y\n-3,5,0\n-1,5,1\n", "-3,5"),
        ("a,y\n１,5,0\n２,5,1\n", "１,5"),
        ("a,y\n1,5,0\n2,5,1\n", "1,5"),  # a few rows that count
        ("a,b,y\n7,1,5,red\n9,2,25,blue\n", "7,1"),
        ("a,b,y\n0.5,1,5,red\n0.7,2,25,blue\n", "1,5"),
    ],
)
def test_decimal_commas_without_quotation_marks_are_no_names_of_rows(tmp_path: Path, text: str, decimal: str) -> None:
    path = written(tmp_path / "t.csv", text)
    with pytest.raises(ValueError, match=r"line 1: the header has . names, and each row has . cells") as raised:
        csv(path, "y")
    assert f'as in "{decimal}", and say comma=True' in str(raised.value)
    assert "begin the header with row,a" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,y\nred,5,0\nblue,5,1\n", ["5", "5"]),
        ("a,y\n7,0.5,0\n3,1.5,x\n", ["0.5", "1.5"]),  # no decimal comma can be read here
        ("a,y\n" + "".join(f"{i},5,0\n" for i in range(3, 13)), ["5"] * 10),
    ],
)
def test_names_of_rows_are_told_from_decimal_commas(tmp_path: Path, text: str, found: list[str]) -> None:
    path = written(tmp_path / "t.csv", text)
    with pytest.warns(TableWarning, match="without a name"):
        assert [cell for [cell] in csv(path, "y").xs] == found


@given(st.lists(st.integers(-99, 99), min_size=2, max_size=9), st.integers(1, 99))
def test_no_whole_part_of_a_number_is_lost(
    tmp_path_factory: pytest.TempPathFactory, wholes: list[int], part: int
) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    with pytest.raises(ValueError, match="decimal comma"):
        csv(written(path, "a,y\n" + "".join(f"{whole},{part},0\n" for whole in wholes)), "y")
    table = csv(written(path, "a;y\n" + "".join(f"{whole},{part};0\n" for whole in wholes)), "y", comma=True)
    assert [cell for [cell] in table.xs] == [f"{whole},{part}" for whole in wholes]


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


def test_an_ordinary_table_is_read_without_a_word(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = csv(written(tmp_path / "t.csv", "x,y\n1,a\n2,b\n"), "y")
    assert (table.missing, table.commas) == (MISSING, set())


def test_a_name_in_a_refusal_has_no_sign_that_a_terminal_obeys(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a\x1b[31mb,y\n1,2,0\n2,5,1\n3,5,0\n", "utf-8")
    with pytest.raises(ValueError, match="begin the header with row,") as refused:
        csv(tmp_path / "t.csv", target="y")
    assert "\x1b" not in str(refused.value)
