"""What bubblewrap is told, word for word."""

from pathlib import Path, PurePosixPath

from sandbox.bubblewrap import Plumbing, build_command, build_options, generated_files
from sandbox.spec import Identity, Mount, SandboxSpec

PLUMBING = Plumbing(seccomp=3, status=5, block=6, files={PurePosixPath("/etc/passwd"): 7})
ANNA = Identity(200_001, 200_001, groups=(300, 301))


def options(*, switch_identity: bool = False, die: bool = False, **changes: object) -> list[str]:
    spec = SandboxSpec(name="anna", command=("true",), **changes)  # type: ignore[arg-type]
    return build_options(spec, PLUMBING, switch_identity=switch_identity, die_with_parent=die)


def after(words: list[str], word: str) -> str:
    return words[words.index(word) + 1]


def mounted(source: str, target: str, *, writable: bool = False) -> Mount:
    return Mount(Path(source), PurePosixPath(target), writable)


def test_the_network_is_unshared_unless_asked_for() -> None:
    assert "--unshare-net" in options()
    assert "--unshare-net" not in options(network=True)


def test_a_user_namespace_is_made_only_where_the_uid_is_kept() -> None:
    assert "--unshare-user" in options()
    assert "--unshare-user" not in options(switch_identity=True, identity=ANNA)


def test_a_sandbox_outlives_its_starter_unless_asked_not_to() -> None:
    assert "--die-with-parent" not in options()
    assert "--die-with-parent" in options(die=True)


def test_mounts_are_read_only_unless_asked() -> None:
    words = options(mounts=(mounted("/a", "/a"), mounted("/b", "/b", writable=True)))
    assert words[words.index("/a") - 1] == "--ro-bind"
    assert words[words.index("/b") - 1] == "--bind"


def test_parents_are_mounted_before_what_lies_in_them() -> None:
    words = options(mounts=(mounted("/x", "/usr/share/x"), mounted("/usr", "/usr")))
    assert words.index("/usr") < words.index("/usr/share/x")


def test_missing_parents_can_be_passed_by_everybody() -> None:
    words = options(mounts=(mounted("/x", "/root/deep/x"),))
    for parent in ("/root", "/root/deep"):
        at = words.index(parent)
        assert words[at - 3 : at] == ["--perms", "0755", "--dir"]
        assert at < words.index("/root/deep/x")


def test_no_folder_is_made_inside_what_is_mounted() -> None:
    words = options(mounts=(mounted("/usr", "/usr"), mounted("/x", "/usr/share/x")))
    assert "/usr/share" not in words


def test_the_empty_root_is_sealed_after_everything_is_in_place() -> None:
    words = options(mounts=(mounted("/x", "/x"),))
    assert words.index("/x") < words.index("--remount-ro")
    assert [words[i + 1] for i, word in enumerate(words) if word == "--remount-ro"] == ["/dev", "/"]


def test_tmp_and_shared_memory_have_the_size_of_the_limit() -> None:
    words = options()
    sizes = [words[i + 1] for i, word in enumerate(words) if word == "--size"]
    assert sizes == [str(512 * 1024 * 1024)] * 2


def test_the_environment_is_cleared_before_it_is_set() -> None:
    words = options(environment={"HOME": "/home/anna"})
    assert words.index("--clearenv") < words.index("--setenv")
    assert after(words, "--setenv") == "HOME"


def test_the_command_comes_after_every_right_is_dropped() -> None:
    spec = SandboxSpec(name="anna", command=("python", "-V"), identity=ANNA)
    words = build_command(spec, switch_identity=True)
    assert words[-2:] == ["python", "-V"]
    assert after(words, "--reuid") == after(words, "--regid") == "200001"
    assert after(words, "--groups") == "300,301"
    assert {"--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"} <= set(words)


def test_without_groups_the_callers_are_dropped() -> None:
    spec = SandboxSpec(name="anna", command=("true",), identity=Identity(5, 5))
    assert "--clear-groups" in build_command(spec, switch_identity=True)


def test_the_account_in_etc_is_the_sandboxs_own() -> None:
    spec = SandboxSpec(
        name="s1", command=("true",), environment={"USER": "anna", "HOME": "/home/anna"}
    )
    files = generated_files(spec, ANNA)
    assert "anna:x:200001:200001:anna:/home/anna:/bin/bash" in files[PurePosixPath("/etc/passwd")]
    assert "s1" in files[PurePosixPath("/etc/hosts")]


def test_a_user_name_cannot_forge_an_account() -> None:
    spec = SandboxSpec(
        name="s1", command=("true",), environment={"USER": "x:x:0:0::/:/bin/sh\nroot2"}
    )
    text = generated_files(spec, ANNA)[PurePosixPath("/etc/passwd")]
    assert [line.split(":")[0] for line in text.splitlines()] == ["root", "user", "nobody"]
