"""What a trainee installs or writes into the home is for their own kernels, and for nobody else."""

import os
import zipfile
from pathlib import Path

import pytest

from hub_config.trainee.kernel_provisioner import user_packages
from tests.learner import log_in, places, wait_for
from tests.running_lab import RunningLab

pytestmark = pytest.mark.slow
TRAINEE, OTHER_TRAINEE = "demo-trainee-2", "demo-trainee-1"
WHO = "open(os.path.expanduser('~/who'), 'a').write(open('/proc/self/cmdline').read()[:80] + '\\n')"


def write_wheel(folder: Path) -> Path:
    """A package of one line, as pip wants it."""
    path = folder / "lemon-1.0-py3-none-any.whl"
    info = "lemon-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("lemon.py", "taste = 'sour'\n")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: lemon\nVersion: 1.0\n")
        tags = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        wheel.writestr(f"{info}/WHEEL", tags)
        wheel.writestr(f"{info}/RECORD", "")
    path.chmod(0o644)
    return path


@pytest.fixture
def home(running_lab: RunningLab) -> Path:
    """The trainee's home, once it is there."""
    with log_in(running_lab, TRAINEE) as trainee:
        trainee.open_server()
    return places(running_lab).home(TRAINEE)


async def test_pip_installs_into_the_home_for_its_owner_alone(
    running_lab: RunningLab, home: Path
) -> None:
    wheel = write_wheel(home)
    with log_in(running_lab, TRAINEE) as trainee, log_in(running_lab, OTHER_TRAINEE) as other:
        server = trainee.open_server()
        said = await server.run(f"%pip install --no-index --user ./{wheel.name}")
        assert "Successfully installed lemon-1.0" in said, said
        assert await server.run("import lemon; print(lemon.taste)") == "sour\n"
        assert await server.run("!python -c 'import lemon; print(lemon.taste)'") == "sour\r\n"
        assert "ModuleNotFoundError" in await other.open_server().run("import lemon")


async def test_what_a_home_holds_reaches_no_server_and_nobody_else(
    running_lab: RunningLab, home: Path
) -> None:
    packages = user_packages({"HOME": str(home)})
    (home / ".jupyter").mkdir(exist_ok=True)
    startup = home / ".ipython" / "profile_default" / "startup"
    for folder in (packages, startup):
        folder.mkdir(parents=True, exist_ok=True)
    poison = f"import os; {WHO}\n"
    files = (
        packages / "poison.pth",
        packages / "usercustomize.py",
        home / ".jupyter" / "jupyter_server_config.py",
        home / ".jupyter" / "jupyter_config.py",
        startup / "00-poison.py",
        home / "jupyter_server_config.py",
        home / "sitecustomize.py",
    )
    for file in files:
        file.write_text(poison)
    for inside, _, names in os.walk(home):
        for name in (".", *names):
            os.lchown(Path(inside) / name, home.stat().st_uid, home.stat().st_gid)
    with log_in(running_lab, TRAINEE) as trainee, log_in(running_lab, OTHER_TRAINEE) as other:
        before = trainee.open_server().pid
        trainee.stop_server()
        wait_for(lambda: not Path(f"/proc/{before}").exists(), 30)
        assert await trainee.open_server().run("print(1)") == "1\n"
        # A kernel may: also one that the server before started again when it was stopped.
        told = (home / "who").read_text().splitlines()
        assert told
        assert all("ipykernel_launcher" in line for line in told), told
        assert await other.open_server().run("import os; print(os.path.exists('who'))") == "False\n"
    for file in files:
        file.unlink()
