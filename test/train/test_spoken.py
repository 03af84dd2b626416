"""What a fine-tuned model is given to learn, from the shell's contract and profile."""

from itertools import islice

import pytest

pytest.importorskip("torch", reason="training needs torch (pip install torch)")

from simpletool_ros.cli.train import spoken  # noqa: E402
from simpletool_ros.core.resources import find  # noqa: E402
from simpletool_ros.train.plan import Plan  # noqa: E402


@pytest.mark.parametrize("profile", ["v1", "v2"])
def test_samples_are_written_in_the_profile_that_is_asked_for(profile):
    plan = Plan.load(find("nano", "models") / "train.yaml")
    drawn = list(islice(spoken(plan, str(find("turtlebot3", "config")), profile), 24))
    assert {("multi-head" in one.prefix) for one in drawn} == {profile == "v1"}
    assert len({one.prefix for one in drawn}) <= 3  # eight samples of an offer share its prompt
    assert all(one.suffix.startswith("<|im_start|>user") for one in drawn)
    assert all(list(one.said)[0] == "function" for one in drawn)
