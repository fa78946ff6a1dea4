# SPDX-License-Identifier: MulanPSL-2.0
"""Make a bare machine able to run this project: `make run` and `make test` call it first.

Standard library only, and syntax that Python 3.8 can still read, so that an older Python gets one
clear line instead of a traceback. A second run finds its stamp, asks no network and takes no time.

    python3 scripts/setup.py [--dev] [--window]

--dev     also what the checks need      --window  also what a real window (xcb) needs
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
FIRST, LAST = (3, 11), (3, 13)  # the Pythons that the pinned Qt has wheels for
QUIET_PIP = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
}
THIS = (sys.version_info[0], sys.version_info[1])

# Shared library that Qt asks for, and the Debian package that has it (platform.md section 2).
PACKAGES = {
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libEGL.so.1": "libegl1",
    "libGLX.so.0": "libglx0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinput.so.0": "libxcb-xinput0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libcups.so.2": "libcups2",
}
QT_PARTS = (
    "Qt/lib/libQt6Widgets.so.6",
    "Qt/lib/libQt6PrintSupport.so.6",
    "Qt/plugins/platforms/libqoffscreen.so",
)
WINDOW_PARTS = (
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/printsupport/libcupsprintersupport.so",
)


class SetupError(Exception):
    """Something that a person has to do first; the text says what."""


def say(chinese: str, english: str) -> None:
    """Print one line in both languages."""
    print(f"[setup] {chinese}  {english}", flush=True)


def fit(version: tuple[int, int]) -> bool:
    """Return True when the pinned Qt has a wheel for this Python version."""
    return FIRST <= version <= LAST


def use_a_fit_python() -> None:
    """Start again under a Python that fits when this one does not.

    Raises:
        SetupError: there is none on this machine.
    """
    if fit(THIS):
        return
    for minor in range(LAST[1], FIRST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other:
            os.execv(other, [other, *sys.argv])
    have = f"{sys.version_info[0]}.{sys.version_info[1]}"
    raise SetupError(
        f"需要 Python 3.11、3.12 或 3.13，本机是 {have}，请先安装其中一个。  "
        f"Python 3.11, 3.12 or 3.13 is needed, this is {have}: install one of them first."
    )


def is_root() -> bool:
    """Return True when packages can be installed without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install_packages(names: list[str], why: str) -> None:
    """Install system packages as root, or stop with the one exact command.

    Raises:
        SetupError: not root, no apt-get, or apt-get failed.
    """
    names = sorted(set(names))
    words = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    command = " ".join(words)
    apt = shutil.which("apt-get")
    if apt is None:
        raise SetupError(
            f"缺少系统组件（{why}），请用软件管理器装上与这些 Debian 软件包相当的：{' '.join(names)}  "
            "System packages are missing: install what matches these."
        )
    if not is_root():
        raise SetupError(
            f"缺少系统组件（{why}），请运行下面这一条，再重试：\n    sudo {command}\n"
            "System packages are missing: run the command above, then try again."
        )
    say(f"安装系统组件：{' '.join(names)}", "installing system packages")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = [apt, "-q", *words[1:]]
    if run(install, env=quiet, show=False) == 0:
        return
    run([apt, "-q", "update"], env=quiet)  # the lists of a bare machine are empty or old
    if run(install, env=quiet) == 0:
        return
    raise SetupError(
        f"系统组件没有装上，原因见上。请解决后运行：\n    {command}\n"
        "The packages could not be installed; the reason stands above."
    )


def run(command: list[str], env: dict[str, str] | None = None, *, show: bool = True) -> int:
    """Run a program without input; show what it said if it failed. Return its exit code."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=env,
        check=False,
    )
    if show and done.returncode != 0:
        sys.stdout.write(done.stdout.decode("utf-8", "replace"))
        sys.stdout.flush()
    return done.returncode


def list_digest(name: str) -> str:
    """Return what the stamp must say: the list, this Python, and where the environment lies."""
    digest = hashlib.sha256((ROOT / "requirements" / name).read_bytes())
    digest.update(f"{ENVIRONMENT} {sys.version_info[0]}.{sys.version_info[1]}".encode())
    return digest.hexdigest()


def works() -> bool:
    """Return True when the environment's Python starts, fits and has pip."""
    if not PYTHON.exists():
        return False
    done = subprocess.run(
        [str(PYTHON), "-c", f"import pip, sys; sys.exit(sys.version_info[:2] != {THIS})"],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def make_environment() -> None:
    """Create .venv, or build it anew when it does not start."""
    if works():
        return
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of the plain python3 package
        import venv  # noqa: F401
    except ImportError:
        install_packages([f"python{THIS[0]}.{THIS[1]}-venv"], "venv")
    say("建立本地环境 .venv", "creating the local environment")
    if run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]) != 0:
        raise SetupError(
            "本地环境没有建成，原因见上。  The environment could not be made, see above."
        )


def install_list(name: str) -> None:
    """Install one hashed list, from the offline wheelhouse when there is one.

    Raises:
        SetupError: pip failed.
    """
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "--only-binary=:all:",
    ]
    wheelhouse = Path(os.environ.get("ZHIJUAN_WHEELHOUSE", str(ROOT / "wheelhouse")))
    if wheelhouse.is_dir():
        command += ["--no-index", "--find-links", str(wheelhouse)]
    say(f"安装依赖 {name}（第一次约一两分钟）", "installing the locked dependencies")
    command += ["-r", str(ROOT / "requirements" / name)]
    if run(command, env={**os.environ, **QUIET_PIP}) != 0:
        raise SetupError(
            "依赖没有装上，原因见上。没有网络时请先按 packaging/README.md 备好 wheelhouse。  "
            "The dependencies could not be installed, see above; without a network, bring a wheelhouse."
        )


def ensure_dependencies(*, dev: bool) -> None:
    """Bring .venv to the state of the locked lists; a stamp makes the second time free."""
    stamp = ENVIRONMENT / "zhijuan.stamp"
    done = stamp.read_text(encoding="utf-8").split() if stamp.exists() and PYTHON.exists() else []
    # dev.txt holds the runtime list too, at the same versions.
    names = ["runtime.txt", "dev.txt"] if dev else ["runtime.txt"]
    wanted = [list_digest(name) for name in names]
    if all(digest in done for digest in wanted):
        return
    make_environment()
    install_list(names[-1])
    stamp.write_text("\n".join(wanted) + "\n", encoding="utf-8")


def missing_libraries(parts: tuple[str, ...]) -> list[str]:
    """Return the names of shared libraries that the loader cannot find for these parts of Qt."""
    (package,) = ENVIRONMENT.glob("lib/python3.*/site-packages/PySide6")
    loader = shutil.which("ldd")
    if loader is None:
        return []
    done = subprocess.run(
        [loader, *(str(package / part) for part in parts)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return sorted({line.split()[0] for line in lines if "not found" in line and "=>" in line})


def ensure_libraries(*, window: bool) -> None:
    """Install the system libraries that Qt lacks, asking the loader and not a list.

    Raises:
        SetupError: some stay missing.
    """
    parts = QT_PARTS + (WINDOW_PARTS if window else ())
    missing = missing_libraries(parts)
    if not missing:
        return
    names = [PACKAGES[name] for name in missing if name in PACKAGES]
    if names:
        install_packages(names, "Qt")
        missing = missing_libraries(parts)
    if missing:
        words = " ".join(missing)
        raise SetupError(f"仍缺系统库：{words}  These system libraries are still missing.")


def main() -> int:
    """Set up; exit 1 with one clear line when a person has to do something first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what the checks need")
    parser.add_argument("--window", action="store_true", help="also what a real window needs")
    arguments = parser.parse_args()
    started = time.monotonic()
    try:
        use_a_fit_python()
        ensure_dependencies(dev=arguments.dev)
        if sys.platform.startswith("linux"):
            ensure_libraries(window=arguments.window)
    except SetupError as error:
        print(f"[setup] {error}", file=sys.stderr)
        return 1
    say(f"环境已就绪，用时 {time.monotonic() - started:.1f} 秒。", "ready")
    return 0


if __name__ == "__main__":
    sys.exit(main())
