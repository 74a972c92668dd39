"""Tables from CSV files: the cells that were written, with their lines, and a sentence for what is no table."""

import csv as standard
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn.data import Table, csv
from nn.data.reading.cells import MISSING

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
cells = st.text(letters, max_size=6) | st.sampled_from(["a,b", 'say "x"', "two\nlines", "two\r\nlines", " りんご "])
targets = cells.filter(lambda cell: cell.strip() not in MISSING)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(st.lists(cells, min_size=width, max_size=width), targets), min_size=1, max_size=8)
)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@given(tables, st.sampled_from(["utf-8", "utf-8-sig"]), st.sampled_from(["\n", "\r\n"]))
def test_a_table_is_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[list[str], str]], encoding: str, end: str
) -> None:
    columns = [f"c{i}" for i in range(len(rows[0][0]))]
    file, lines = io.StringIO(newline=""), []
    writer = standard.writer(file, lineterminator=end, quoting=standard.QUOTE_ALL)
    writer.writerow([*columns, "target"])
    for row, target in rows:
        lines.append(1 + file.getvalue().replace("\r\n", "\n").replace("\r", "\n").count("\n"))
        writer.writerow([*row, target])
    path = written(tmp_path_factory.mktemp("csv") / "table.csv", file.getvalue(), encoding)
    table = csv(path, target="target")
    assert table.columns == columns
    assert table.xs == [[cell.strip() for cell in row] for row, _ in rows]
    assert table.ys == [target.strip() for _, target in rows]
    assert table.lines == lines


@given(st.lists(st.sampled_from("abc"), min_size=4, max_size=30), st.integers(0, 2**32))
def test_parts_keep_rows_targets_and_lines_together(ys: list[str], seed: int) -> None:
    table = Table("t.csv", ["i"], "y", [[str(i)] for i in range(len(ys))], ys, [i + 2 for i in range(len(ys))])
    parts = [*table.split(0.5, seed), *(part for fold in table.folds(2, seed) for part in fold), table[1:]]
    for part in parts:
        assert part.lines == [int(cell) + 2 for [cell] in part.xs]
        assert part.ys == [ys[int(cell)] for [cell] in part.xs]
    for part, other in zip(parts[:6:2], parts[1:6:2], strict=True):
        assert sorted(part.lines + other.lines) == table.lines
        assert all(abs(part.ys.count(label) - other.ys.count(label)) <= 2 for label in "abc")


def test_columns_to_use_in_their_order(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "age, sex ,alive,fare\n22, male,no ,7.25\n")
    assert csv(path, "alive").xs == [["22", "male", "7.25"]]
    table = csv(path, target="alive", use=["fare", "sex"])
    assert (table.columns, table[0]) == (["fare", "sex"], (["7.25", "male"], "no"))
    assert str(table) == f"Table of 1 row of {path}, target 'alive', columns fare, sex"


def test_empty_lines_are_no_rows_and_are_counted(tmp_path: Path) -> None:
    table = csv(written(tmp_path / "t.csv", "\nx,y\n\n1,a\n\n\n2,b\n\n"), "y")
    assert (table.xs, table.lines) == ([["1"], ["2"]], [4, 7])


@pytest.mark.parametrize(
    ("text", "use", "said"),
    [
        ("", None, "is empty, and its first row should name the columns"),
        ("\n\n", None, "is empty"),
        ("x,y\n", None, "names columns, but has no rows"),
        ("x,z\n1,2\n", None, "has no column 'y'; its columns are 'x', 'z'"),
        ("x;z\n1;2\n", None, "has no column 'y'; its columns, with ';' between them, are 'x', 'z'$"),
        ("x\tz\n1\t2\n", None, "has no column 'y'; its columns, with tabs between them, are 'x', 'z'$"),
        ("x z\n1 2\n", None, "has no column 'y'; its columns, with blanks between them, are 'x', 'z'$"),
        ('x a,z\n"b b",1\n"c c",2\n', None, "its columns are 'x a', 'z'$"),  # and not with blanks, as in the first row
        ("x,z\n1,2,3\n4,5,6,7\n", None, "has no column 'y'; its columns are 'x', 'z'$"),
        ("x|y\n1|2\n", None, r"its columns are 'x\|y'. With '\|' between cells there is: say separator='\|'$"),
        ("A table\n\nx,y\n1,2\n", None, "Line 3 names it: take out the lines before, so that it is the first"),
        ("1,2\n3,4\n", None, r"its columns are '1', '2'. If the first row is no header, .*names=\[…\]$"),
        ("x,y\n1,2\n", ["z"], "has no column 'z'; its columns are 'x', 'y'"),
        ("x,y\n1,2\n", [], r"use names columns, each once and not the target 'y', and is \[\]"),
        ("x,y\n1,2\n", ["x", "y"], "not the target 'y'"),
        ("x,y\n1,2\n", ["x", "x"], "each once"),
        ("y\n1\n", None, "has no column but the target 'y'$"),
        (",y\n1,2\n2,3\n", None, r"no column but the target 'y', but for those without a name: use=\['column 1'\]$"),
        ("\nx,y,y\n1,2,3\n", None, r"line 2: two columns are named 'y'; the second is called 'y 2'\. .*use=\[…\]$"),
        ("x,y\n1,2\n3\n", None, "line 3: the row has 1 cell, and there are 2 columns"),
        ("x,y\n1,2\n\n3,4,5\n", None, "line 4: the row has 3 cells, and there are 2 columns"),
        ('x,y\n"1\n1",2\n3\n', None, "line 4: the row has 1 cell"),
        ("x,y\n1,2\n3, \n", None, "line 3, column 'y': the target is missing; .* say drop_missing_targets=True$"),
        ("x,y\n1,NA\n", None, "line 2, column 'y': the target is missing, and in every other row$"),
        ('x,y\n1,2\n"3,4\n5,6\n', None, "line 3: the row cannot be read: unexpected end of data"),
        ('x,y\n1,2\n"3"4,5\n', None, "line 3: the row cannot be read: ',' expected after '\"'; within a cell"),
    ],
)
def test_what_is_no_such_table_is_said(tmp_path: Path, text: str, use: list[str] | None, said: str) -> None:
    path = written(tmp_path / "t.csv", text)
    with pytest.raises(ValueError, match=said) as raised:
        csv(path, "y", use)
    if not said.startswith(("use", "each", "not the")):
        assert str(raised.value).startswith(str(path))


@pytest.mark.parametrize(
    ("encoding", "text", "said"),
    [
        (
            "latin-1",
            "x,y\né,1\n",
            "line 2: the byte e9 is not UTF-8; say encoding='cp1252' .* if 'é,1' is right, or save",
        ),
        (
            "cp932",
            "x,y\nりんご,1\n",
            "line 2: the byte 82 is not UTF-8; say encoding='cp932' .* if 'りんご,1' is right",
        ),
        (
            "cp932",
            "x,y\nソ,1\n",
            r"say encoding='cp932' .* if 'ソ,1' is right, or encoding='cp1252' .* if 'ƒ\\\\,1' is",
        ),
        (
            "utf-16",
            "x,y\né,1\n",
            "line 1: the byte ff is not UTF-8; .* say encoding='utf-16', or save the file as UTF-8",
        ),
        ("utf-16-le", "x,y\n1,1\n", "line 1: a character 0 stands in no table; .* say encoding='utf-16-le'"),
    ],
)
def test_other_encodings_are_said_and_told(tmp_path: Path, encoding: str, text: str, said: str) -> None:
    path = written(tmp_path / "t.csv", text, encoding)
    with pytest.raises(ValueError, match=said) as raised:
        csv(path, "y")
    assert str(raised.value).startswith(str(path))
    assert csv(path, "y", encoding=encoding).xs == [[text.split("\n")[1].split(",")[0]]]


@pytest.mark.parametrize(
    ("encoding", "first", "line"),
    [
        ("latin-1", "cp1252", "Åre,1"),
        ("latin-1", "cp1252", "ÅRE,1"),
        ("latin-1", "cp1252", "São Paulo,1"),
        ("latin-1", "cp1252", "São,1"),
        ("latin-1", "cp1252", "Müller,1"),
        ("latin-1", "cp1252", "Düsseldorf,1"),
        ("cp1252", "cp1252", "naïve café,1"),
        ("euc_jp", "euc_jp", "りんご,1"),
        ("euc_jp", "euc_jp", "東京,1"),
        ("euc_jp", "euc_jp", "さとう,1"),
        ("euc_jp", "euc_jp", "合計カロリー,1"),
        ("cp932", "cp932", "りんご,1"),
        ("cp932", "cp932", "東京,1"),
        ("cp932", "cp932", "山田太郎,1"),
        ("cp932", "cp932", "ﾘﾝｺﾞ,1"),
        ("cp932", "cp932", "A型,1"),
        ("cp932", "cp932", "Tokyo 東京,1"),
    ],
)
def test_the_likeliest_encoding_is_told_first(tmp_path: Path, encoding: str, first: str, line: str) -> None:
    path = written(tmp_path / "t.csv", f"x,y\n{line}\n", encoding)
    with pytest.raises(ValueError, match=rf"is not UTF-8; say encoding='{first}' \([^)]*\) if '{line}' is right"):
        csv(path, "y")
    assert csv(path, "y", encoding=first).xs == [[line.removesuffix(",1")]]


def test_all_lines_tell_the_likeliest_encoding(tmp_path: Path) -> None:
    """The first alone may be read as katakana of half width, too."""
    path = written(tmp_path / "t.csv", "名前,y\nりんご,1\n", "euc_jp")
    with pytest.raises(
        ValueError, match=r"line 1: .*; say encoding='euc_jp' \([^)]*\) if '名前,y' is right, or .*cp932"
    ):
        csv(path, "y")


def test_a_workbook_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    for encoding in (None, "latin-1"):
        with pytest.raises(
            ValueError, match=r"a\.xlsx is no CSV file, but a workbook, .*: open it, and save the table as CSV"
        ):
            csv(path, "y", encoding=encoding)
    (tmp_path / "a.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
    with pytest.raises(ValueError, match=r"a\.xls is no CSV file, but a workbook, as \.xls is"):
        csv(tmp_path / "a.xls", "y")


def test_a_name_is_no_list_of_names_and_a_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=r"list of names of columns, as in use=\['age'\]"):
        csv(tmp_path / "t.csv", "y", use="age")
    with pytest.raises(FileNotFoundError, match=r"^there is no file .*t\.csv, as seen from the folder "):
        csv(tmp_path / "t.csv", "y")
