"""What HTTP costs over the engine, and how many clients one server holds.

    python benchmarks/http_overhead.py                     both measurements, three runs
    python benchmarks/http_overhead.py --json http.json --runs 5

- overhead: one client, one request after the other on one connection; wall time of a request less the
  milliseconds that the engine decoded (the ``engine`` of the answer's Server-Timing header). Beside it the
  floor: the same request and answer through uvicorn alone, without an application.
- clients: 50 clients that each want an answer 5 times a second, more than one core can give; answers a second
  against what the engine alone decodes of the same prompts on one core, one call of ``Session.decode`` after
  the other, and the processor time of both. The server has one worker, and once that core alone, for all it
  does, once every core; this script has the last one. Engine and servers take turns of some seconds, so that
  busy neighbours disturb all alike: a run's share is the median of its rounds.

Every client plays Pong: same tools, other numbers in every request.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.core.prompt import Profile, Prompt  # noqa: E402
from simpletool_ros.core.tools import Toolset  # noqa: E402
from simpletool_ros.engine.load import load  # noqa: E402

if TYPE_CHECKING:
    from typing_extensions import Self

DIRECTION = {"type": "string", "enum": ["up", "down", "stay"], "description": "where the paddle should go"}
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "move",
            "description": "Move the paddle up or down to intercept the ball",
            "parameters": {
                "type": "object",
                "properties": {"direction": DIRECTION},
                "required": ["direction"],
            },
        },
    }
]
INSTRUCTION = "Pong AI. Keep the ball in play. Choose: up/down/stay"
FLOOR = """
import sys, uvicorn
from socket import create_server
async def app(scope, receive, send):
    while (await receive()).get("more_body"): pass
    body = b'{"success":true,"function":"move","args":{"direction":"down"},"heads":{"function":"move"}}'
    await send({"type": "http.response.start", "status": 200, "headers": [
        (b"content-length", b"%d" % len(body)), (b"server-timing", b"engine;dur=0.000")]})
    await send({"type": "http.response.body", "body": body})
listener = create_server(("127.0.0.1", 0))
print(f"floor on http://localhost:{listener.getsockname()[1]}, ", flush=True)
config = uvicorn.Config(app, lifespan="off", access_log=False, log_level="warning")
uvicorn.Server(config).run([listener])
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="nano")
    parser.add_argument("--requests", type=int, default=1000, help="a run, one after the other")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--rate", type=float, default=5.0, help="requests a second that a client wants")
    parser.add_argument("--seconds", type=float, default=2.0, help="a turn, of many clients or the engine")
    parser.add_argument("--rounds", type=int, default=7, help="a run; turns of each")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", metavar="FILE", help="write the figures here, too")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    bodies = requests(args.requests)
    if args.alone:
        decode(args.model, bodies)
        return
    cores = set(os.sched_getaffinity(0))
    here, there = {max(cores)}, {min(cores)}
    os.sched_setaffinity(0, here)
    serve = [sys.executable, "-m", "simpletool_ros.cli.main", "serve", "--port", "0", "--workers", "1"]
    serve += ["--model", args.model]
    report: dict[str, Any] = {"model": args.model, "clients": args.clients, "rate": args.rate, "runs": []}
    for _ in range(args.runs):
        with Server(serve, there) as server:
            run: dict[str, Any] = {"overhead": overhead(server.port, bodies)}
        with Server([sys.executable, "-c", FLOOR], there) as server:
            run["floor"] = overhead(server.port, bodies)
        alone = [sys.executable, __file__, "--alone", "--model", args.model, "--requests", str(args.requests)]
        rounds: dict[str, list[dict[str, float]]] = {"engine": [], "one core": [], "every core": []}
        with Alone(alone, there) as engine, Server(serve, there) as one, Server(serve, cores) as every:
            for server in (one, every):
                overhead(server.port, bodies[:60])
            for _ in range(args.rounds):
                rounds["engine"].append(engine.turn(args.seconds))
                for name, server in (("one core", one), ("every core", every)):
                    turn = asyncio.run(crowd(server, bodies, args.clients, args.rate, args.seconds))
                    turn["share"] = turn["per_s"] / rounds["engine"][-1]["per_s"]
                    rounds[name].append(turn)
        run |= {name: medians(turns) for name, turns in rounds.items()}
        report["runs"].append(run)
        show(run)
    if args.json:
        Path(args.json).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


class Process:
    """A child process on some cores."""

    def __init__(self, command: list[str], cores: set[int]) -> None:
        """See the class."""
        self._command, self._cores = command, cores

    def __enter__(self) -> Self:
        """Start it."""
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            preexec_fn=lambda: os.sched_setaffinity(0, self._cores),
        )
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()

    def cpu_ms(self) -> float:
        """Return the processor time it has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return 1e3 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def line(self) -> str:
        """Return the next line that it says."""
        assert self._process.stdout is not None
        return self._process.stdout.readline()


class Server(Process):
    """A server and its port."""

    def __enter__(self) -> Self:
        """Start it and wait until it listens."""
        super().__enter__()
        self.port = int(self.line().split("://localhost:")[1].split(",")[0])
        return self


class Alone(Process):
    """A process that decodes the clients' prompts one after the other: :func:`decode`."""

    def turn(self, seconds: float) -> dict[str, float]:
        """Let it decode for some seconds and return how many a second, and the processor time of one."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()
        told: dict[str, float] = json.loads(self.line())
        return told


def requests(count: int) -> list[bytes]:
    """Return as many requests, each whole as it goes over the wire."""
    rng = random.Random(0)
    made = []
    for _ in range(count):
        body = json.dumps(
            {
                "messages": [{"role": "user", "content": INSTRUCTION}],
                "tools": TOOLS,
                "environment": state(rng),
                "history": ["move(up)", "move(stay)"],
            }
        ).encode()
        head = "POST /v1/function_call HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
        made.append(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
    return made


def state(rng: random.Random) -> list[str]:
    """Return the lines of a game's state."""
    ball, paddle = rng.randrange(400), rng.randrange(400)
    course = rng.choice(("ball_moving_towards", "ball_moving_away"))
    return [f"ball_y={ball}", f"paddle_y={paddle}", f"diff={ball - paddle}", course]


def overhead(port: int, bodies: list[bytes]) -> dict[str, float]:
    """Send requests one after the other and return percentiles of wall time less the engine's, ms."""
    spent = []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for number, body in enumerate(bodies):
            began = time.perf_counter()
            connection.sendall(body)
            head = receive(connection)
            wall = 1e3 * (time.perf_counter() - began)
            if number >= 50:  # the first ones open the session and warm both sides up
                spent.append(wall - engine_ms(head))
    return spread(spent)


def receive(connection: socket.socket) -> bytes:
    """Return an answer's head when all of the answer has come."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, rest = data.partition(b"\r\n\r\n")
    left = length(head) - len(rest)
    while left > 0:
        left -= len(connection.recv(left))
    return head


def length(head: bytes) -> int:
    """Return the length of an answer's body; stops when the answer is an error."""
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(head.decode())
    return int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])


def engine_ms(head: bytes) -> float:
    """Return the engine's milliseconds."""
    return float(head.split(b"engine;dur=")[1].split(b"\r\n")[0])


async def crowd(
    server: Server, bodies: list[bytes], clients: int, rate: float, seconds: float
) -> dict[str, float]:
    """Let many clients ask at a rate each; return answers a second, their latency and processor time.

    What they ask in the first half second is left out: by then all are at it.
    """
    spent: list[float] = []
    count, used = 0, server.cpu_ms()
    start = time.perf_counter()
    begin, end = start + 0.5, start + 0.5 + seconds

    async def client(number: int) -> None:
        nonlocal count
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        due = start + number / clients / rate
        turn = number
        while (now := time.perf_counter()) < end:
            if now < due:
                await asyncio.sleep(due - now)
                continue
            asked = time.perf_counter()
            writer.write(bodies[turn % len(bodies)])
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(length(head[:-4]))
            done = time.perf_counter()
            count += 1
            if begin < done < end:
                spent.append(1e3 * (done - asked))
            due = max(due + 1 / rate, done)  # who is late asks again at once
            turn += clients
        writer.close()

    await asyncio.gather(*(client(number) for number in range(clients)))
    return {"per_s": len(spent) / seconds, "cpu_ms": (server.cpu_ms() - used) / count, **spread(spent)}


def decode(model: str, bodies: list[bytes]) -> None:
    """Decode the prompts of requests for as many seconds as each line of the input says, and say how fast."""
    engine = load("embedded", model)
    toolset = Toolset.from_openai(TOOLS)
    prompt = Prompt(Profile.load(engine.profile), toolset)
    session = engine.open(prompt.prefix, HeadPlan(toolset))
    asked = itertools.cycle([json.loads(body.partition(b"\r\n\r\n")[2]) for body in bodies])
    for line in sys.stdin:
        seconds, count = float(line), 0
        began, used = time.perf_counter(), time.process_time()
        while time.perf_counter() < began + seconds:
            one = next(asked)
            session.decode(prompt.suffix(INSTRUCTION, one["environment"], one["history"]))
            count += 1
        used, spent = time.process_time() - used, time.perf_counter() - began
        print(json.dumps({"per_s": count / spent, "cpu_ms": 1e3 * used / count}), flush=True)


def medians(turns: list[dict[str, float]]) -> dict[str, float]:
    """Return the median of every figure."""
    return {name: round(float(np.median([turn[name] for turn in turns])), 3) for name in turns[0]}


def spread(samples: list[float]) -> dict[str, float]:
    """Return percentiles."""
    return {name: round(float(np.percentile(samples, q)), 2) for name, q in (("p50", 50), ("p99", 99))}


def show(run: dict[str, Any]) -> None:
    """Print the figures of a run."""
    over, floor, engine = run["overhead"], run["floor"], run["engine"]
    print(
        f"overhead p50 {over['p50']:.2f}, p99 {over['p99']:.2f} ms"
        f" (floor p50 {floor['p50']:.2f}, p99 {floor['p99']:.2f})\n"
        f"the engine alone: {engine['per_s']:.1f} decodings/s, CPU {engine['cpu_ms']:.2f} ms each"
    )
    for name in ("one core", "every core"):
        told = run[name]
        print(
            f"the server on {name}: {told['per_s']:.1f} answers/s ({told['share']:.1%}), latency p50"
            f" {told['p50']:.0f}, p99 {told['p99']:.0f} ms, CPU an answer {told['cpu_ms']:.2f} ms"
            f" ({engine['cpu_ms'] / told['cpu_ms']:.1%})",
            flush=True,
        )


if __name__ == "__main__":
    main()
