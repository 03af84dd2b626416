"""Head plans and what each head may say."""

import pytest

from simpletool_ros.core.heads import SPECIAL_TOKENS, Domain, HeadPlan
from simpletool_ros.core.tools import Toolset

TOOLS = Toolset.from_openai(
    [
        {
            "name": "drive",
            "parameters": {
                "properties": {"speed": {"type": "number", "enum": [0, 0.5]}, "turn": {"type": "number"}},
                "required": ["speed"],
            },
        },
        {"name": "say", "parameters": {"properties": {"text": {"type": "string"}}, "required": ["text"]}},
        {"name": "stop"},
    ]
)


def test_seventeen_special_tokens():
    assert len(SPECIAL_TOKENS) == len(set(SPECIAL_TOKENS)) == 17


def test_active_heads_follow_the_largest_arity():
    assert HeadPlan(TOOLS).heads == ("function", "arg1", "arg2")
    assert HeadPlan(TOOLS, content=True).heads == ("content", "function", "arg1", "arg2")
    assert HeadPlan(Toolset.from_openai([{"name": "stop"}])).heads == ("function",)


def test_domains_before_the_function_is_known_are_unions():
    plan = HeadPlan(TOOLS)
    assert plan.domain("function") == Domain(texts=("drive", "say", "stop"), null=True)
    assert plan.domain("arg1") == Domain(texts=("0", "0.5"), free=True, null=True)
    assert plan.domain("arg2") == Domain(number=True, null=True)


def test_domains_of_a_selected_tool():
    plan = HeadPlan(TOOLS)
    assert plan.domain("arg1", "drive") == Domain(texts=("0", "0.5"))
    assert plan.domain("arg2", "drive") == Domain(number=True, null=True)
    assert plan.domain("arg1", "say") == Domain(free=True)
    assert plan.domain("arg1", "stop") == Domain(null=True)


def test_a_required_call_leaves_no_null_but_for_unused_and_optional_heads():
    plan = HeadPlan(TOOLS, required=True)
    assert plan.domain("function") == Domain(texts=("drive", "say", "stop"))
    assert plan.domain("arg2") == Domain(number=True, null=True)
    one = HeadPlan(Toolset(TOOLS.tools[:1]), required=True)
    assert one.domain("arg1") == one.domain("arg1", "drive") == Domain(texts=("0", "0.5"))


def test_unknown_heads_and_tools_are_refused():
    with pytest.raises(ValueError):
        HeadPlan(TOOLS).domain("arg9")
    with pytest.raises(KeyError):
        HeadPlan(TOOLS).domain("arg1", "fly")
