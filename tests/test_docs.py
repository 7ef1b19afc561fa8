"""Documents stay true: links resolve, settings are documented, both READMEs show the same."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from shared.settings import ServiceSettings

ROOT = Path(__file__).parent.parent
SETTINGS = {
    "gateway.settings": "ZHISHEN_GATEWAY_",
    "services.formal_check.settings": "ZHISHEN_FORMAL_CHECK_",
    "services.prior_art.settings": "ZHISHEN_PRIOR_ART_",
    "services.design_image.settings": "ZHISHEN_DESIGN_IMAGE_",
    "services.ocr.settings": "ZHISHEN_OCR_",
}
COMMAND = re.compile(r"^(?:make|zhishen|curl|pip)\b[^#\n]*", re.M)


def markdown_files() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").glob("*.md")]


@pytest.mark.parametrize("path", markdown_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_resolve(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize(("module", "prefix"), SETTINGS.items())
def test_every_setting_is_documented(module: str, prefix: str) -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    settings = importlib.import_module(module).Settings
    assert issubclass(settings, ServiceSettings)
    assert settings.model_config["env_prefix"] == prefix
    own = set(settings.model_fields) - set(ServiceSettings.model_fields)
    missing = [name for name in sorted(own) if f"{prefix}{name.upper()}" not in operations]
    assert missing == []
    common = [name for name in ServiceSettings.model_fields if name.upper() not in operations]
    assert common == []


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (
        [line.strip().split()[:2] for line in COMMAND.findall((ROOT / name).read_text("utf-8"))]
        for name in ("README.md", "README.zh.md")
    )
    assert english == chinese


def test_nothing_outside_the_project_is_named() -> None:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: the project's own files are not known")
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    forbidden = re.compile(r"\.\./shared/(?:data|law)|/work/(?:main|shared)")
    # The CI script alone looks for the data beside the checkout.
    for name in set(names) - {".ci/run", "tests/test_docs.py"}:
        path = ROOT / name
        if (
            path.suffix in {".py", ".md", ".toml", ".yml", ".yaml", ".html", ".json", ""}
            and path.is_file()
        ):
            assert not forbidden.search(path.read_text(encoding="utf-8", errors="ignore")), name
