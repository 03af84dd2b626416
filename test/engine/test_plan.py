"""The tick plan, with scripted logits instead of a model."""

import numpy as np
import pytest
import toolsets
from hypothesis import given
from hypothesis import strategies as st
from qwen3_reference import decode as sequential

from simpletool_ros.core.decode import confidence, decode
from simpletool_ros.core.heads import FUNCTION, HeadPlan, Stop
from simpletool_ros.core.tools import Toolset
from simpletool_ros.core.verdict import Code
from simpletool_ros.engine.base import EngineError
from simpletool_ros.engine.branch import DRAFT_TOKENS, FREE_TOKENS
from simpletool_ros.engine.plan import Batch, Plan, log_sum_exp

PREFIX, SUFFIX = 5, [1, 2, 3]


FINITE = Toolset.from_openai(toolsets.FINITE)
OPEN = Toolset.from_openai(
    [
        toolsets.tool("say", ["text"], text={"type": "string"}, loud={"type": "boolean"}),
        toolsets.tool(
            "move_to",
            ["x", "y"],
            x={"type": "number"},
            y={"type": "number", "minimum": 0},
            frame={"enum": ["map", "odom"]},
        ),
        toolsets.tool("count", ["n"], n={"type": "integer"}, options={"type": "object"}),
        toolsets.tool("stop"),
    ]
)


class Script:
    """A model whose logits depend on nothing but a seed, the head and what the head said.

    It checks every batch as a runtime would meet it: slots are written once, and a branch sees prefix, suffix
    and itself.
    """

    def __init__(self, vocabulary, seed, scale=3.0):
        self.vocabulary, self.seed, self.scale = vocabulary, seed, scale
        self.heads = {
            vocabulary.opening(head): head
            for head in ("content", "function", *(f"arg{n}" for n in range(1, 7)))
        }
        self.cache = {slot: (None, slot) for slot in range(PREFIX)}
        self.forwards = 0

    def logits(self, head, said):
        """The logits behind a head's tag and ``said``."""
        random = np.random.default_rng([self.seed, self.vocabulary.opening(head), *said])
        return self.scale * random.standard_normal(self.vocabulary.size)

    def __call__(self, batch):
        assert batch.start == len(self.cache)
        assert batch.visible.shape == (len(batch.ids), batch.start + len(batch.ids))
        rows = {}
        for row, (token, position) in enumerate(zip(batch.ids, batch.positions, strict=True)):
            own = batch.start + row
            self.cache[own] = (int(token), int(position))
            seen = [
                self.cache[slot] for slot in np.flatnonzero(batch.visible[row])
            ]  # none that is not written yet
            assert seen[-1] == (token, position)  # itself
            assert [at for _, at in seen] == list(range(position + 1))  # one token a position, none left out
            tokens = [token for token, _ in seen[PREFIX:]]
            assert tokens[: len(SUFFIX)] == SUFFIX[: len(tokens)]
            rows[row] = tokens[len(SUFFIX) :]
        self.forwards += 1
        return np.array([self.logits(self.heads[rows[row][0]], rows[row][1:]) for row in batch.rows])


def run(plan, forward, draft=None):
    """What the heads of a tick say."""
    return finish(plan, forward, draft)[0]


def finish(plan, forward, draft=None):
    """What the heads of a tick say, and the draft for the next one."""
    tick, logits = plan.tick(PREFIX, SUFFIX, draft), []
    most = len(SUFFIX) + plan.most_first
    while (batch := tick.batch()) is not None:
        assert tick.rows == len(logits)
        assert len(batch.ids) <= most
        most = plan.most_later
        logits += list(forward(batch))
        tick.take(plan.scores(np.array(logits[tick.rows :])))
    assert tick.batch() is None
    return tick.outputs(log_sum_exp(np.array(logits)[tick.choices])), tick.draft()


@pytest.fixture(scope="session")
def finite(vocabulary):
    return Plan(HeadPlan(FINITE, content=True), vocabulary)


@pytest.fixture(scope="session")
def bare(vocabulary):
    return Plan(HeadPlan(FINITE), vocabulary)


@pytest.fixture(scope="session")
def open_ended(vocabulary):
    return Plan(HeadPlan(OPEN), vocabulary)


SEEDS = st.integers(0, 2**32)


@given(SEEDS, st.sampled_from([0.0, 3.0, 1e30]))
def test_finite_domains_always_give_a_call_or_none(bare, seed, scale):
    heads = run(bare, Script(bare.vocabulary, seed, scale))
    verdict, call = decode(heads, FINITE)
    assert verdict.code in (Code.ACCEPTED, Code.NO_CALL), (verdict, heads)
    assert (call is None) == (verdict.code is Code.NO_CALL)
    assert 0 <= confidence(heads, FINITE) <= 1


@given(SEEDS)
def test_open_domains_give_a_valid_call_or_a_typed_verdict(open_ended, seed):
    verdict, call = decode(run(open_ended, Script(open_ended.vocabulary, seed)), OPEN)
    assert (call is not None) == (verdict.code is Code.ACCEPTED)
    for parameter in OPEN[call.function].parameters if call else ():
        if parameter.name in call.arguments:
            value = call.arguments[parameter.name]
            assert parameter.parse(parameter.encode(value)) == value


@given(SEEDS)
def test_the_tree_says_what_function_first_and_then_each_argument_alone_would_say(finite, seed):
    script = Script(finite.vocabulary, seed)
    heads = run(finite, script)
    expected = sequential(finite.heads, finite.vocabulary, script.logits, FREE_TOKENS)
    for name, head in heads.items():
        assert (head.text, head.stop, head.token_ids) == (
            expected[name].text,
            expected[name].stop,
            expected[name].token_ids,
        )
        assert head.logprob == pytest.approx(expected[name].logprob)


@given(SEEDS)
def test_a_tick_costs_no_more_than_its_longest_head_decoded_twice(finite, seed):
    script = Script(finite.vocabulary, seed)
    run(finite, script)
    assert len(script.cache) <= PREFIX + len(SUFFIX) + finite.room
    assert max(position for _, position in script.cache.values()) <= PREFIX + len(SUFFIX) + finite.reach


@given(SEEDS, SEEDS, st.lists(st.integers(0, 400), max_size=DRAFT_TOKENS))
def test_a_draft_changes_nothing_but_the_number_of_forwards(bare, seed, other, tokens):
    """Drafts of the same tick, of another one, and of any tokens at all."""
    script = Script(bare.vocabulary, seed)
    heads, own = finish(bare, script)
    assert all(len(draft) <= DRAFT_TOKENS for draft in own.values())
    _, foreign = finish(bare, Script(bare.vocabulary, other))
    for draft in (own, foreign, dict.fromkeys(bare.heads.heads, tokens)):
        drafted = Script(bare.vocabulary, seed)
        assert run(bare, drafted, draft) == heads
        assert drafted.forwards <= script.forwards
        assert len(drafted.cache) <= PREFIX + len(SUFFIX) + bare.room


@given(SEEDS)
def test_the_same_tick_again_takes_one_forward(bare, seed):
    heads, draft = finish(bare, Script(bare.vocabulary, seed))
    again = Script(bare.vocabulary, seed)
    run(bare, again, draft)
    assert again.forwards == 1 or max(len(head.token_ids) for head in heads.values()) > DRAFT_TOKENS


class Wish:
    """A model that wants each head to say a given text (None: null), and mumbles when led astray."""

    def __init__(self, vocabulary, **texts):
        self.script = Script(vocabulary, 0, 0.0)
        self.ways = {
            head: (vocabulary.null,) if text is None else (*vocabulary.encode(text), vocabulary.closing(head))
            for head, text in texts.items()
        }
        self.script.logits = self.logits

    def logits(self, head, said):
        logits = np.zeros(self.script.vocabulary.size)
        way = self.ways.get(head, ())
        if tuple(said) == way[: len(said)] and len(said) < len(way):
            logits[way[len(said)]] = 10
        return logits

    def __call__(self, batch):
        return self.script(batch)


def test_heads_of_no_use_are_skipped(bare):
    heads = run(bare, Wish(bare.vocabulary, function="stop_now", arg1="true", arg2="fast", arg3="left"))
    assert [head.stop for head in heads.values()] == [
        Stop.DETERMINED,
        Stop.DETERMINED,
        Stop.SKIPPED,
        Stop.SKIPPED,
    ]
    assert heads["arg1"].text == "true"
    assert heads["arg2"].token_ids == ()


def test_no_function_no_other_head(finite):
    wish = Wish(finite.vocabulary, function=None, content="hello", arg1="true", arg2="fast", arg3="left")
    heads = run(finite, wish)
    assert heads[FUNCTION].stop is Stop.NULL
    assert {heads[name].stop for name in heads if name != FUNCTION} == {Stop.SKIPPED}
    assert wish.script.forwards == 1


def test_a_required_argument_is_not_omitted(bare):
    """The model wants null, which the union of all tools allows; the selected tool does not."""
    heads = run(bare, Wish(bare.vocabulary, function="stop_now", arg1=None, arg2=None, arg3=None))
    verdict, call = decode(heads, FINITE)
    assert verdict.code is Code.ACCEPTED
    assert call.arguments["hard"] in (True, False)


def test_an_argument_of_another_tool_is_taken_back(bare):
    """While the function is still open, arg1 follows a color; then the function turns out to be stop_now."""
    wish = Wish(bare.vocabulary, function="stop_now", arg1="greenish", arg2="fast", arg3="right")
    assert len(bare.vocabulary.encode("stop_now")) > 1
    heads = run(bare, wish)
    assert wish.script.forwards > 1
    assert (heads[FUNCTION].text, heads["arg1"].text in ("true", "false")) == ("stop_now", True)


def test_one_way_left_needs_no_forward(vocabulary):
    """The only value of a required parameter, and the end of every name that is told apart early."""
    toolset = Toolset.from_openai(
        [toolsets.tool("grip", ["how"], how={"enum": ["hard and long and well"]}), toolsets.tool("wait")]
    )
    wish = Wish(vocabulary, function="grip")
    heads = run(Plan(HeadPlan(toolset), vocabulary), wish)
    assert wish.script.forwards == 1
    assert (heads[FUNCTION].text, heads[FUNCTION].stop, len(heads[FUNCTION].token_ids)) == (
        "grip",
        Stop.DETERMINED,
        1,
    )
    assert (heads["arg1"].text, heads["arg1"].stop, heads["arg1"].token_ids, heads["arg1"].logprob) == (
        "hard and long and well",
        Stop.DETERMINED,
        (),
        0.0,
    )


def test_tokens_without_an_alternative_are_fed_at_once(vocabulary):
    way = {"enum": ["hello tools drive stop turn left", "hello tools drive stop turn right"]}
    wish = Wish(vocabulary, function="drive", arg1=way["enum"][1])
    heads = run(
        Plan(HeadPlan(Toolset.from_openai([toolsets.tool("drive", ["way"], way=way)])), vocabulary), wish
    )
    assert heads["arg1"].text == way["enum"][1]
    assert len(heads["arg1"].token_ids) == 1
    assert wish.script.forwards == 2


def test_an_endless_text_is_cut(vocabulary):
    toolset = Toolset.from_openai([toolsets.tool("say", ["text"], text={"type": "string"})])
    heads = run(Plan(HeadPlan(toolset), vocabulary), Wish(vocabulary, function="say", arg1="1," * 500))
    assert heads["arg1"].stop is Stop.LENGTH
    assert len(heads["arg1"].token_ids) == FREE_TOKENS
    assert decode(heads, toolset)[0].code is Code.REJECTED


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_logits_that_are_not_finite(bare, value):
    tick = bare.tick(PREFIX, SUFFIX)
    logits = np.zeros((len(tick.batch().rows), bare.vocabulary.size))
    logits[0, bare.listed[3]] = value
    with pytest.raises(EngineError, match="not finite"):
        tick.take(bare.scores(logits))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_logit_that_is_not_finite_where_no_head_looks(bare, value):
    unlisted = next(token for token in range(bare.vocabulary.size) if token not in bare.listed)

    def forward(batch):
        logits = np.zeros((len(batch.rows), bare.vocabulary.size))
        logits[:, unlisted] = value
        return logits

    with pytest.raises(EngineError, match="not finite"):
        run(bare, forward)


def test_equal_logits_give_the_lowest_id_also_in_free_text(vocabulary):
    """What an engine computes apart from each other, the listed ids and the likeliest ordinary one."""
    toolset = Toolset.from_openai([toolsets.tool("say", [], text={"type": "string"})])
    plan = Plan(HeadPlan(toolset), vocabulary)
    closing, null, ordinary = vocabulary.closing("arg1"), vocabulary.null, vocabulary.ordinary
    assert {closing, null} <= set(plan.listed) and not set(plan.listed) & set(ordinary[-3:])
    for equal in ((ordinary[5], ordinary[9], closing), (closing, null)):
        logits = np.zeros((2, vocabulary.size))
        logits[0, vocabulary.encode("say")[0]] = 1
        logits[1, list(equal)] = 1
        tick = plan.tick(PREFIX, SUFFIX)
        assert len(tick.batch().rows) == 2
        tick.take(plan.scores(logits))
        assert tick._branches["arg1"].chosen == [min(equal)]


def test_the_error_names_the_tool(vocabulary):
    toolset = Toolset.from_openai(
        [toolsets.tool("fine"), toolsets.tool("odd", ["n"], n={"type": "string", "enum": ["<|null|>"]})]
    )
    with pytest.raises(EngineError, match=r"tool odd: arg1 cannot say"):
        Plan(HeadPlan(toolset), vocabulary)


def test_the_forward_that_fills_the_cache():
    batch = Batch.text([7, 8, 9])
    assert (batch.start, list(batch.positions), list(batch.rows)) == (0, [0, 1, 2], [2])
    assert np.array_equal(batch.visible, [[1, 0, 0], [1, 1, 0], [1, 1, 1]])
