"""The 4-bit weights of the shipped model, as models/exporter/quantize.ts makes them, in torch.

Every matrix is cut into blocks of 32 along its rows; a block has one scale, which may be negative,
and a weight becomes `step * scale` with a whole step from -8 to 7. The page computes with these
values, so training towards its end does too (see train.py).
"""

from contextlib import contextmanager

import torch
from torch import Tensor

BLOCK = 32
LEAST, MOST = -8, 7
SPANS = (8.7, 8.3, 7.9, 7.2)  # the candidates of quantize.ts: how many steps the largest magnitude may span
SMALLEST = 2.0 ** -100


def scales(matrix: Tensor) -> Tensor:
    """The scale of each block, [blocks, 1], that leaves the least squared error among the candidates; 0 for a block of zeros."""
    blocks = matrix.reshape(-1, BLOCK)
    most, least = blocks.amax(1, keepdim=True), blocks.amin(1, keepdim=True)
    extreme = torch.where(most >= -least, most, least)
    extreme = torch.where(extreme.abs() < SMALLEST, torch.zeros_like(extreme), extreme)
    parts = blocks * torch.where(extreme == 0, extreme, 1 / extreme)
    best_gain, best = torch.zeros_like(extreme), torch.zeros_like(extreme)
    for span in SPANS:
        steps = (parts * -span).clamp_(LEAST, MOST).round_()
        product = (parts * steps).sum(1, keepdim=True)
        factor = product / (steps * steps).sum(1, keepdim=True)
        gain = factor * product
        better = gain > best_gain
        best_gain, best = torch.where(better, gain, best_gain), torch.where(better, factor, best)
    return extreme * best


def rounded(matrix: Tensor, scale: Tensor) -> Tensor:
    """The matrix with every weight at the nearest step of its block's scale."""
    inverse = torch.where(scale == 0, scale, 1 / scale)
    steps = (matrix.reshape(-1, BLOCK) * inverse).clamp_(LEAST, MOST).round_()
    return (steps * scale).view_as(matrix)


def matrices(model) -> list[Tensor]:
    """What the exporter stores in 4 bits: all matrices, the embeddings among them."""
    return [parameter for parameter in model.parameters() if parameter.dim() == 2]


@torch.no_grad()
def quantize(model) -> None:
    """Gives the model the weights that the page computes with."""
    for matrix in matrices(model):
        matrix.copy_(rounded(matrix, scales(matrix)))


class Quantization:
    """Lends the model its 4-bit weights for a step and gives it back its own, so that gradients pass straight through."""

    SCALES_LAST = 16  # steps; weights move little in between

    def __init__(self, model):
        self.matrices, self.scales, self.age = matrices(model), [], 0

    @contextmanager
    def lent(self):
        with torch.no_grad():
            if self.age % self.SCALES_LAST == 0:
                self.scales = [scales(matrix) for matrix in self.matrices]
            self.age += 1
            own = [matrix.data for matrix in self.matrices]
            for matrix, scale in zip(self.matrices, self.scales):
                matrix.data = rounded(matrix.data, scale)
        try:
            yield
        finally:
            for matrix, values in zip(self.matrices, own):
                matrix.data = values
