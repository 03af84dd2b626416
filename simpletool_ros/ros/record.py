"""The messages that record a tick: the call it came to, and the report of how."""

from __future__ import annotations

from ..core.tools import Call
from ..msg import FunctionCall, TickReport
from . import convert
from .decider import Decision
from .task import Job


def function_call(job: Job, decision: Decision, call: Call) -> FunctionCall:
    """Return the message of a call that a decision came to.

    Raises:
        ValueError: an argument has no typed form.
    """
    contract, stamp = job.binding.contract, job.snapshot.stamp.to_msg()
    message = FunctionCall(
        tick=job.tick,
        function=call.function,
        arguments=convert.arguments(call, contract.toolset[call.function].parameters),
        content=convert.text(call.content),
        confidence=decision.confidence,
        valid_until=convert.later(stamp, contract.valid_for(call.function)),
        trace_id=job.trace_id,
    )
    message.header.stamp = stamp
    return message


def tick_report(
    job: Job, decision: Decision, dispatch_ms: float, total_ms: float, skipped: int
) -> TickReport:
    """Return the report of a tick.

    Args:
        job: the tick.
        decision: what it came to.
        dispatch_ms: milliseconds to send the call.
        total_ms: milliseconds from snapshot to dispatch.
        skipped: ticks skipped since activation.
    """
    report = TickReport(
        tick=job.tick,
        trace_id=job.trace_id,
        instruction=job.task.instruction,
        suffix=decision.suffix,
        heads=convert.heads(decision.heads),
        verdict=convert.verdict(decision.verdict),
        sources=convert.sources(job.snapshot.sources),
        start_error_ms=1e3 * job.start_error,
        snapshot_ms=job.snapshot_ms,
        prompt_ms=decision.prompt_ms,
        verdict_ms=decision.verdict_ms,
        dispatch_ms=dispatch_ms,
        total_ms=total_ms,
        deadline_ms=1e3 * job.binding.contract.budget if job.send else 0.0,
        skipped=skipped,
    )
    report.header.stamp = job.snapshot.stamp.to_msg()
    if decision.decoded is not None:
        report.prompt_tokens = int(decision.decoded.prompt_tokens)
        report.cached_tokens = int(decision.decoded.cached_tokens)
        report.decoded_tokens = int(decision.decoded.decoded_tokens)
        report.forwards = int(decision.decoded.forwards)
        report.prefill_ms = float(decision.decoded.prefill_ms)
        report.decode_ms = float(decision.decoded.decode_ms)
    return report
