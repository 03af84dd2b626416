"""A packed row must say exactly what each head would say on its own."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="training needs torch (pip install torch)")

from simpletool_ros.train.model import Decoder, sizes  # noqa: E402
from simpletool_ros.train.packing import IGNORED, Row, block_mask, sees, stack  # noqa: E402

PREFIX = [5, 6, 7, 8]
TICKS = [
    ([11, 12, 13], [([30, 31], [31, 40]), ([32], [41])]),
    ([14, 15], [([30], [42]), ([32, 33, 34], [33, 34, 40])]),
]


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    size = sizes(
        64,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=16,
    )
    model = Decoder(size).eval()
    for value in model.parameters():  # far from zero, so that a wrong mask shows
        torch.nn.init.normal_(value, std=0.3)
    return model


@pytest.fixture
def batch():
    row = Row(24, list(PREFIX))
    for suffix, heads in TICKS:
        assert row.add(suffix, heads)
    return stack([row])


def alone(model, ids):
    length = len(ids)
    mask = torch.ones(length, length, dtype=torch.bool).tril()[None, None]
    return model.logits(model(torch.tensor([ids]), torch.arange(length)[None], mask))[0]


def test_packed_logits_are_those_of_each_head_alone(model, batch):
    with torch.no_grad():
        packed = model.logits(
            model(batch["tokens"], batch["positions"], sees(batch["groups"], batch["heads"]))
        )[0]
        at = len(PREFIX)
        for suffix, heads in TICKS:
            at += len(suffix)
            for read, _ in heads:
                wanted = alone(model, [*PREFIX, *suffix, *read])[-len(read) :]
                torch.testing.assert_close(packed[at : at + len(read)], wanted, rtol=1e-4, atol=1e-4)
                at += len(read)


def test_flex_mask_is_the_dense_mask(model, batch):
    with torch.no_grad():
        dense = model(batch["tokens"], batch["positions"], sees(batch["groups"], batch["heads"]))
        flex = model(batch["tokens"], batch["positions"], block_mask(batch["groups"], batch["heads"]))
    used = batch["groups"][0] >= 0
    torch.testing.assert_close(dense[0, used], flex[0, used], rtol=1e-4, atol=1e-4)


def test_targets_stand_where_the_heads_read(batch):
    said = batch["targets"][0]
    assert said[said != IGNORED].tolist() == [31, 40, 41, 42, 33, 34, 40]
    assert batch["tokens"][0][said != IGNORED].tolist() == [30, 31, 32, 30, 32, 33, 34]


def test_a_row_that_is_full_takes_nothing_and_stays_as_it_was():
    row = Row(8, list(PREFIX))
    assert not row.add([1, 2], [([3, 4, 5], [0, 0, 0])])
    assert row.tokens == PREFIX
    with pytest.raises(ValueError, match="does not fit"):
        Row(3, list(PREFIX))
