"""What every Jupyter server in a sandbox is told."""

import asyncio
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from jupyterlab.labapp import LabApp

from hub_config.trainee.course import EXTENSIONS as COURSE_EXTENSIONS
from hub_config.trainee.course import token_environment
from hub_config.trainee.server import EXTENSIONS, HERE, build_config, jupyter_paths, told_later

CONFIG = build_config("/run/lab/server/server.sock", 1800, 300, Path("/home/kim"))


def test_kernels_listen_on_no_port() -> None:
    assert CONFIG.KernelManager.transport == "ipc"


def test_only_the_owner_of_the_socket_s_folder_may_use_it() -> None:
    assert CONFIG.ServerApp.sock_mode == "0600"


def test_no_request_of_lab_s_own_leaves_the_machine() -> None:
    assert CONFIG.LabApp.news_url is None
    assert CONFIG.LabApp.extension_manager == "readonly"
    lab = LabApp(config=CONFIG)
    assert lab.check_for_updates_class.__name__ == "NeverCheckForUpdate"


def test_every_name_is_one_that_jupyter_knows() -> None:
    for name in CONFIG.ServerApp:
        assert name in ServerApp.class_trait_names(config=True)
    for name in CONFIG.LabApp:
        assert name in LabApp.class_trait_names(config=True)


def test_idle_kernels_are_stopped_even_with_their_page_open() -> None:
    assert CONFIG.MappingKernelManager.cull_idle_timeout == 1800
    assert CONFIG.MappingKernelManager.cull_connected


def test_trainees_have_no_formgrader() -> None:
    assert not any("formgrader" in name or "course_list" in name for name in EXTENSIONS)
    assert any("formgrader" in name for name in COURSE_EXTENSIONS)


@pytest.mark.parametrize("role", ["trainee", "course"])
def test_lab_starts_in_korean_and_its_settings_are_ours(role: str) -> None:
    paths = jupyter_paths(role)
    settings = [Path(one) for one in paths["JUPYTER_CONFIG_PATH"].split(":")]
    assert all(path.is_dir() and path.is_relative_to(HERE) for path in settings)
    overrides = json.loads((HERE / "etc/labconfig/default_setting_overrides.json").read_text())
    assert overrides["@jupyterlab/translation-extension:plugin"] == {"locale": "ko_KR"}
    page = json.loads((settings[0] / "labconfig" / "page_config.json").read_text())
    assert page["disabledExtensions"]["@jupyterlab/apputils-extension:announcements"]


def test_a_kernel_keeps_no_history_on_disk() -> None:
    kernel = json.loads((HERE / "share/jupyter/kernels/python3/kernel.json").read_text())
    assert "--HistoryManager.enabled=False" in kernel["argv"]


def test_a_course_s_token_gets_the_names_that_jupyterhub_reads() -> None:
    assert token_environment("t") == {"JUPYTERHUB_API_TOKEN": "t", "JPY_API_TOKEN": "t"}


@pytest.mark.parametrize("interval", [0, 3600])
async def test_a_server_tells_of_its_activity_only_after_an_interval(interval: int) -> None:
    told: list[Any] = []

    async def keep(server: Any) -> None:
        told.append(server)

    server = SimpleNamespace(hub_activity_interval=interval)
    telling = asyncio.ensure_future(told_later(keep)(server))
    if interval:
        for _ in range(10):
            await asyncio.sleep(0)
        telling.cancel()
        assert told == []
    else:
        await telling
        assert told == [server]
