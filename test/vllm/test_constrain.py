"""The logits processor that holds heads to their grammars, on its own."""

import pytest
from conftest import NANO

from simpletool_ros.core.heads import Domain
from simpletool_ros.engine.checkpoint import Checkpoint
from simpletool_ros.engine.grammar import spell

pytest.importorskip("compressed_tensors", reason="vLLM is not installed here: make test-vllm")


def test_a_grammar_that_cannot_be_read_is_refused_before_it_is_taken():
    from vllm import SamplingParams

    from simpletool_ros.engine.constrain import Constrain

    good = spell({"function": Domain(texts=("stop",), null=True)})
    Constrain.validate_params(SamplingParams(extra_args={"simpletool": good}))
    for bad in ("[]", '{"function": 3}', 7):
        with pytest.raises(ValueError, match="simpletool"):
            Constrain.validate_params(SamplingParams(extra_args={"simpletool": bad}))


def test_rows_move_with_their_requests():
    """The processor follows vLLM's batch: requests come, move, swap and go."""
    import torch
    from vllm import SamplingParams
    from vllm.v1.sample.logits_processor import BatchUpdate, MoveDirectionality

    from simpletool_ros.engine.constrain import Constrain

    class Config:
        class model_config:  # noqa: N801
            tokenizer = str(NANO)

            @staticmethod
            def get_vocab_size():
                return Checkpoint.read(NANO).model.vocab_size

    processor = Constrain(Config, torch.device("cpu"), False)
    vocabulary = Checkpoint.read(NANO).vocabulary

    def request(index, text):
        grammar = spell({"function": Domain(texts=(text,))})
        parameters = SamplingParams(extra_args={"simpletool": grammar})
        return index, parameters, [5, 6, vocabulary.opening("function")], []

    def allowed():
        logits = processor.apply(torch.zeros(4, vocabulary.size))
        rows = [torch.nonzero(row > -torch.inf).flatten().tolist() for row in logits]
        return [vocabulary.decode(ids) if len(ids) == 1 else len(ids) for ids in rows]

    free = (2, SamplingParams(), [5], [])
    one, zero = request(0, "1"), request(1, "0")
    processor.update_state(BatchUpdate(3, removed=[], added=[one, zero, free], moved=[]))
    assert allowed() == ["1", "0", vocabulary.size, vocabulary.size]
    processor.update_state(BatchUpdate(3, [], [], [(0, 1, MoveDirectionality.SWAP)]))
    assert allowed() == ["0", "1", vocabulary.size, vocabulary.size]
    processor.update_state(BatchUpdate(2, [0], [], [(2, 0, MoveDirectionality.UNIDIRECTIONAL)]))
    assert allowed() == [vocabulary.size, "1", vocabulary.size, vocabulary.size]
    one[3].append(vocabulary.spell("function", "1")[0])
    assert allowed()[1] == "</function>"
