"""asyncio: the rows of the executor, as executor_rows.h describes them."""

import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor


async def trips(executor, outstanding, count):
    loop = asyncio.get_running_loop()
    left, total = count, 0

    async def traveller():
        nonlocal left, total
        while left > 0:
            number, left = left, left - 1
            result = await loop.run_in_executor(executor, int, number)
            total += result  # in one expression, others would add to it in the middle

    await asyncio.gather(*(traveller() for _ in range(outstanding)))
    assert total == count * (count + 1) // 2


def main(row, count):
    outstanding = int(row.removeprefix("trips-"))
    with ThreadPoolExecutor(2) as executor:
        asyncio.run(trips(executor, outstanding, 64))
        start = time.perf_counter()
        asyncio.run(trips(executor, outstanding, count))
        seconds = time.perf_counter() - start
    print(f"trips-{outstanding} {seconds / count * 1e9:.2f} ns")


main(sys.argv[1], int(sys.argv[2]))
