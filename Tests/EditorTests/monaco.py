"""Where the files of Monaco are, the editor core of VS Code."""

import os
import pathlib
import subprocess
import sys
import zipfile

from replay import ROOT


def files():
    """Those in $SOAPNOTE_MONACO_FILES, or unpacked from a package of PyPI; there may be none."""
    folder = pathlib.Path(os.environ.get("SOAPNOTE_MONACO_FILES", ROOT / ".build" / "monaco"))
    found = folder / "monaco" / "monaco-editor" / "min" / "vs"
    if not found.is_dir():
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, "monaco_qt==0.2.0"], check=False)
        for wheel in folder.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(folder)
    return found
