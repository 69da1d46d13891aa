"""GPT-NeoX in torch, in the shapes and tensor names of Dolly's checkpoints."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Config:
    vocab: int = 4096
    hidden: int = 192
    layers: int = 6
    heads: int = 6
    ffn: int = 768
    positions: int = 2048
    rotary_pct: float = 0.25
    rotary_base: float = 10000.0
    layer_norm_eps: float = 1e-5

    @property
    def head_dim(self) -> int:
        return self.hidden // self.heads

    @property
    def rotary_dims(self) -> int:
        return int(self.head_dim * self.rotary_pct)

    def to_json(self) -> dict:
        """config.json as Hugging Face's GPTNeoXForCausalLM reads it."""
        return {
            "architectures": ["GPTNeoXForCausalLM"], "bos_token_id": 0, "eos_token_id": 0, "hidden_act": "gelu",
            "hidden_size": self.hidden, "initializer_range": 0.02, "intermediate_size": self.ffn,
            "layer_norm_eps": self.layer_norm_eps, "max_position_embeddings": self.positions, "model_type": "gpt_neox",
            "num_attention_heads": self.heads, "num_hidden_layers": self.layers, "rotary_emb_base": int(self.rotary_base),
            "rotary_pct": self.rotary_pct, "tie_word_embeddings": False, "torch_dtype": "float32", "use_cache": True,
            "use_parallel_residual": True, "vocab_size": self.vocab,
        }


def rotary_tables(config: Config) -> tuple[Tensor, Tensor]:
    """cos and sin, each [positions, rotary_dims]."""
    dims = config.rotary_dims
    inverse = config.rotary_base ** (-torch.arange(0, dims, 2, dtype=torch.float32) / dims)
    angles = torch.outer(torch.arange(config.positions, dtype=torch.float32), inverse)
    angles = torch.cat([angles, angles], dim=-1)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotates the first rotary dims of x [batch, heads, time, head_dim]; the others pass through."""
    dims = cos.shape[-1]
    turned, passed = x[..., :dims], x[..., dims:]
    half = torch.cat([-turned[..., dims // 2:], turned[..., :dims // 2]], dim=-1)
    return torch.cat([turned * cos + half * sin, passed], dim=-1)


def attend(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Attention of [batch, heads, time, head_dim] to itself and what came before, or of one last token to all.

    Written out because on a processor torch's own takes 1.6 times as long for a step, most of it backwards."""
    batch, heads, time, head_dim = query.shape
    ahead = torch.full((time, time), float("-inf"), dtype=query.dtype).triu_(1) if time > 1 else query.new_zeros(1, 1)
    query, key, value = (part.flatten(0, 1) for part in (query, key, value))
    with torch.autocast("cpu", enabled=False):
        scores = torch.baddbmm(ahead, query, key.transpose(1, 2), alpha=head_dim ** -0.5)
        return (scores.softmax(-1) @ value).view(batch, heads, time, head_dim)


class Attention(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.query_key_value = nn.Linear(config.hidden, 3 * config.hidden)
        self.dense = nn.Linear(config.hidden, config.hidden)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, cache: dict | None) -> Tensor:
        """x [batch, time, hidden].

        cache holds this layer's keys and values [batch, heads, past, head_dim], none at first, and is extended; with
        some of the past in it, x is the one token after it."""
        batch, time, hidden = x.shape
        heads, head_dim = self.config.heads, self.config.head_dim
        qkv = self.query_key_value(x).view(batch, time, heads, 3 * head_dim).transpose(1, 2)
        query, key, value = qkv.split(head_dim, dim=-1)
        query, key = rotate(query, cos, sin), rotate(key, cos, sin)
        if cache is not None:
            if cache:
                assert time == 1
                key, value = torch.cat([cache["key"], key], dim=2), torch.cat([cache["value"], value], dim=2)
            cache.update(key=key, value=value)
        mixed = attend(query.to(value.dtype), key.to(value.dtype), value)
        return self.dense(mixed.transpose(1, 2).reshape(batch, time, hidden))


class Mlp(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.dense_h_to_4h = nn.Linear(config.hidden, config.ffn)
        self.dense_4h_to_h = nn.Linear(config.ffn, config.hidden)

    def forward(self, x: Tensor) -> Tensor:
        return self.dense_4h_to_h(F.gelu(self.dense_h_to_4h(x)))


class Layer(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.input_layernorm = nn.LayerNorm(config.hidden, config.layer_norm_eps)
        self.post_attention_layernorm = nn.LayerNorm(config.hidden, config.layer_norm_eps)
        self.attention = Attention(config)
        self.mlp = Mlp(config)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, cache: dict | None) -> Tensor:
        return x + self.attention(self.input_layernorm(x), cos, sin, cache) + self.mlp(self.post_attention_layernorm(x))


class GptNeoX(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.embed_in = nn.Embedding(config.vocab, config.hidden)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.final_layer_norm = nn.LayerNorm(config.hidden, config.layer_norm_eps)


class Model(nn.Module):
    """ids [batch, time] -> hidden states [batch, time, hidden]; `logits` turns those into scores.

    For one token after another, pass the same `new_cache()` with only the ids not yet seen."""

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.gpt_neox = GptNeoX(config)
        self.embed_out = nn.Linear(config.hidden, config.vocab, bias=False)
        cos, sin = rotary_tables(config)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                into_residual = name.endswith(("attention.dense.weight", "dense_4h_to_h.weight"))
                nn.init.normal_(parameter, std=0.02 / (2 * config.layers) ** 0.5 if into_residual else 0.02)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)

    def new_cache(self) -> list[dict]:
        return [{} for _ in self.gpt_neox.layers]

    def forward(self, ids: Tensor, cache: list[dict] | None = None) -> Tensor:
        time = ids.shape[1]
        past = cache[0]["key"].shape[2] if cache and cache[0] else 0
        cos, sin = self.cos[past:past + time], self.sin[past:past + time]
        x = self.gpt_neox.embed_in(ids)
        for place, layer in enumerate(self.gpt_neox.layers):
            x = layer(x, cos, sin, cache[place] if cache else None)
        return self.gpt_neox.final_layer_norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        return self.embed_out(hidden)
