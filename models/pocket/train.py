"""Trains the pocket model for a given time: `python3 train.py --minutes 90 [--warm-start FOLDER]`.

The corpus is generated on the fly from the seed and the number of the pool, so no row is
seen twice in the same company. The learning rate follows the clock: it warms up, stays, and
falls in a straight line to zero in the last part of the given minutes; time in which the process
was stopped does not count. In the last part the model computes with the 4-bit weights that the
page will have, see quantize.py. Run again with the same arguments to resume from
build/training.pt, which every snapshot and SIGTERM write.

A warm start takes the layers of another checkpoint of this shape, and for each token the mean
of the embeddings of the pieces that the other tokenizer splits it into.
"""

import argparse
import os
import signal
import time
from contextlib import nullcontext
from pathlib import Path

# Batches differ in shape at every step; without this limit torch keeps a compiled kernel for
# each of them. It must be set before torch loads.
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64")

import torch
from torch.nn import functional as F

import checkpoint
from corpus.assemble import SHARES, conversation, row
from corpus.draw import FILLERS, Draw
from model import Config, Model
from prompt import training_sequence
from quantize import Quantization
from tokenizer import Tokenizer

BUILD = Path(__file__).parent / "build"
SEED = "pocket-5"
BATCH_TOKENS = 2048           # padded tokens a step
POOL = 160                    # conversations generated together, then sorted by length into batches
LONG_SHARE = 0.006            # share of conversations that run towards the full context length
USUAL_TOKENS = 640            # longest usual sequence
PEAK_RATE, WARM_UP_STEPS = 8e-4, 150
DECAY_FROM = 0.25             # part of the time after which the rate falls
QUANTIZED_FROM = 0.6          # part of the time after which the weights are 4-bit ones
LONGEST_STEP_SECONDS = 5.0    # a step that took longer was stopped meanwhile; it counts as this much
INSTRUCTION_SHARE = 0.1       # of the instruction tokens are predicted too, chosen at random; predicting all doubles the cost
INSTRUCTION_WEIGHT = 0.3      # of such a token in the loss; an answer token counts 1
SNAPSHOT_SECONDS = 600
FIRST_SNAPSHOT_SECONDS = 90
LOG_STEPS = 200
# Answers from a passage need copying, which the model learns late unless it practises it often:
# until this held-out copying loss is reached, copying has a larger share of the rows.
COPYING_LEARNED = 0.4
COPYING_FIRST = SHARES | {"copying": 100}


def sequences(tokenizer: Tokenizer, draw: Draw, count: int, shares: dict = SHARES) -> list:
    """Training sequences (ids, is_answer), whole exchanges only, never longer than the context."""
    made = []
    while len(made) < count:
        long = draw.chance(LONG_SHARE)
        rows, limit = conversation(draw, draw.number(7, 36) if long else None, shares), Config().positions if long else USUAL_TOKENS
        ids, answers = training_sequence(tokenizer, rows)
        while len(ids) > limit:
            rows = rows[:-1]
            ids, answers = training_sequence(tokenizer, rows)
        made.append((ids, answers))
    return made


def batches(tokenizer: Tokenizer, pool: int, shares: dict = SHARES):
    """The batches of one pool: ids [batch, time] padded with 0, and the weight in the loss of each token, [batch, time]."""
    draw = Draw(f"{SEED}/{pool}")
    ordered = sorted(sequences(tokenizer, draw, POOL, shares), key=lambda sequence: len(sequence[0]))
    groups, group = [], []
    for sequence in ordered:
        if (len(group) + 1) * len(sequence[0]) > BATCH_TOKENS and group:
            groups.append(group)
            group = []
        group.append(sequence)
    groups.append(group)
    draw.random.shuffle(groups)
    for group in groups:
        yield collate(group, draw)


def collate(group, draw: Draw):
    time_steps = max(len(ids) for ids, _ in group)
    ids = torch.zeros(len(group), time_steps, dtype=torch.long)
    weights = torch.zeros(len(group), time_steps)
    for place, (row_ids, answers) in enumerate(group):
        ids[place, :len(row_ids)] = torch.tensor(row_ids)
        weights[place, :len(row_ids)] = torch.tensor(
            [1.0 if answer else INSTRUCTION_WEIGHT if draw.chance(INSTRUCTION_SHARE) else 0.0 for answer in answers])
    return ids, weights


def losses(model: Model, ids, weights):
    """Weighted mean loss to train on, and the plain mean over answer tokens to report."""
    wanted = weights[:, 1:] > 0
    hidden = model(ids[:, :-1])[wanted]
    each = F.cross_entropy(model.logits(hidden).float(), ids[:, 1:][wanted], reduction="none")
    weight = weights[:, 1:][wanted]
    answers = weight == 1
    return (each * weight).sum() / weight.sum(), each[answers].mean()


def held_out_loss(model: Model, batch) -> float:
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        return losses(model, *batch)[1].item()


def rate(peak: float, step: int, progress: float) -> float:
    """Learning rate at this step, when this part (0 to 1) of the time has passed."""
    return peak * min(1, (step + 1) / WARM_UP_STEPS) * min(1, max(0, 1 - progress) / (1 - DECAY_FROM))


def warm_start(model: Model, tokenizer: Tokenizer, folder: Path) -> None:
    """Copies the layers of the checkpoint in the folder, and makes up the embeddings from its own."""
    values, other = checkpoint.tensors(folder), Tokenizer.read(folder)
    for name in ("gpt_neox.embed_in.weight", "embed_out.weight"):
        rows = values[name]
        values[name] = torch.stack([rows[other.pieces(tokenizer.tokens[number])].mean(0) for number in range(model.config.vocab)])
    model.load_state_dict(values)


def main(minutes: float, threads: int, peak: float, other: Path | None) -> None:
    torch.manual_seed(1)
    torch.set_num_threads(threads)
    tokenizer = Tokenizer.read(BUILD / "tokenizer")
    model = Model(Config())
    if other:
        warm_start(model, tokenizer, other)
    matrices = [p for p in model.parameters() if p.dim() == 2]
    vectors = [p for p in model.parameters() if p.dim() != 2]
    optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.05}, {"params": vectors, "weight_decay": 0.0}],
                                  lr=peak, betas=(0.9, 0.98), fused=True)
    state = {"step": 0, "pool": 0, "tokens": 0, "seconds": 0.0, "copies": False}
    saved = BUILD / "training.pt"
    if saved.exists():
        loaded = torch.load(saved)
        model.load_state_dict(loaded["model"])
        optimizer.load_state_dict(loaded["optimizer"])
        state |= loaded["state"]
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters, from step {state['step']}", flush=True)
    draw = Draw("loss", FILLERS)
    held_out = collate(sequences(tokenizer, draw, 24), draw)
    copying = collate([training_sequence(tokenizer, [row(draw, "copying")]) for _ in range(24)], draw)

    quantization = Quantization(model)
    clock = time.monotonic()
    next_snapshot = state["seconds"] + FIRST_SNAPSHOT_SECONDS
    recent = []

    stop = []  # holds the signal that asked for an early end
    signal.signal(signal.SIGTERM, lambda number, _: stop.append(number))

    def snapshot():
        checkpoint.save(model, BUILD / "checkpoint")
        for file in (BUILD / "tokenizer").iterdir():
            checkpoint.write_atomically(BUILD / "checkpoint" / file.name, file.read_bytes())
        partial = saved.with_suffix(".part")
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "state": state}, partial)
        partial.replace(saved)

    while True:
        for ids, weights in batches(tokenizer, state["pool"], SHARES if state["copies"] else COPYING_FIRST):
            last, clock = clock, time.monotonic()
            state["seconds"] += min(clock - last, LONGEST_STEP_SECONDS)
            progress = state["seconds"] / (minutes * 60)
            if progress >= 1 or stop:
                snapshot()
                print(f"{'stopped' if stop else 'done'}: step {state['step']}, {state['tokens']:,} tokens, held-out loss {held_out_loss(model, held_out):.4f}", flush=True)
                return
            for group in optimizer.param_groups:
                group["lr"] = rate(peak, state["step"], progress)
            optimizer.zero_grad(set_to_none=True)
            with quantization.lent() if progress >= QUANTIZED_FROM else nullcontext():
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    loss, answer_loss = losses(model, ids, weights)
                loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            recent.append(answer_loss.item())
            state["step"] += 1
            state["tokens"] += int((ids > 0).sum())
            if state["step"] % LOG_STEPS == 0:
                copying_loss = held_out_loss(model, copying)
                state["copies"] = state["copies"] or copying_loss < COPYING_LEARNED
                print(f"step {state['step']}  {state['seconds'] / 60:.1f} min  {state['tokens']:,} tokens  answer loss {sum(recent) / len(recent):.4f}"
                      f"  held-out {held_out_loss(model, held_out):.4f}  copying {copying_loss:.4f}  rate {optimizer.param_groups[0]['lr']:.5f}", flush=True)
                recent.clear()
            if state["seconds"] >= next_snapshot:
                snapshot()
                next_snapshot = state["seconds"] + SNAPSHOT_SECONDS
        state["pool"] += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, required=True, help="length of the whole run, earlier parts included")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--peak-rate", type=float, default=PEAK_RATE)
    parser.add_argument("--warm-start", type=Path, help="folder of a checkpoint of this shape to begin from")
    given = parser.parse_args()
    main(given.minutes, given.threads, given.peak_rate, given.warm_start)
