"""A real browser for tests: Chromium without a window, with an empty profile, cut off from all but this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

PROGRAMS = ("chromium", "chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--hide-scrollbars",
)


@contextmanager
def chromium(width: int, height: int, mobile: bool = False) -> Iterator[Chrome]:
    """Give a driver of a new Chromium whose page area is width × height CSS pixels; a phone with touch if `mobile`.

    Console messages and network events are kept for `get_log("browser")` and `get_log("performance")`; downloads go
    to the folder `driver.downloads`. Where Chromium is missing the test is skipped, in CI it fails.
    """
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop(f"{missing[0]} is missing: apt install chromium chromium-driver")
    with TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as folder:
        downloads = Path(folder, "downloads")
        downloads.mkdir()
        driver = Chrome(_options(folder, width, height, mobile), ChromeService(shutil.which("chromedriver")))
        try:
            driver.downloads = downloads  # type: ignore[attr-defined]
            where = {"behavior": "allow", "downloadPath": str(downloads)}
            driver.execute_cdp_cmd("Browser.setDownloadBehavior", where)
            if not mobile:
                size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
                driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            yield driver
        finally:
            driver.quit()


def _options(folder: str, width: int, height: int, mobile: bool) -> ChromeOptions:
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={folder}/profile", f"--window-size={width},{height}"):
        options.add_argument(flag)
    if mobile:
        metrics: dict[str, Any] = {"width": width, "height": height, "pixelRatio": 2.0, "mobile": True, "touch": True}
        options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return options
