"""The oracle: Qwen3 in plain numpy, whole prompts without a cache, one head after the other."""

import numpy as np

from simpletool_ros.core.heads import ARGUMENTS, CONTENT, FUNCTION, HeadOutput, Stop, opening


def rms_norm(x, weight, epsilon):
    return x / np.sqrt((x**2).mean(-1, keepdims=True) + epsilon) * weight


def rotate(x, positions, theta):
    """Rotary positions on x [T, heads, D], the halves of D being the pairs."""
    half = x.shape[-1] // 2
    angle = positions[:, None] * theta ** (-np.arange(half) / half)
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    first, second = x[..., :half], x[..., half:]
    return np.concatenate([first * cos - second * sin, second * cos + first * sin], -1)


def forward(checkpoint, ids):
    """Logits [T, vocabulary] of a prompt, in float64."""
    model = checkpoint.model
    tensors = {name: value.astype(np.float64) for name, value in checkpoint.tensors.items()}
    size, positions = len(ids), np.arange(len(ids))
    x = tensors["model.embed_tokens.weight"][ids]
    for layer in range(model.num_hidden_layers):
        w = {
            name: tensors[f"model.layers.{layer}.{name}.weight"]
            for name in (
                "input_layernorm",
                "post_attention_layernorm",
                "mlp.gate_proj",
                "mlp.up_proj",
                "mlp.down_proj",
                *(
                    f"self_attn.{part}"
                    for part in ("q_proj", "k_proj", "v_proj", "o_proj", "q_norm", "k_norm")
                ),
            )
        }
        h = rms_norm(x, w["input_layernorm"], model.rms_norm_eps)
        q, k, v = ((h @ w[f"self_attn.{part}_proj"].T).reshape(size, -1, model.head_dim) for part in "qkv")
        q = rotate(rms_norm(q, w["self_attn.q_norm"], model.rms_norm_eps), positions, model.rope_theta)
        k = rotate(rms_norm(k, w["self_attn.k_norm"], model.rms_norm_eps), positions, model.rope_theta)
        group = model.num_attention_heads // model.num_key_value_heads
        k, v = k.repeat(group, 1), v.repeat(group, 1)
        scores = np.einsum("ihd,jhd->hij", q, k) / np.sqrt(model.head_dim)
        scores = np.where(np.tri(size, dtype=bool), scores, -np.inf)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        x = x + np.einsum("hij,jhd->ihd", scores, v).reshape(size, -1) @ w["self_attn.o_proj"].T
        h = rms_norm(x, w["post_attention_layernorm"], model.rms_norm_eps)
        gate = h @ w["mlp.gate_proj"].T
        x = x + (gate / (1 + np.exp(-gate)) * (h @ w["mlp.up_proj"].T)) @ w["mlp.down_proj"].T
    head = "model.embed_tokens.weight" if model.tie_word_embeddings else "lm_head.weight"
    return rms_norm(x, tensors["model.norm.weight"], model.rms_norm_eps) @ tensors[head].T


def decode(plan, vocabulary, logits_of, free_tokens):
    """Decode function first and then each argument of its tool, each alone and choice by choice.

    ``logits_of(head, ids)`` are the logits behind a head's tag and ``ids``. Texts are listed, not compiled:
    what may come next is what comes next in any of them. Numbers are not handled.
    """

    def say(head, domain):
        close = vocabulary.closing(head)
        texts = [] if domain.free else [(*vocabulary.encode(text), close) for text in domain.texts]
        said, chosen, logprob = [], [], 0.0
        while True:
            if domain.free:
                allowed = [*vocabulary.ordinary, close]
            else:
                allowed = sorted({text[len(said)] for text in texts if text[: len(said)] == tuple(said)})
            if domain.null and not said:
                allowed.append(vocabulary.null)
            if len(allowed) == 1:
                token = allowed[0]
            else:
                row = logits_of(head, said)
                token = max(sorted(allowed), key=lambda token: row[token])
                chosen.append(int(token))
                logprob += row[token] - np.log(np.exp(row - row.max()).sum()) - row.max()
            stop = {
                vocabulary.null: Stop.NULL,
                close: Stop.CLOSED if len(allowed) > 1 else Stop.DETERMINED,
            }.get(token)
            if stop is None:
                said.append(int(token))
                stop = Stop.LENGTH if domain.free and len(said) == free_tokens else None
            if stop is not None:
                return HeadOutput(head, vocabulary.decode(said), stop, tuple(chosen), float(logprob))

    outputs = {FUNCTION: say(FUNCTION, plan.domain(FUNCTION))}
    called = outputs[FUNCTION].stop is not Stop.NULL
    arity = plan.toolset[outputs[FUNCTION].text].arity if called else 0
    for head in plan.heads:
        if head == CONTENT and called:
            outputs[head] = say(head, plan.domain(head))
        elif head in ARGUMENTS[:arity]:
            outputs[head] = say(head, plan.domain(head, outputs[FUNCTION].text))
        elif head != FUNCTION:
            outputs[head] = HeadOutput(head, "", Stop.SKIPPED)
    return {head: outputs[head] for head in plan.heads}


def logits_behind(checkpoint, prompt):
    """The function that ``decode`` asks, for a whole prompt."""
    ids = checkpoint.vocabulary.encode(prompt)
    return lambda head, said: forward(
        checkpoint, [*ids, *checkpoint.vocabulary.encode(opening(head)), *said]
    )[-1]
