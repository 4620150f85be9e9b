"""On CI a skipped test is a failure: what was not run proves nothing."""

import os
from typing import Any

import pytest

#: The two good reasons: measurements and catalogues of others, which may not be handed on with the code, and what an adapter
#: of a port does not claim to do (another adapter under the same contract does, and is tested).
ALLOWED_REASONS = ("is not part of the repository", "the adapter does not declare")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a green run with skips into a failed one when CI=true."""
    if os.environ.get("CI") != "true" or hasattr(session.config, "workerinput"):
        return
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    skipped = [report for report in reporter.stats.get("skipped", ()) if not _is_allowed(report)]
    if skipped and session.exitstatus == pytest.ExitCode.OK:
        names = ", ".join(sorted({report.nodeid for report in skipped}))
        reporter.write_line(f"\nCI leaves nothing out, but these were skipped: {names}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _is_allowed(report: pytest.TestReport) -> bool:
    return any(reason in str(report.longrepr) for reason in ALLOWED_REASONS)
