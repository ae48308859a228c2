"""Many visitors for a long time: errors, how long an answer takes, whether memory stays.

``python benchmarks/soak.py [--users 50] [--minutes 30]``. Visitors open pages of the menu and
change choices there over real websockets, then think. The peer is one visitor alone on the same
warm server; memory is that of the server while the crowd is in. ``--browser CHANGES`` also presses
another year that many times in one Chromium tab and prints the heap of its scripts.
"""

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from simulation.long_session import press_years
from simulation.server import Served, serving
from simulation.visitor import Answer, enter

from data.demo import DEMO_SEED, build_demo

STAYS = 0.7
"""Chance that a visitor changes a choice instead of turning to another page."""


async def visit(
    served: Served, seed: int, until: float, think: float, answers: list[Answer]
) -> None:
    """Be one visitor until the time is over; a lost connection is an error and opened anew."""
    chance = random.Random(seed)  # noqa: S311 - a walk, no secret
    await asyncio.sleep(chance.uniform(0, think))
    while time.monotonic() < until:
        try:
            visitor = await enter(served.address, chance)
            answers.append(await visitor.open(""))
            while time.monotonic() < until:
                await asyncio.sleep(min(chance.expovariate(1 / think), 5 * think))
                if chance.random() < STAYS:
                    answers.append(await visitor.choose())
                else:
                    answers.append(await visitor.open(chance.choice(sorted(visitor.pages))))
                if answers[-1].lost:
                    break
            await visitor.leave()
        except OSError as error:
            answers.append(Answer("", "connect", 0.0, 0, type(error).__name__))
            await asyncio.sleep(think)


async def alone(served: Served) -> list[Answer]:
    """Answers to one visitor who walks through all pages twice; the first time warms the server."""
    visitor = await enter(served.address, random.Random(0))  # noqa: S311 - as above
    await visitor.open("")
    answers = []
    for _turn in range(2):
        answers = []
        for page in list(visitor.pages):
            answers += [await visitor.open(page), await visitor.choose()]
    await visitor.leave()
    return answers


async def watch(served: Served, until: float, every: float) -> list[tuple[float, float]]:
    """Minutes and megabytes of the server, again and again."""
    began, seen = time.monotonic(), []
    while time.monotonic() < until:
        seen.append(((time.monotonic() - began) / 60, served.memory_mb()))
        await asyncio.sleep(every)
    return seen


async def crowd(
    served: Served, users: int, minutes: float, think: float
) -> tuple[list[Answer], list[tuple[float, float]]]:
    """Answers to all visitors, and the memory of the server meanwhile."""
    until = time.monotonic() + minutes * 60
    answers: list[Answer] = []
    watching = asyncio.create_task(watch(served, until, max(1.0, minutes * 60 / 120)))
    await asyncio.gather(
        *(visit(served, seed, until, think, answers) for seed in range(1, users + 1))
    )
    return answers, await watching


def say_times(name: str, answers: list[Answer]) -> float:
    """Print the median and the 95th percentile of answers in seconds; the latter comes back."""
    taken = sorted(answer.seconds for answer in answers)
    p95 = taken[min(len(taken) - 1, int(0.95 * len(taken)))]
    median = statistics.median(taken)
    print(f"{name:26} {len(taken):6} answers  median {median:6.2f} s  p95 {p95:6.2f} s", flush=True)
    return p95


def say_memory(seen: list[tuple[float, float]]) -> None:
    """Print the curve in ten points, and what the second half gains per minute."""
    step = max(1, len(seen) // 10)
    print("memory MB by minute        " + " ".join(f"{at:.1f}:{mb:.0f}" for at, mb in seen[::step]))
    late = seen[len(seen) // 2 :]
    if len(late) > 2:
        slope, _start = statistics.linear_regression(*zip(*late, strict=True))
        peak = max(mb for _, mb in seen)
        print(f"memory, second half        {slope:+6.2f} MB a minute, peak {peak:.0f} MB")


def say_errors(answers: list[Answer]) -> int:
    """Print how many answers were errors and which; their number comes back."""
    errors = Counter(f"{one.page or 'first page'}: {one.error}" for one in answers if one.error)
    print(f"errors                     {sum(errors.values()):6} of {len(answers)}")
    for text, times in errors.most_common(10):
        print(f"  {times:5} × {text}")
    return sum(errors.values())


def main() -> int:
    """Build the store, let them in, print; 1 where an answer was an error."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--users", type=int, default=10)
    options.add_argument("--minutes", type=float, default=1)
    options.add_argument("--think", type=float, default=20, help="seconds, mean of an exponential")
    options.add_argument("--browser", type=int, default=0, metavar="CHANGES")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        store, log = Path(name) / "demo.duckdb", Path(name) / "log.txt"
        build_demo(store, scale=1, seed=DEMO_SEED)
        with serving(store, log) as served:
            peer = asyncio.run(alone(served))
            alone_p95 = say_times("one visitor, warm server", peer)
            print(f"load of the machine        {os.getloadavg()[0]:6.1f} on {os.cpu_count()} cores")
            answers, memory = asyncio.run(crowd(served, given.users, given.minutes, given.think))
            p95 = say_times(f"{given.users} visitors, {given.minutes:g} min", answers)
            print(f"ratio of p95 to one alone  {p95 / alone_p95:6.1f}")
            say_memory(memory)
            wrong = say_errors(peer + answers)
            print(f"load of the machine        {os.getloadavg()[0]:6.1f}")
            if given.browser:
                press_years(f"http://{served.address}", given.browser)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
