"""The steps that the ``vllm`` engine has CUDA graphs for."""

import pytest

from simpletool_ros.engine.vllm_worker import PREFILL, graph_sizes


def padded(robots, tokens):
    return next(size for size in graph_sizes(robots) if size >= tokens)


@pytest.mark.parametrize("robots", [1, 4, 32, 100])
def test_every_step_of_a_tick_has_a_graph_hardly_larger_than_it_is(robots):
    sizes = graph_sizes(robots)
    assert sizes == sorted(set(sizes)) and len(sizes) < 80
    for heads in range(1, 7 * robots + 1):
        assert padded(robots, heads) <= max(heads + 1, 1.15 * heads)
    for suffix in range(130, PREFILL + 1):
        assert padded(robots, suffix) - suffix < max(16, suffix / 8)


def test_a_robot_has_one_for_every_number_of_heads_and_all_robots_together_one():
    assert graph_sizes(1)[:7] == [*range(1, 8)]
    assert all(7 * robots in graph_sizes(robots) for robots in range(1, 100))
