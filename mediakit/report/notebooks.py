"""A folder in, the notebooks that the package carries copied into it, out."""

from __future__ import annotations

import shutil
from pathlib import Path

from mediakit._core.errors import InputError
from mediakit._core.resources import carried_folder


def copy_notebooks(folder: str | Path) -> list[Path]:
    """Copy the notebooks that come with the package, to run and to change them.

    Parameters
    ----------
    folder : str or Path
        Where to copy them; made when it does not exist.

    Returns
    -------
    list of Path
        The copies, in their order.

    Raises
    ------
    InputError
        When the folder is a file, or has one of the notebooks already: nothing is overwritten.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     copy_notebooks(folder)[0].name
    '01_first_comparison.ipynb'
    """
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise InputError(f"{target} is a file; expected a folder for the notebooks.")
    sources = sorted(carried_folder("notebooks").glob("[0-9]*.ipynb"))
    there = [source.name for source in sources if (target / source.name).exists()]
    if there:
        raise InputError(f"{target} has {there[0]} already, and nothing is overwritten. Name another folder.")
    target.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copy(source, target / source.name)) for source in sources]
