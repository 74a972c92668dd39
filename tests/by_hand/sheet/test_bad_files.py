"""Files as they come back from learners, spreadsheets and strangers: marked, or refused in a sentence, never lost."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, mark, sigmoid, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.files import read
from autograd.language import catalogue, speaking
from tests.by_hand.sheet.test_codes import most_memory


def made(learning_rate: float = 0.1) -> Sheet:
    w, x, b = Value(0.5, name="w"), Value(2.0, name="x"), Value(-0.25, name="b")
    return worksheet((sigmoid(w * x + b) - 0.3) ** 2, learning_rate)


SHEET = made()
KEYS = [row.key for row in SHEET.rows]
RIGHT = {row.key: repr(row.answer) for row in SHEET.rows}


def refused(path: Path) -> str:
    with pytest.raises(WorksheetError) as error:
        mark(SHEET, path)
    assert len(str(error.value).splitlines()) == 1
    return str(error.value)


def as_csv(lines: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(lines)
    return out.getvalue()


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", ["a.xlsm", "a.numbers", "a.pdf"])
def test_a_format_that_is_not_read_is_told(name: str, lang: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04\xff\xff\0")
    with speaking(lang):
        said = refused(tmp_path / name)
    assert name in said
    assert all(ending in said for ending in (".xlsx", ".ods", ".xls", ".csv", ".md", ".json"))
    (tmp_path / "a.csv").write_bytes(b"\x89PNG\xff\xff\0")
    assert "UTF-8" in refused(tmp_path / "a.csv")


def test_a_reader_of_json_speaks_no_english_in_japanese(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"v1": 3,,}\n', "utf-8")
    assert "JSON: line 1, column 10: Expecting" in refused(tmp_path / "a.json")
    with speaking("ja"):
        assert refused(tmp_path / "a.json").endswith("JSON の 1 行目、10 文字目の書き方が正しくありません")


def test_a_folder_is_no_file_of_answers(tmp_path: Path) -> None:
    for lang, said in ("en", "is a folder: name its files"), ("ja", "はフォルダです"):
        with speaking(lang):
            assert said in refused(tmp_path)
            assert "FOLDER/*.csv" in refused(tmp_path)


@given(st.data())
def test_rows_and_columns_may_stand_anywhere_and_be_missing_renamed_or_copied(data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    renamed = data.draw(st.lists(st.sampled_from(kept), unique=True, max_size=2))
    copied = data.draw(st.lists(st.sampled_from(kept), unique=True, max_size=2))
    extra = data.draw(st.lists(st.sampled_from(["v99", "=cmd()", "りんご", "grad"]), unique=True))
    rows = [[key + "?" if key in renamed else key, RIGHT[key]] for key in kept]
    rows += [[key, "7"] for key in extra] + [[key, RIGHT[key]] for key in copied if key not in renamed]
    table = [["", key, "", answer] for key, answer in data.draw(st.permutations(rows))] + [
        ["", "ringo", "", SHEET.code]
    ]
    columns = data.draw(st.permutations(range(4)))
    lines = [["no.", "Key", "what to work out", "答え"], *table]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        path.write_text(as_csv([[line[i] for i in columns] for line in lines]), "utf-8")
        if {*kept} == {*renamed}:
            assert "none of these rows is in this worksheet" in refused(path)
            return
        marks = mark(SHEET, path)
    found = {row.key for row in marks.rows if row.verdict == "right"}
    assert found == {*kept} - {*renamed}
    assert {row.verdict for row in marks.rows if row.key not in found} <= {"blank"}
    remarks = "\n".join(marks.remarks)
    for line, (_, key, _, answer) in enumerate(table[:-1], 2):
        told = f"line {line}: this worksheet has no row '{key}'; the answer '{answer[:40]}"
        assert (told[:60] in remarks) == (key not in RIGHT)
    assert (f"{len(KEYS) - len(found)} rows of the worksheet are missing" in remarks) == (len(found) < len(KEYS))


def test_two_answers_to_one_row_are_told(tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    rows = [["key", "answer"], ["v1", "1"], ["v2", "0.75"], ["v1", ""], ["v1", "2"], ["v2", "0.75"]]
    path.write_text(as_csv(rows))
    first, second = mark(SHEET, path).rows[:2]
    assert (first.verdict, first.reasons) == ("unreadable", ("answered twice, and differently: 1, 2",))
    assert second.verdict == "right"
    path = tmp_path / "twice.json"
    path.write_text('{"v1": 1, "v1": 2}')
    assert "v1 stands there twice" in refused(path)


BLANK: list[str | None] = ["", None]


@given(st.lists(st.sampled_from(["1", "2", *BLANK]), min_size=1, max_size=4))
def test_of_several_answers_to_one_row_the_blank_ones_do_not_count(answers: list[str | None]) -> None:
    """The number is 1; the keys differ by spaces around them, which are none of a key."""
    given = {" " * i + "v1" + " " * i: answer for i, answer in enumerate(answers)}
    row = mark(SHEET, given).rows[0]
    written = {answer for answer in answers if answer}
    if written == {"1", "2"}:
        assert row.verdict == "unreadable"
        assert "answered twice, and differently: " in row.reasons[0]
        assert {*row.reasons[0].partition(": ")[2].split(", ")} == {"1", "2"}
    else:
        assert row.verdict == {"1": "right", "2": "wrong"}.get("".join(written), "blank")
        assert "answered twice" not in "".join(row.reasons)
    assert {row.verdict for row in mark(SHEET, given).rows[1:]} == {"blank"}


def test_text_in_a_cell_costs_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    given = RIGHT | {"v2": "=cmd()", "v3": "NaN", "grad w": "1e999"}
    path.write_text(as_csv([["key", "answer"], *map(list, given.items())]))
    wrong = [row for row in mark(SHEET, path).rows if row.verdict != "right"]
    assert [row.key for row in wrong] == ["v2", "v3", "grad w"]
    assert ["=cmd()" in wrong[0].reasons[0], "NaN" in wrong[1].reasons[0], "1e999" in wrong[2].reasons[0]] == [True] * 3


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=ascii)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=ascii)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_what_spreadsheets_write_is_read(encoding: str, delimiter: str, end: str, tmp_path: Path) -> None:
    lines = [["番号", "キー", "求めるもの", "答え"], ["", "", "ワークシート, 表;\n", ""]]
    wide = {ord(c): ord(c) + 0xFEE0 for c in "0123456789.e-"}
    lines += [[str(i), key, "∂E/∂w", RIGHT[key].translate(wide)] for i, key in enumerate(KEYS, 1)]
    path = tmp_path / "answers.csv"
    content = as_csv([*lines, ["", "ringo", "符号", SHEET.code]], delimiter, end).encode(encoding)
    path.write_bytes(content)
    marks = mark(SHEET, path)
    assert (marks.score, marks.remarks) == (1.0, ())
    assert Sheet.load(path).code == SHEET.code
    assert path.read_bytes() == content


def test_a_table_typed_in_markdown_is_read(tmp_path: Path) -> None:
    path = tmp_path / "typed.md"
    rows = "".join(f"  |{RIGHT[key]}| {key}|\n" for key in KEYS)
    path.write_text(f"# mine\n<!-- ringo {SHEET.code} -->\n\n| answer | key |\n|:-|--:|\n{rows}|  |  |\n")
    marks = mark(SHEET, path)
    assert (marks.score, marks.remarks) == (1.0, ())
    assert Sheet.load(path).code == SHEET.code


MARKS = "**", "*", "__", "_", "`", "***", "``"


@given(st.lists(st.sampled_from(MARKS), max_size=3, unique_by=lambda mark: mark[0]), st.data())
def test_an_answer_in_bold_is_the_number_that_is_seen(marks: list[str], data: st.DataObject) -> None:
    """Whatever stands around the whole answer in Markdown; in CSV such signs are no marks."""
    number = data.draw(st.floats(0.01, 100).map(lambda x: f"{x:.3g}") | st.sampled_from(["-2", "1/2", "√2/2", "2×3"]))
    text = number
    for each in marks:
        text = f"{each}{text}{each}"
    lines = [("key", "answer", ""), ("v1", text, text)]
    typed = "\n".join(f"|{'|'.join(line)}|" for line in lines)
    assert files.answers_in(typed.encode(), Path("a.md")).entries == [files.Entry(2, "v1", number, more=(number,))]
    plain = "\n".join(map(",".join, lines))
    assert files.answers_in(plain.encode(), Path("a.csv")).entries == [files.Entry(2, "v1", text, more=(text,))]


@pytest.mark.parametrize(
    "text", ["2*3*4", "x**2", "2**3", "*2*3*", "**2** + 1", "_x", "* 2 *", "**", "****", "`1` `2`"]
)
def test_marks_that_mean_something_else_stay(text: str) -> None:
    typed = f"|key|answer|\n|_x_|{text}|\n"
    assert files.answers_in(typed.encode(), Path("a.md")).entries == [files.Entry(2, "_x_", text)]


BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.csv", b"", "a.csv is empty"),
    "blank": ("a.md", b"\xef\xbb\xbf \r\n\t\r\n", "a.md is empty"),
    "binary": ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", "is no text"),
    "UTF-16 without its mark": ("a.csv", "key,answer\n".encode("utf-16-le"), "is no text"),
    "UTF-32": ("a.csv", "key,answer\n".encode("utf-32"), "is no text"),
    "half a UTF-16 character": ("a.csv", b"\xff\xfek\0e", "is no text"),
    "a page": ("a.html", b'<!DOCTYPE html>\n<html lang="en">', "has a format that is not read: save it as .xlsx"),
    "a large page": ("a.html", b'"' + b"b" * 200_000, "has a format that is not read: save it as .xlsx"),
    "no header": ("a.csv", b"v1,1\r\nv2,2\r\n", "has no line with the headers of a worksheet (no., key,"),
    "no column of answers": ("a.csv", b"no.,key\r\n1,v1\r\n", "has no line with the headers"),
    "CSV called Markdown": ("a.md", b"key,answer\nv1,1\n", "has no line with the headers"),
    "CSV called JSON": ("a.json", b"key,answer\nv1,1\n", "JSON"),
    "half a JSON": ("a.json", b'{"v1": "1"', "JSON"),
    "a list": ("a.json", b"[1, 2]", "it is no object { }"),
    "rows of no keys": ("a.json", b'{"rows": [{"answer": "1"}]}', "JSON"),
    "rows that are none": ("a.json", b'{"rows": {"v1": "1"}}', "JSON"),
    "a number of rows": ("a.json", b'{"rows": 2}', "JSON"),
    "a list for an answer": ("a.json", b'{"v1": ["1"]}', "row 1: key and answer are texts or numbers"),
    "deep JSON": ("a.json", b'{"v1":' * 10**5, "JSON"),
    "a long cell": ("a.csv", b"key,answer\nv1," + b"1" * 140_000, "field larger than"),
    "another's rows": ("a.csv", b"key,answer\nh1,1\nh2,2\n", "none of these rows is in this worksheet, such as 'h1'"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_without_answers_is_refused_and_kept(what: str, tmp_path: Path) -> None:
    name, content, said = BAD[what]
    path = tmp_path / name
    path.write_bytes(content)
    assert said in refused(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("path", ["nobody.csv", "a\0b.csv", "x" * 300])
def test_what_cannot_be_opened_is_told(path: str, tmp_path: Path) -> None:
    assert "could not be read" in refused(tmp_path / path)


@pytest.mark.parametrize("ending", [".csv", ".md", ".json"])
def test_answers_to_another_sheet_are_refused(ending: str, tmp_path: Path) -> None:
    path = made(0.2).save(tmp_path / f"other{ending}", answers=True)
    assert refused(path) == "these are answers to another worksheet"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(b"key,answer\n")
        file.truncate(100_000_000)
    assert most_memory(lambda: refused(path)) < 3 * files.MOST_BYTES
    assert "huge.csv is larger than 10 MB" in refused(path)


@pytest.mark.parametrize("ending", [".csv", ".md", ".json"])
def test_too_many_rows_are_refused(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MOST_ROWS", len(KEYS))
    path = SHEET.save(tmp_path / f"many{ending}")
    assert mark(SHEET, path).counts["blank"] == len(KEYS)
    monkeypatch.setattr(read, "MOST_ROWS", len(KEYS) - 1)
    assert f"more than {len(KEYS) - 1} rows" in refused(path)


HEADERS = [catalogue(lang)[header] for lang in ("en", "ja") for header in files.HEADERS]
lines = st.lists(
    st.sampled_from([*HEADERS, *KEYS, "ringo", SHEET.code, "1", "|", ",", ";", "\t", "\n", '"', "'", "\\"])
)
any_bytes = st.binary(max_size=40) | (st.text(max_size=40) | lines.map("".join)).map(str.encode)


@given(any_bytes, st.sampled_from(["utf-8", "cp932", "utf-16"]), st.integers(0, 400), st.booleans())
def test_any_bytes_are_answers_or_refused(rubbish: bytes, encoding: str, at: int, alone: bool) -> None:
    with TemporaryDirectory() as folder:
        for ending, text in (".csv", files.csv_text), (".md", files.markdown), (".json", files.json_text):
            path = Path(folder) / f"answers{ending}"
            whole = text(SHEET.table(answers=True)).encode(encoding, "replace")
            path.write_bytes(rubbish if alone else whole[:at] + rubbish + whole[at:])
            with suppress(WorksheetError):
                assert len(mark(SHEET, path).rows) == len(KEYS)
