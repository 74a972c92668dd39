"""Tables as they are found: other separators, encodings and missing texts, and options that tell them."""

import warnings
from pathlib import Path
from typing import Any

import pandas
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from nn.data import Encoder, Table, TableWarning, csv
from nn.data.reading.cells import MISSING
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


def test_an_ordinary_table_is_read_without_a_word(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = csv(written(tmp_path / "t.csv", "x,y\n1,a\n2,b\n"), "y")
    assert (table.missing, table.commas) == (MISSING, set())
