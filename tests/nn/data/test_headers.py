"""The names of columns: in a header or told, numbers or not, two of one name, and beside names of rows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn.data import TableWarning, csv
from nn.data.reading.names import apart, completed
from tests.nn.data.test_reading import SEPARATORS, written


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


@given(st.lists(st.sampled_from(["", "x", "x 2", "x 3", "column 2"]), max_size=8))
def test_names_apart(names: list[str]) -> None:
    found = apart(names)
    assert len({*found}) == len(found) == len(names)
    assert {*names} - {""} <= {*found}
    assert all(new.startswith(old or "column ") for old, new in zip(names, found, strict=True))


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


def test_a_name_in_a_refusal_has_no_sign_that_a_terminal_obeys(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a\x1b[31mb,y\n1,2,0\n2,5,1\n3,5,0\n", "utf-8")
    with pytest.raises(ValueError, match="begin the header with row,") as refused:
        csv(tmp_path / "t.csv", target="y")
    assert "\x1b" not in str(refused.value)
