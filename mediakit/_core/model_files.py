"""Arrays of weights in, one file without pickles out, and back again."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mediakit._core.errors import InputError
from mediakit._core.export import explain_write_errors

_DATE = (1980, 1, 1, 0, 0, 0)  # a fixed one in the archive: the same model gives the same bytes


def write_model(path: str | Path, arrays: Mapping[str, NDArray[Any]], format: int) -> Path:
    """Write a model's arrays, and the number of its format, as an .npz file.

    Raises
    ------
    InputError
        When the file cannot be written.
    """
    with (
        explain_write_errors(Path(path)),
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
    ):
        for name, array in {"format": np.array(format), **arrays}.items():
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            member = zipfile.ZipInfo(f"{name}.npy", _DATE)
            archive.writestr(member, buffer.getvalue(), zipfile.ZIP_DEFLATED)
    return Path(path)


def read_model(path: str | Path, kind: str, trainer: str, format: int) -> dict[str, NDArray[Any]]:
    """The arrays of a model; `kind` and `trainer` say what it is of, and which function makes one.

    Raises
    ------
    InputError
        When the file is no such model, or one of another format.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = dict(stored)
        known = int(arrays["format"])
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise refuse_model(path, kind, trainer, error) from error
    if known != format:
        raise InputError(
            f"The model {str(path)!r} has format {known}; this version reads {format}. Train it again."
        )
    return arrays


def refuse_model(path: str | Path, kind: str, trainer: str, error: Exception) -> InputError:
    """The error for a file that is no model of a kind."""
    return InputError(
        f"{str(path)!r} is no model of {kind}: {error}. Train one with {trainer}(...).save(path)."
    )
