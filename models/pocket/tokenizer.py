"""The pocket model's tokenizer: byte-level BPE, as Dolly's is, with 4096 tokens.

Trains the merges, writes and reads Hugging Face's tokenizer.json, and encodes for training
exactly as that file says: text is split at the special tokens, each piece by GPT-2's regular
expression, each pre-token by the merges in their order. The corpus is ASCII, so [A-Za-z] and
[0-9] stand in for the expression's letter and number classes; `encode` rejects anything else.

Digits are never merged: every number is spelled digit by digit, which makes sums and copying
from a passage easier to learn.
"""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

VOCAB_SIZE = 4096
END_OF_TEXT, PADDING = "<|endoftext|>", "<|padding|>"
END_KEY, INSTRUCTION_KEY, RESPONSE_KEY = "### End", "### Instruction:", "### Response:"
CONTROL = [END_OF_TEXT, PADDING]
KEYS = [END_KEY, INSTRUCTION_KEY, RESPONSE_KEY]

PRE_TOKEN = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+(?!\S)|\s+")
SPECIAL = re.compile("(" + "|".join(map(re.escape, CONTROL + KEYS)) + ")")


def byte_symbols() -> dict[int, str]:
    """GPT-2's printable character for each byte; bytes that do not print move to U+0100 and up."""
    printable = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAC + 1), *range(0xAE, 0xFF + 1)]
    moved = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + place) for place, byte in enumerate(moved)}


BYTE_SYMBOL = byte_symbols()
SYMBOL_BYTE = {symbol: byte for byte, symbol in BYTE_SYMBOL.items()}


def train_merges(text_pieces, count: int) -> list[tuple[str, str]]:
    """The `count` most frequent pair merges, ties broken by the pair itself."""
    frequency = Counter(word for piece in text_pieces for word in PRE_TOKEN.findall(piece))
    words = [([BYTE_SYMBOL[byte] for byte in word.encode()], times) for word, times in frequency.items()]
    pair_count, pair_words = Counter(), defaultdict(set)
    for index, (symbols, times) in enumerate(words):
        for pair in zip(symbols, symbols[1:]):
            pair_count[pair] += times
            pair_words[pair].add(index)
    for pair in [pair for pair in pair_count if any(character.isdigit() for character in pair[1])]:
        del pair_count[pair]  # keeps digits single: no merge may end in a digit
    merges = []
    while len(merges) < count:
        best = max(pair_count, key=lambda pair: (pair_count[pair], pair))
        merges.append(best)
        for index in pair_words[best]:
            symbols, times = words[index]
            merged = _merge(symbols, best)
            if len(merged) == len(symbols):
                continue
            for pair in zip(symbols, symbols[1:]):
                if pair in pair_count:
                    pair_count[pair] -= times
            for pair in zip(merged, merged[1:]):
                if not any(character.isdigit() for character in pair[1]):
                    pair_count[pair] += times
                    pair_words[pair].add(index)
            words[index] = (merged, times)
        del pair_count[best]
    return merges


def _merge(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    merged, place = [], 0
    while place < len(symbols):
        if place + 1 < len(symbols) and (symbols[place], symbols[place + 1]) == pair:
            merged.append(symbols[place] + symbols[place + 1])
            place += 2
        else:
            merged.append(symbols[place])
            place += 1
    return merged


def tokenizer_json(merges: list[tuple[str, str]]) -> dict:
    """The content of tokenizer.json: ids 0 and 1 are the control tokens, then bytes, merges, and last the three keys."""
    tokens = CONTROL + sorted(SYMBOL_BYTE) + [left + right for left, right in merges]
    assert len(tokens) + len(KEYS) == VOCAB_SIZE and len(set(tokens)) == len(tokens)
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    added = list(enumerate(CONTROL)) + list(enumerate(KEYS, len(tokens)))
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": number, "content": content, "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": False, "special": True} for number, content in added],
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": byte_level, "post_processor": byte_level, "decoder": byte_level,
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                  "end_of_word_suffix": None, "fuse_unk": False,
                  "vocab": {token: number for number, token in enumerate(tokens)},
                  "merges": [f"{left} {right}" for left, right in merges]},
    }


TOKENIZER_CONFIG = {"add_prefix_space": False, "bos_token": END_OF_TEXT, "eos_token": END_OF_TEXT, "unk_token": END_OF_TEXT,
                    "model_max_length": 2048, "tokenizer_class": "GPTNeoXTokenizer"}
SPECIAL_TOKENS_MAP = {"additional_special_tokens": KEYS, "bos_token": END_OF_TEXT, "eos_token": END_OF_TEXT,
                      "pad_token": END_OF_TEXT, "unk_token": END_OF_TEXT}


def write_files(content: dict, folder: Path) -> None:
    for name, value in [("tokenizer.json", content), ("tokenizer_config.json", TOKENIZER_CONFIG), ("special_tokens_map.json", SPECIAL_TOKENS_MAP)]:
        (folder / name).write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


class Tokenizer:
    def __init__(self, content: dict):
        model = content["model"]
        self.ids = model["vocab"] | {token["content"]: token["id"] for token in content["added_tokens"]}
        self.tokens = {number: token for token, number in self.ids.items()}
        self.rank = {tuple(merge.split(" ")): rank for rank, merge in enumerate(model["merges"])}
        self.special = {token["content"] for token in content["added_tokens"]}
        self.cache: dict[str, list[int]] = {}

    @classmethod
    def read(cls, folder: Path) -> "Tokenizer":
        return cls(json.loads((folder / "tokenizer.json").read_text(encoding="utf-8")))

    def encode(self, text: str) -> list[int]:
        """Token ids; the special tokens in the text become their ids."""
        if not text.isascii():
            raise ValueError(f"the corpus tokenizer takes ASCII only: {text!r}")
        ids = []
        for piece in SPECIAL.split(text):
            if piece in self.special:
                ids.append(self.ids[piece])
            else:
                for word in PRE_TOKEN.findall(piece):
                    ids += self._word(word)
        return ids

    def pieces(self, token: str) -> list[int]:
        """The ids that another tokenizer's token, as it stands in its vocabulary, is split into here."""
        if token in self.ids:
            return [self.ids[token]]
        return self.encode(bytes(SYMBOL_BYTE[symbol] for symbol in token).decode("ascii"))

    def _word(self, word: str) -> list[int]:
        known = self.cache.get(word)
        if known is None:
            symbols = [BYTE_SYMBOL[byte] for byte in word.encode()]
            while len(symbols) > 1:
                best = min(zip(symbols, symbols[1:]), key=lambda pair: self.rank.get(pair, len(self.rank)))
                if best not in self.rank:
                    break
                symbols = _merge(symbols, best)
            known = self.cache[word] = [self.ids[symbol] for symbol in symbols]
        return known

    def decode(self, ids) -> str:
        data = b"".join(token.encode() if (token := self.tokens[number]) in self.special else bytes(SYMBOL_BYTE[symbol] for symbol in token) for number in ids)
        return data.decode("utf-8", errors="replace")
