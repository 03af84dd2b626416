"""The logits processor that holds heads to their grammars, on its own."""

import tracemalloc

import pytest
from conftest import NANO

from simpletool_ros.core.heads import Domain
from simpletool_ros.engine.branch import FREE_TOKENS
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


def make_processor():
    import torch

    from simpletool_ros.engine.constrain import Constrain

    class Config:
        class model_config:  # noqa: N801
            tokenizer = str(NANO)

            @staticmethod
            def get_vocab_size():
                return Checkpoint.read(NANO).model.vocab_size

    return Constrain(Config, torch.device("cpu"), False)


def test_rows_move_with_their_requests():
    """The processor follows vLLM's batch: requests come, move, swap and go."""
    import torch
    from vllm import SamplingParams
    from vllm.v1.sample.logits_processor import BatchUpdate, MoveDirectionality

    processor = make_processor()
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


def test_a_step_of_free_text_does_not_go_through_the_vocabulary():
    import torch
    from vllm import SamplingParams
    from vllm.v1.sample.logits_processor import BatchUpdate

    processor, vocabulary, output = make_processor(), Checkpoint.read(NANO).vocabulary, []
    parameters = SamplingParams(extra_args={"simpletool": spell({"arg1": Domain(free=True, null=True)})})
    processor.update_state(BatchUpdate(1, [], [(0, parameters, [5, vocabulary.opening("arg1")], output)], []))
    logits = torch.zeros(1, vocabulary.size)

    def allowed():
        return set(torch.nonzero(processor.apply(logits.clone())[0] > -torch.inf).flatten().tolist())

    text = {*vocabulary.ordinary.tolist(), vocabulary.closing("arg1")}
    assert allowed() == text | {vocabulary.null}
    output.append(int(vocabulary.ordinary[7]))
    assert allowed() == text
    tracemalloc.start()  # of Python's and numpy's memory; torch's is not seen
    for _ in range(FREE_TOKENS):
        output.append(int(vocabulary.ordinary[8]))
        processor.apply(logits)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < vocabulary.ordinary.nbytes
