"""Writes and reads a checkpoint folder in Hugging Face's layout: config.json and model.safetensors.

model.safetensors: 8 bytes little-endian length of the header, the header as JSON
{name: {dtype, shape, data_offsets}}, then the tensors, float32, one after the other.
"""

import json
import os
import struct
from pathlib import Path

import torch

from model import Config, Model


def write_atomically(path: Path, data: bytes) -> None:
    """The file is either the old one or the new one, never a part."""
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(data)
    os.replace(partial, path)


def save(model: Model, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    header, parts, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in sorted(model.state_dict().items()):
        data = tensor.detach().to(torch.float32).contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(data)]}
        parts.append(data)
        offset += len(data)
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    write_atomically(folder / "model.safetensors", struct.pack("<Q", len(head)) + head + b"".join(parts))
    write_atomically(folder / "config.json", (json.dumps(model.config.to_json(), indent=2) + "\n").encode())


def tensors(folder: Path) -> dict:
    """The tensors of the folder by name, float32."""
    data = (folder / "model.safetensors").read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    made = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(bytearray(data[8 + length + begin:8 + length + end]), dtype=torch.float32)
        made[name] = values.view(entry["shape"])
    return made


def load(folder: Path) -> Model:
    """The model of the folder; its config must be the one in model.py."""
    model = Model(Config())
    assert json.loads((folder / "config.json").read_text()) == model.config.to_json(), "another config"
    model.load_state_dict(tensors(folder))
    return model.eval()
