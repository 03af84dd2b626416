"""The controller: a lifecycle node that turns instructions into calls, one tick after the other."""

from __future__ import annotations

import shlex
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from lifecycle_msgs.msg import Transition
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.lifecycle import LifecycleNode, LifecycleState, TransitionCallbackReturn
from rclpy.task import Future
from std_msgs.msg import String

from ..core.contract import Contract, pace_problems
from ..core.problems import ConfigurationError, Problem
from ..core.resources import find
from ..engine.base import Engine, EngineError
from ..engine.load import ENGINES, load
from ..msg import FunctionCall, TickReport
from ..srv import CallOnce, ReloadContract, SetInstruction
from . import parameters
from .binding import Binding
from .decider import Decider
from .diagnostics import Diagnostics
from .follow import Follow
from .gate import LATCHED, Gate
from .interfaces import check
from .loop import Loop, Outlets
from .priority import SWITCH_INTERVAL, WORKER, real_time
from .process import run
from .stats import Stats
from .task import Task

_RECORD_DEPTH = 50

T = TypeVar("T")


class Controller(LifecycleNode):
    """``configure`` loads and primes, ``activate`` starts to tick, ``deactivate`` stops robot and ticks."""

    def __init__(self, load_engine: Callable[..., Engine] = load) -> None:
        """Declare parameters and the interfaces that live as long as the node.

        Args:
            load_engine: loads an engine as ``engine.load.load`` does.
        """
        super().__init__("controller")
        self._load_engine = load_engine
        parameters.declare(self, "contract", "turtlebot3", parameters.CONTRACT, read_only=False)
        parameters.declare(
            self, "engine", "embedded", f"one of {', '.join(ENGINES)}; read at configure", False
        )
        parameters.declare(
            self, "model", "nano", "checkpoint folder or shipped name; for replay the log", False
        )
        parameters.declare(
            self, "engine_options", "", "key=value …, see docs/engines.md; read at configure", False
        )
        parameters.declare_rate(self)
        parameters.declare(self, "autostart", True, "configure and activate at start")
        parameters.declare(self, "instruction", "", "what to follow when first activated, in words")
        parameters.declare(self, "guard", "guard", "node name of the guard, in the same namespace")
        parameters.declare(
            self, "record", "", "file to append every decoding to, for the engine replay", False
        )
        parameters.declare_stamped(self)

        # Everything of ours may run while something of ours is awaited; there is only one executor thread.
        self._group = group = ReentrantCallbackGroup()
        self._calls = self.create_publisher(FunctionCall, "~/call", _RECORD_DEPTH)
        self._reports = self.create_publisher(TickReport, "~/tick", _RECORD_DEPTH)
        self._told = self.create_publisher(String, "~/instruction", LATCHED)
        self._prefixes = self.create_publisher(String, "~/prefix", LATCHED)
        for kind, name, callback in (
            (SetInstruction, "~/set_instruction", self._on_set_instruction),
            (CallOnce, "~/call_once", self._on_call_once),
            (ReloadContract, "~/reload_contract", self._on_reload),
        ):
            self.create_service(kind, name, callback, callback_group=group)
        self._loop: Loop | None = None
        self._engine: Engine | None = None
        self._gate: Gate | None = None
        self._loaded: tuple[Engine, Decider] | Exception | None = None
        self._loading = False
        self._first = self._parameter("instruction")
        self._follow = Follow(self, lambda: self._loop, self._refuse, group)
        self._stats = Stats()
        Diagnostics(self, self._stats, self._facts, group)
        self._load_before_configure()

    # -- lifecycle

    def _load_before_configure(self) -> None:
        """Let requests to configure wait for the load off the executor: all else is served meanwhile.

        rclpy runs transitions inside the executor, which a load of a minute would silence for a minute. Where
        a newer rclpy keeps its service elsewhere, ``on_configure`` loads by itself.
        """
        service = getattr(self, "_service_change_state", None)
        if service is None:
            return
        transition = service.callback

        async def change_state(request: Any, response: Any) -> Any:
            wanted = request.transition
            configure = wanted.label == "configure" or (
                not wanted.label and wanted.id == Transition.TRANSITION_CONFIGURE
            )
            if configure and self._loading:
                self.get_logger().error("already configuring")
                response.success = False
                return response
            if configure and self.lifecycle == "unconfigured":
                await self._load()
            return transition(request, response)

        service.callback, service.callback_group = change_state, self._group
        self._group.add_entity(service)

    @property
    def lifecycle(self) -> str:
        """The lifecycle state in a word."""
        loop = self._loop
        return "unconfigured" if loop is None else "active" if loop.active else "inactive"

    async def begin(self) -> None:
        """Configure and activate, if ``autostart`` says so."""
        if not self._parameter("autostart"):
            return
        await self._load()
        if self.trigger_configure() == TransitionCallbackReturn.SUCCESS:
            self.trigger_activate()

    async def _load(self) -> None:
        """Load what ``on_configure`` needs, in a thread."""

        def load_all() -> tuple[Engine, Decider]:
            # The threads that the engine makes inherit it: a decision is as late as the latest of them.
            real_time(WORKER)
            return self._load_all()

        self._loading = True
        try:
            self._loaded = await self._in_thread(load_all)
        except Exception as error:  # on_configure says so
            self._loaded = error
        finally:
            self._loading = False

    def _load_all(self) -> tuple[Engine, Decider]:
        contract = self._read_contract(self._parameter("contract"))
        name, model = self._parameter("engine"), self._parameter("model") or "nano"
        try:
            options = shlex.split(self._parameter("engine_options"))
        except ValueError as error:
            raise EngineError(f"parameter engine_options: {error}; write key=value, key='a value'") from error
        engine = self._load_engine(name, model, options, self.get_logger().info)
        try:
            return engine, Decider(contract, engine, self._parameter("record"))
        except BaseException:
            engine.close()
            raise

    def on_configure(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Load and prime, unless that has been done off the executor; bind sources and routes."""
        loaded, self._loaded = self._loaded, None
        try:
            if isinstance(loaded, Exception):
                raise loaded
            self._engine, decider = loaded or self._load_all()
            contract = decider.contract
            binding = Binding(
                self, decider, parameters.stamped(self, contract.enable_stamped_cmd_vel), self._group
            )
            guard = self._parameter("guard")
            self._gate = Gate(
                self, guard, contract.guard, self._calls.topic_name, self._group, self._on_guard_stops
            )
            outlets = Outlets(self._calls.publish, self._report, self._tell)
            self._loop = Loop(binding, self._gate, self.get_clock(), self.get_logger(), outlets)
            self._prefixes.publish(String(data=decider.prompt.prefix))
        except Exception as error:
            self._say(error, "cannot configure")
            self._release()
            return TransitionCallbackReturn.FAILURE
        self.get_logger().info(
            f"{contract.robot}: {len(contract.tools)} tools, {contract.rate:g} Hz, engine {self._engine.name}"
        )
        return TransitionCallbackReturn.SUCCESS

    def on_activate(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Start the ticks."""
        assert self._loop is not None  # the state machine has been through on_configure
        self._loop.start()
        instruction, self._first = self._first, ""
        if instruction:
            why = self._refuse(instruction)
            if why:
                self.get_logger().error(f"parameter instruction: {why}")
            else:
                self._loop.assign(Task(instruction))
        return super().on_activate(state)

    def on_deactivate(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Stop the ticks and the robot; the guard sees it and repeats the stop."""
        if self._loop is not None:
            self._loop.stop()
        return super().on_deactivate(state)

    def on_cleanup(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Free engine, sources and routes."""
        self._release()
        return super().on_cleanup(state)

    def on_shutdown(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Stop and free everything, from any state."""
        self._release()
        return super().on_shutdown(state)

    def on_error(self, state: LifecycleState) -> TransitionCallbackReturn:
        """After an error in a transition: free everything, and be unconfigured again."""
        self._release()
        return TransitionCallbackReturn.SUCCESS

    def leave(self) -> None:
        """Stop the robot before the process ends."""
        if self._loop is not None:
            self._loop.stop()

    def _release(self) -> None:
        loop, self._loop = self._loop, None
        gate, self._gate = self._gate, None
        engine, self._engine = self._engine, None
        if gate is not None:
            gate.close()
        if loop is not None and engine is not None:
            loop.close(engine.close)
        elif engine is not None:
            engine.close()

    # -- services

    def _on_set_instruction(self, request: Any, response: Any) -> Any:
        instruction, loop = request.instruction.strip(), self._loop
        response.message = self._refuse(instruction)
        response.accepted = not response.message
        if loop is not None and response.accepted:
            loop.assign(Task(instruction) if instruction else None)
        return response

    async def _on_call_once(self, request: Any, response: Any) -> Any:
        loop = self._loop
        why = self._refuse(request.instruction, needs_active=request.dispatch)
        if not why and loop is not None:
            answered = Future(executor=self.executor)

            def answer(call: FunctionCall, report: TickReport) -> None:
                answered.set_result((call, report))
                self.executor.wake()

            if loop.once(request.instruction, request.dispatch, answer):
                response.call, response.report = await answered
                return response
            why = "another call_once waits already"
        for verdict in (response.call.verdict, response.report.verdict):
            verdict.code, verdict.reason = verdict.FAILED, why
        return response

    async def _on_reload(self, request: Any, response: Any) -> Any:
        loop, engine = self._loop, self._engine
        if loop is None or engine is None:
            response.errors = ["the controller is not configured"]
            return response
        path = request.path or self._parameter("contract")
        try:
            decider = await self._in_thread(partial(self._reload, path, loop.binding.contract, engine))
            try:
                stamped = parameters.stamped(self, decider.contract.enable_stamped_cmd_vel)
                if loop is not self._loop:
                    raise EngineError("the controller was cleaned up meanwhile")
                loop.swap(Binding(self, decider, stamped, self._group))
                self._prefixes.publish(String(data=decider.prompt.prefix))
            except BaseException:
                decider.close()
                raise
        except ConfigurationError as error:
            response.errors = [str(problem) for problem in error.problems]
        except Exception as error:
            self._say(error, "cannot reload")
            response.errors = [str(error)]
        else:
            response.success = True
            self.get_logger().info(f"contract {path} is in force")
        return response

    def _reload(self, path: str, present: Contract, engine: Engine) -> Decider:
        contract = self._read_contract(path)
        # The guard stops by the contract it was started with.
        faults = [
            Problem(
                key,
                "differs from the running contract's",
                "restart controller and guard together",
                contract.file,
            )
            for key in ("stop", "guard", "enable_stamped_cmd_vel")
            if getattr(contract, key) != getattr(present, key)
        ]
        if faults:
            raise ConfigurationError(faults)
        return Decider(contract, engine, self._parameter("record"))

    # -- helpers

    def _read_contract(self, name: str) -> Contract:
        """Read a contract and check it against the message definitions; with the parameter ``rate``.

        Raises:
            ConfigurationError: with every problem.
        """
        try:
            contract = Contract.load(find(name, "config"))
        except FileNotFoundError as error:
            raise ConfigurationError([Problem("contract", str(error), "name a contract")]) from error
        problems = check(contract)
        if problems:
            raise ConfigurationError(problems)
        rate = self._parameter("rate")
        if rate:
            contract = contract.model_copy(update={"rate": rate})
        problems = list(pace_problems(contract))
        if problems:
            raise ConfigurationError(problems).within(file=name)
        return contract

    def _refuse(self, instruction: str, needs_active: bool = True) -> str:
        """Return why an instruction cannot be taken now; empty when it can."""
        loop = self._loop
        if loop is None:
            return "the controller is not configured"
        if needs_active and not loop.active:
            return "the controller is not active"
        return loop.binding.decider.too_long(instruction)

    def _tell(self, instruction: str) -> None:
        self._told.publish(String(data=instruction))

    def _on_guard_stops(self) -> None:
        if self._loop is not None:
            self._loop.guard_stops()

    def _report(self, report: TickReport) -> None:
        self._reports.publish(report)
        self._stats.add(report)

    def _facts(self) -> dict[str, str]:
        loop, engine, gate = self._loop, self._engine, self._gate
        task = loop.task if loop is not None else None
        return {
            "robot": loop.binding.contract.robot if loop is not None else "",
            "state": self.lifecycle,
            "engine": engine.name if engine is not None else "none",
            "guard": gate.state if gate is not None else "unknown",
            "gate": gate.closed if gate is not None else "",
            "period_ms": f"{1e3 * loop.binding.contract.period:.1f}" if loop is not None else "0",
            "instruction": task.instruction if task is not None else "",
        }

    def _parameter(self, name: str) -> Any:
        return self.get_parameter(name).value

    def _say(self, error: Exception, what: str) -> None:
        """Log an error; those that a person can mend need no traceback."""
        if isinstance(error, (ConfigurationError, EngineError, ImportError)):
            self.get_logger().error(f"{what}: {error}")
        else:
            self.get_logger().error(f"{what}:\n{''.join(traceback.format_exception(error))}")

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """Do slow work in a thread while the executor serves everything else."""
        done = Future(executor=self.executor)

        def do() -> None:
            try:
                done.set_result((work(), None))
            except BaseException as error:
                done.set_result((None, error))
            self.executor.wake()

        threading.Thread(target=do, name="load", daemon=True).start()
        result, error = await done
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]


def main(arguments: Sequence[str] | None = None, load_engine: Callable[..., Engine] = load) -> int:
    """Run the controller as a process."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    return run(partial(Controller, load_engine), arguments)


if __name__ == "__main__":
    sys.exit(main())
