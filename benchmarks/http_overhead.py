"""What HTTP costs over the engine, and how many clients one server holds.

    python benchmarks/http_overhead.py                     both measurements, three runs
    python benchmarks/http_overhead.py --json http.json --runs 5

- overhead: one client, one request after the other on one connection; wall time of a request less the
  milliseconds that the engine decoded (the ``engine`` of the answer's Server-Timing header). Beside it the
  floor: the same request and answer through uvicorn alone, without an application.
- clients: 50 clients that each want an answer 5 times a second, more than one core can give; answers a second
  against what the engine alone decodes on one core with the same prompts, and the processor time of both,
  which busy neighbours disturb less. The server has one worker, and once that core alone, for all it does,
  once every core; this script has the last one.

Every client plays Pong: same tools, other numbers in every request.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.core.prompt import Profile, Prompt  # noqa: E402
from simpletool_ros.core.tools import Toolset  # noqa: E402
from simpletool_ros.engine.load import load  # noqa: E402

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
    parser.add_argument("--seconds", type=float, default=10.0, help="a run, of many clients")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", metavar="FILE", help="write the figures here, too")
    parser.add_argument("--limit", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.limit:
        print(json.dumps(limit(args.model, args.seconds)))
        return
    cores = sorted(os.sched_getaffinity(0))
    here, there = {cores[-1]}, {cores[0]}
    os.sched_setaffinity(0, here)
    serve = [sys.executable, "-m", "simpletool_ros.cli.main", "serve", "--port", "0", "--workers", "1"]
    serve += ["--model", args.model]
    report: dict[str, Any] = {"model": args.model, "clients": args.clients, "rate": args.rate, "runs": []}
    bodies = requests(args.requests)
    for _ in range(args.runs):
        with Server(serve, there) as port:
            run = {"overhead": overhead(port, bodies)}
        with Server([sys.executable, "-c", FLOOR], there) as port:
            run["floor"] = overhead(port, bodies)
        command = [sys.executable, __file__, "--limit", "--model", args.model]
        alone = [*command, "--seconds", str(args.seconds / 2)]
        before = alone_on(alone, there)
        server = Server(serve, there)
        with server as port:
            overhead(port, bodies[:60])
            run |= asyncio.run(crowd(server, bodies, args.clients, args.rate, args.seconds))
        server = Server(serve, set(cores))
        with server as port:
            overhead(port, bodies[:60])
            run["all_cores"] = asyncio.run(crowd(server, bodies, args.clients, args.rate, args.seconds))
        after = alone_on(alone, there)
        for key in ("engine_per_s", "engine_cpu_ms"):
            run[key] = round((before[key] + after[key]) / 2, 2)
        run["share"] = round(run["answers_per_s"] / run["engine_per_s"], 3)
        run["all_cores"]["share"] = round(run["all_cores"]["answers_per_s"] / run["engine_per_s"], 3)
        run["cpu_share"] = round(run["engine_cpu_ms"] / run["cpu_ms"], 3)
        report["runs"].append(run)
        show(run, args)
    if args.json:
        Path(args.json).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


class Server:
    """A server process on some cores; its port."""

    def __init__(self, command: list[str], cores: set[int]) -> None:
        """See the class."""
        self._command, self._cores = command, cores
        self.port = 0

    def cpu_ms(self) -> float:
        """Return the processor time it has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return 1e3 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self) -> int:
        """Start it and return its port."""
        self._process = subprocess.Popen(
            self._command,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            preexec_fn=lambda: os.sched_setaffinity(0, self._cores),
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        self.port = int(line.split("://localhost:")[1].split(",")[0])
        return self.port

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


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
) -> dict[str, Any]:
    """Let many clients ask at a rate each and return answers a second, their latency and the CPU's time."""
    spent: list[float] = []
    count, used = 0, server.cpu_ms()
    begin = time.perf_counter() + 1.0

    async def client(number: int) -> None:
        nonlocal count
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        due = begin + number / clients / rate
        turn = number
        while (now := time.perf_counter()) < begin + seconds:
            if now < due:
                await asyncio.sleep(due - now)
                continue
            asked = time.perf_counter()
            writer.write(bodies[turn % len(bodies)])
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(length(head[:-4]))
            done = time.perf_counter()
            count += 1
            if asked > begin + 1 and done < begin + seconds:  # by then all are at it
                spent.append(1e3 * (done - asked))
            due = max(due + 1 / rate, done)  # who is late asks again at once
            turn += clients
        writer.close()

    await asyncio.gather(*(client(number) for number in range(clients)))
    return {
        "answers_per_s": round(len(spent) / (seconds - 1), 1),
        "latency": spread(spent),
        "cpu_ms": round((server.cpu_ms() - used) / count, 2),
    }


def alone_on(command: list[str], cores: set[int]) -> dict[str, float]:
    """Return what the engine alone decodes in a second on some cores, and the processor time of one."""
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def limit(model: str, seconds: float) -> dict[str, float]:
    """Decode the clients' prompts one after the other and return how many a second, and their CPU time."""
    engine = load("embedded", model)
    toolset, rng = Toolset.from_openai(TOOLS), random.Random(0)
    prompt = Prompt(Profile.load(engine.profile), toolset)
    session = engine.open(prompt.prefix, HeadPlan(toolset))
    count, began, used = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() < began + seconds:
        session.decode(prompt.suffix(INSTRUCTION, state(rng), ["move(up)", "move(stay)"]))
        count += 1
    used = time.process_time() - used
    return {"engine_per_s": count / (time.perf_counter() - began), "engine_cpu_ms": 1e3 * used / count}


def spread(samples: list[float]) -> dict[str, float]:
    """Return percentiles."""
    return {name: round(float(np.percentile(samples, q)), 2) for name, q in (("p50", 50), ("p99", 99))}


def show(run: dict[str, Any], args: argparse.Namespace) -> None:
    """Print the figures of a run."""
    over, floor, latency, free = run["overhead"], run["floor"], run["latency"], run["all_cores"]
    print(
        f"overhead p50 {over['p50']:.2f}, p99 {over['p99']:.2f} ms"
        f" (floor p50 {floor['p50']:.2f}, p99 {floor['p99']:.2f})\n"
        f"{args.clients} clients at {args.rate:g} Hz: {run['answers_per_s']:.1f} answers/s of the engine's"
        f" {run['engine_per_s']:.1f} ({run['share']:.1%}), latency p50 {latency['p50']:.0f},"
        f" p99 {latency['p99']:.0f} ms; CPU an answer {run['cpu_ms']:.2f} ms, of the engine"
        f" {run['engine_cpu_ms']:.2f} ({run['cpu_share']:.1%})\n"
        f"the server on every core: {free['answers_per_s']:.1f} answers/s ({free['share']:.1%}), latency p50"
        f" {free['latency']['p50']:.0f}, p99 {free['latency']['p99']:.0f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
