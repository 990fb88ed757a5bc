"""All tests together: two side by side, and one more, that they run through most of the core."""

import io

import coverage
import pytest

WORKERS = 2
LEAST = 95  # per cent of the core's lines

all_of_them = pytest.StashKey[bool]()
measuring = pytest.StashKey[coverage.Coverage]()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """A part of the tests runs plainly: one after the other, and nothing is measured."""
    given = config.option
    named = config.args_source is not config.ArgsSource.TESTPATHS or given.keyword
    worker = hasattr(config, "workerinput")  # a worker that set this would start workers of its own
    config.stash[all_of_them] = not (named or given.collectonly or worker)
    if config.stash[all_of_them]:
        given.numprocesses, given.dist = WORKERS, "loadfile"
        coverage.Coverage().erase()


def pytest_configure(config):
    if hasattr(config, "workerinput"):
        config.stash[measuring] = coverage.Coverage()
        config.stash[measuring].start()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    if measured := session.config.stash.get(measuring, None):
        measured.stop()
        measured.save()


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session):
    ran = yield
    if session.config.stash.get(all_of_them, False):
        measured, table = coverage.Coverage(), io.StringIO()
        measured.combine()
        share = measured.report(file=table)
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        reporter.ensure_newline()
        reporter.write(f"\nWhat of the core was run:\n{table.getvalue()}")
        session.config.hook.pytest_runtest_logreport(report=_report(share))
    return ran


def _report(share: float) -> pytest.TestReport:
    """Counts and fails like a test of its own: it can only be told after all others."""
    name = "test_the_core_is_covered"
    return pytest.TestReport(
        nodeid=f"tests/conftest.py::{name}",
        location=("tests/conftest.py", 0, name),
        keywords={},
        outcome="passed" if share >= LEAST else "failed",
        longrepr=None if share >= LEAST else f"{share:.1f} % is less than {LEAST} %.",
        when="call",
    )
