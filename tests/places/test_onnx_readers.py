"""The command that measures readers of ONNX files, with those readers that tests have."""

import pytest

from tests.places import onnx_readers


@pytest.mark.parametrize("reader", ["onnx", "onnxruntime"])
@pytest.mark.parametrize(("precision", "files", "error"), [("single", 16, 2e-6), ("double", 8, 1e-12)])
def test_readers_give_the_outputs_of_the_model(reader: str, precision: str, files: int, error: float) -> None:
    pytest.importorskip(reader)
    said, count, largest, refused = onnx_readers.read_by(reader, precision)
    assert (said, int(count), refused) == (precision, files, "")
    assert 0.0 < float(largest) < error


def test_a_refusal_and_another_type_of_numbers_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(onnx_readers.READERS, "onnx", lambda path, xs: 1 / 0)
    assert onnx_readers.read_by("onnx", "double")[1:] == ["0", "0e+00", "8, first relu: division by zero"]
