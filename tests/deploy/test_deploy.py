"""What stands in deploy/ can be read by what reads it, and keeps what the guide promises."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from assay.cli import main

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
UNITS = ("assay.service", "assay-worker.service")

#: keys that the Compose specification knows, as far as ours uses them, with the type of each
SERVICE_KEYS = {
    "image": str,
    "build": dict,
    "restart": str,
    "init": bool,
    "depends_on": dict,
    "environment": dict,
    "volumes": list,
    "ports": list,
    "healthcheck": dict,
    "shm_size": str,
    "stop_grace_period": str,
    "read_only": bool,
    "tmpfs": list,
    "cap_drop": list,
    "security_opt": list,
}
DOCKER_WORDS = {"FROM", "RUN", "ENV", "COPY", "WORKDIR", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL"}
DOCKER_WORDS |= {"HEALTHCHECK", "ENTRYPOINT", "CMD"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8")))


def read_dockerfile() -> list[tuple[str, str]]:
    """Each instruction with its words; lines that go on are joined, comments left out."""
    lines = [
        line
        for line in (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    text = "\n".join(lines).replace("\\\n", " ")
    found = []
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        found.append((word, re.sub(r"\s+", " ", rest).strip()))
    return found


def read_unit(name: str) -> dict[str, dict[str, list[str]]]:
    sections: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, equals, value = line.partition("=")
            assert equals, line
            section.setdefault(key, []).append(value)
    return sections


def test_compose_uses_keys_that_compose_knows(compose: dict[str, Any]) -> None:
    assert set(compose) == {"name", "services", "volumes"}
    for name, service in compose["services"].items():
        for key, value in service.items():
            assert isinstance(value, SERVICE_KEYS[key]), (name, key)
        assert set(service.get("healthcheck", {})) <= {"test", "interval", "timeout", "retries", "start_period"}
        for other, how in service.get("depends_on", {}).items():
            assert "healthcheck" in compose["services"][other]
            assert how == {"condition": "service_healthy"}
        for volume in service.get("volumes", ()):
            assert volume.split(":")[0] in compose["volumes"]
    build = compose["services"]["assay"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()


def test_compose_opens_the_server_to_this_machine_alone_and_holds_no_password(compose: dict[str, Any]) -> None:
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["assay"]["ports"])
    assert "ports" not in compose["services"]["database"]
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            if "PASSWORD" in name or "DATABASE_URL" in name:
                assert "${POSTGRES_PASSWORD" in value


def test_every_line_of_the_dockerfile_is_an_instruction() -> None:
    found = read_dockerfile()
    assert {word for word, _ in found} <= DOCKER_WORDS
    assert found[0][0] == "FROM"
    for word, rest in found:
        assert rest, word
        if word in {"ENTRYPOINT", "CMD"}:
            assert all(isinstance(part, str) for part in json.loads(rest))
        if word == "RUN":
            shlex.split(rest)
            assert subprocess.run(["/bin/sh", "-n", "-c", rest], check=False).returncode == 0  # noqa: S603


def test_what_the_dockerfile_copies_is_there_and_not_ignored() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for word, rest in read_dockerfile():
        if word == "COPY" and "--from" not in rest:
            *sources, _ = rest.split()
            for source in sources:
                assert (ROOT / source).exists()
                assert source in kept


def test_the_image_is_locked_and_runs_as_nobody_in_particular() -> None:
    found = read_dockerfile()
    assert any("--require-hashes" in rest for word, rest in found if word == "RUN")
    last_stage = found[max(n for n, (word, _) in enumerate(found) if word == "FROM") :]
    assert ("USER", "assay") in last_stage
    assert any(word == "HEALTHCHECK" and "/health" in rest for word, rest in last_stage)


def test_what_an_image_installs_has_the_driver_of_postgresql() -> None:
    named = re.findall(r"^(psycopg\S*)==", (ROOT / "requirements" / "run.txt").read_text(), re.MULTILINE)
    assert named == ["psycopg", "psycopg-binary"]


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_gives_the_application_its_state_and_nothing_else(name: str) -> None:
    unit = read_unit(name)
    assert set(unit) == {"Unit", "Service", "Install"}
    service = unit["Service"]
    assert service["ProtectSystem"] == ["strict"]
    assert service["NoNewPrivileges"] == ["yes"]
    assert service["User"] == ["assay"]
    assert service["Environment"] == [f"ASSAY_HOME=/var/lib/{service['StateDirectory'][0]}"]
    # longer than what the server gives its own processes
    assert int(service["TimeoutStopSec"][0]) > 30


@pytest.mark.parametrize("name", UNITS)
def test_systemd_can_read_a_unit(name: str, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not here")
    text = (DEPLOY / name).read_text(encoding="utf-8")
    there = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", text).replace("User=assay", "User=daemon")
    (tmp_path / name).write_text(there.replace("Group=assay", "Group=daemon"), encoding="utf-8")
    done = subprocess.run(  # noqa: S603
        ["/usr/bin/env", "systemd-analyze", "verify", "--man=no", str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    own = [line for line in done.stderr.splitlines() if name in line]
    assert done.returncode == 0, done.stderr
    assert own == []


def list_commands() -> list[list[str]]:
    """The command lines of `assay` that an image and the units begin, without the name of the program."""
    parts = {word: json.loads(rest) for word, rest in read_dockerfile() if word in {"ENTRYPOINT", "CMD"}}
    units = [shlex.split(read_unit(name)["Service"]["ExecStart"][0]) for name in UNITS]
    assert [Path(line[0]).name for line in units] == ["assay"] * len(UNITS)
    assert parts["ENTRYPOINT"] == ["assay"]
    return [parts["CMD"], *(line[1:] for line in units)]


@pytest.mark.parametrize("line", list_commands(), ids=" ".join)
def test_a_command_that_is_begun_is_one_of_assay_with_its_options(line: list[str]) -> None:
    name, *given = line
    command = main.commands[name]
    context = command.make_context(name, given, resilient_parsing=False)
    assert {option.lstrip("-") for option in given if option.startswith("--")} <= set(context.params)


def test_each_variable_that_is_set_is_read_by_somebody(compose: dict[str, Any]) -> None:
    named = set(compose["services"]["assay"]["environment"])
    for word, rest in read_dockerfile():
        named |= {part.partition("=")[0] for part in rest.split()} if word == "ENV" else set()
    for unit in UNITS:
        named |= {one.partition("=")[0] for one in read_unit(unit)["Service"]["Environment"]}
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "assay").rglob("*.py"))
    others = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}  # of the shell and of Python
    others |= {"PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_CACHE_DIR"}
    assert {name for name in named - others if f'"{name}"' not in code} == set()


def test_the_guide_names_files_and_variables_that_are_there(compose: dict[str, Any]) -> None:
    guide = (ROOT / "docs" / "guide" / "serving.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bdeploy/([\w.-]*\w)", guide)) - {".env", "env"}
    assert named
    assert {name for name in named if not (DEPLOY / name).exists()} == set()
    asked = set(re.findall(r"\$\{(\w+):\?", (DEPLOY / "compose.yml").read_text(encoding="utf-8")))
    assert {name for name in asked if name not in guide} == set()
