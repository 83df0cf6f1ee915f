from collections.abc import Iterator

import pytest

from tests.demo_site import DemoSite, serve_demo


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory) -> Iterator[DemoSite]:
    """The demonstration with its content, served once for all tests that read it."""
    with serve_demo(tmp_path_factory.mktemp("demo")) as site:
        yield site
