"""A loop for a test: browser tests leave one running in their thread, where no other may run."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(asked: Coroutine) -> Any:
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, asked).result()
