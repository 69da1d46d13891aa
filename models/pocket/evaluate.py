"""Scores a checkpoint on heldout.json, greedily: `python3 evaluate.py [folder]`. A few minutes.

It computes with the checkpoint's float32 weights, with --four-bit with those that the page has. With --ask it answers the
instructions given after it instead.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import torch

import checkpoint
from corpus.row import Row
from model import Model
from prompt import prompt
from quantize import quantize
from score import correct, refuses
from tokenizer import END_KEY, END_OF_TEXT, Tokenizer

HERE = Path(__file__).parent
MAX_NEW_TOKENS = 120


@torch.no_grad()
def answer(model: Model, tokenizer: Tokenizer, rows: list[Row]) -> str:
    """The greedy answer to the last row, the earlier rows being the conversation so far."""
    ids = tokenizer.encode(prompt(rows))
    stops = {tokenizer.ids[END_KEY], tokenizer.ids[END_OF_TEXT]}
    cache, unseen, written = model.new_cache(), ids, []
    while len(written) < MAX_NEW_TOKENS and len(ids) + len(written) < model.config.positions:
        best = int(model.logits(model(torch.tensor([unseen]), cache)[0, -1]).argmax())
        if best in stops:
            break
        written.append(best)
        unseen = [best]
    return tokenizer.decode(written).strip()


def rows_of(entry: dict) -> list[Row]:
    exchanges = entry.get("history", []) + [entry]
    return [Row(part["instruction"], part["response"], entry["category"], {}, part["context"]) for part in exchanges]


def evaluate(model: Model, tokenizer: Tokenizer, entries: list[dict]) -> None:
    """Prints the wrong answers, the score of each kind and split, and how often the model refuses, rightly and wrongly."""
    right, total, wrong = defaultdict(int), defaultdict(int), defaultdict(list)
    refused = {"honesty": [], "false refusals": []}
    for entry in entries:
        given = answer(model, tokenizer, rows_of(entry))
        group = f"{entry['kind']}, {entry['split']}"
        counts = correct(given, entry["check"])
        for name in (group, f"{entry['kind']}, both", "all"):
            total[name] += 1
            right[name] += counts
        if not counts:
            wrong[group].append((entry["instruction"], given, entry["response"]))
        if entry["kind"] == "unknown":
            refused["honesty"].append(refuses(given))
        elif not refuses(entry["response"]):
            refused["false refusals"].append(refuses(given))
    for group, misses in wrong.items():
        print(f"--- wrong: {group}")
        for instruction, given, expected in misses:
            print(f"  {instruction!r}\n    got  {given!r}\n    good {expected!r}")
    for group, count in sorted(total.items()):
        print(f"{group:36} {right[group]:4} of {count:4}  {100 * right[group] / count:5.1f} %")
    for name, flags in refused.items():
        print(f"{name:36} {sum(flags):4} of {len(flags):4}  {100 * sum(flags) / len(flags):5.1f} %")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "build" / "checkpoint")
    parser.add_argument("--rows", type=int, help="only this many rows of every kind and split")
    parser.add_argument("--four-bit", action="store_true", help="with the weights that the exporter makes of them")
    parser.add_argument("--held-out", type=Path, default=HERE / "heldout.json", help="another set of rows")
    parser.add_argument("--ask", nargs="+", help="instructions to answer instead")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, tokenizer = checkpoint.load(arguments.folder), Tokenizer.read(arguments.folder)
    if arguments.four_bit:
        quantize(model)
    if arguments.ask:
        for instruction in arguments.ask:
            print(f"> {instruction}\n{answer(model, tokenizer, [Row(instruction, '', 'open_qa', {})])}\n")
    else:
        entries = json.loads(arguments.held_out.read_text())
        if arguments.rows:
            by_kind = defaultdict(list)
            for entry in entries:
                by_kind[entry["kind"], entry["split"]].append(entry)
            entries = [entry for rows in by_kind.values() for entry in rows[:arguments.rows]]
        evaluate(model, tokenizer, entries)
