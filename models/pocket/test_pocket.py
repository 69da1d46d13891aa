"""Tests of what the training and the page both rely on: `python3 -m unittest test_pocket` (without torch, all but the quantizing)."""

import json
import re
import unittest
from importlib.util import find_spec
from pathlib import Path

from corpus import arithmetic
from corpus.assemble import KINDS, NO_FILLERS, conversation, follow_up, mistype, row
from corpus.draw import FILLERS, PHRASINGS, Draw, NothingHeldOut, reserved, reserved_phrasings
from prompt import INTRO, prompt, training_sequence
from score import correct, refuses
from tokenizer import CONTROL, KEYS, VOCAB_SIZE, Tokenizer, tokenizer_json, train_merges


def small_tokenizer() -> Tokenizer:
    """The full vocabulary size, trained on a small sample."""
    draw, pieces = Draw("test tokenizer"), []
    for _ in range(1500):
        for made in conversation(draw):
            pieces += [made.instruction, made.response + "\n\n", made.context]
    return Tokenizer(tokenizer_json(train_merges(pieces, VOCAB_SIZE - len(CONTROL) - 256 - len(KEYS))))


class TokenizerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tokenizer = small_tokenizer()

    def test_control_ids(self):
        ids = self.tokenizer.ids
        self.assertEqual([ids[token] for token in CONTROL + KEYS], [0, 1, 4093, 4094, 4095])

    def test_decodes_to_the_text_it_encoded(self):
        for text in ["", " ", "a  b\n\n\nc \n", "It's 12,345.67!", "### End\n\n### Instruction:\nHi\n", "tab\there"]:
            self.assertEqual(self.tokenizer.decode(self.tokenizer.encode(text)), text)

    def test_numbers_are_spelled_digit_by_digit(self):
        for token in self.tokenizer.tokens.values():
            self.assertLessEqual(sum(character.isdigit() for character in token), 1, token)

    def test_a_sequence_is_the_encoding_of_its_text(self):
        draw = Draw("sequences")
        for _ in range(300):
            rows = conversation(draw)
            ids, answers = training_sequence(self.tokenizer, rows)
            text = prompt(rows) + rows[-1].response + "\n\n### End"
            self.assertEqual(ids, self.tokenizer.encode(text))
            answered = self.tokenizer.decode([number for number, answer in zip(ids, answers) if answer])
            self.assertEqual(answered, "".join(made.response + "\n\n### End" for made in rows))

    def test_the_line_breaks_before_a_key_are_one_token(self):
        ids = self.tokenizer.encode(INTRO + "\n\n### Instruction:\n")
        self.assertEqual(self.tokenizer.tokens[ids[-3]], "\u010a\u010a")


def letters(text: str) -> str:
    return re.sub("[^a-z0-9]", "", text.lower())


class CorpusTest(unittest.TestCase):
    def test_the_seed_fixes_the_corpus(self):
        self.assertEqual(conversation(Draw(7)), conversation(Draw(7)))
        self.assertNotEqual(conversation(Draw(7)), conversation(Draw(8)))

    def test_training_and_held_out_rows_share_no_key(self):
        keys = {}
        for side in (None, FILLERS):
            draw = Draw("keys", side)
            made = [row(draw, kind) for kind in KINDS if kind not in NO_FILLERS for _ in range(150)]
            keys[side] = {entry.key for entry in made if entry.key}
        self.assertTrue(keys[None] and keys[FILLERS])
        self.assertEqual(keys[None] & keys[FILLERS], set())

    def test_every_sixth_phrasing_is_never_trained(self):
        ways = [f"way {place}" for place in range(13)]
        self.assertEqual(reserved_phrasings(ways), ["way 5", "way 11"])
        trained = {Draw(seed).phrasing(ways) for seed in range(300)}
        held_out = {Draw(seed, PHRASINGS).phrasing(ways) for seed in range(300)}
        self.assertEqual((trained & held_out, trained | held_out), (set(), set(ways)))
        with self.assertRaises(NothingHeldOut):
            Draw(1, PHRASINGS).phrasing(ways[:5])

    def test_no_sentence_of_small_talk_is_on_both_sides(self):
        asked = {}
        for side in (None, PHRASINGS):
            draw = Draw("talk", side)
            asked[side] = {letters(row(draw, "small talk", plain=True).instruction) for _ in range(4000)}
        self.assertEqual(asked[None] & asked[PHRASINGS], set())

    def test_sums_are_right_and_only_those_with_working_are_held_out(self):
        for side in (None, FILLERS, PHRASINGS):
            draw = Draw("sums", side)
            for _ in range(500):
                made = row(draw, "arithmetic")
                for x, sign, y, result in re.findall(r"(\d+) ([-+*/]) (\d+) = (-?\d+)", made.response):
                    self.assertEqual(arithmetic.OPERATIONS[sign](int(x), int(y)), int(result), made.response)
                if side == FILLERS:
                    self.assertGreater(made.response.count("="), 1, made.response)

    def test_training_passages_hold_no_reserved_town(self):
        draw = Draw("towns")
        made = [row(draw, "extraction", plain=True) for _ in range(600)]
        towns = {entry.response for entry in made if "place" in entry.instruction and entry.response.isalpha()}
        self.assertTrue(towns)
        self.assertEqual([town for town in towns if reserved("name", town)], [])

    def test_every_response_passes_its_own_check(self):
        for side in (None, FILLERS, PHRASINGS):
            draw = Draw("checks", side)
            made = [row(draw, kind) for kind in KINDS if side != FILLERS or kind not in NO_FILLERS for _ in range(200)]
            if side != PHRASINGS:
                made += [entry for _ in range(200) for entry in follow_up(draw)]
            for entry in made:
                self.assertTrue(correct(entry.response, entry.check), (entry.instruction, entry.response, entry.check))

    def test_a_typing_mistake_changes_one_word_a_little(self):
        draw = Draw("slips")
        for _ in range(200):
            before, after = "what is the capital of France".split(), mistype(draw, "what is the capital of France").split()
            changed = [(old, new) for old, new in zip(before, after) if old != new]
            self.assertLessEqual(len(changed), 1)
            for old, new in changed:
                self.assertEqual((old, abs(len(new) - len(old)) <= 1, old[0]), ("capital", True, new[0]))

    def test_text_is_ascii_and_trimmed(self):
        draw = Draw("ascii")
        for entry in (row(draw) for _ in range(2000)):
            for text in (entry.instruction, entry.response, entry.context):
                self.assertTrue(text.isascii() and text == text.strip() and "{" not in text and "  " not in text, text)


@unittest.skipUnless(find_spec("torch"), "torch is not installed")
class QuantizeTest(unittest.TestCase):
    def test_blocks_become_what_the_exporter_makes_of_them(self):
        """quantized-blocks.json holds what models/exporter/quantize.ts made; its own test reads the same file."""
        import torch
        from quantize import rounded, scales

        for entry in json.loads((Path(__file__).parent / "quantized-blocks.json").read_text()):
            block, made = torch.tensor([entry["values"]], dtype=torch.float32), torch.tensor([[entry["scale"]]], dtype=torch.float32)
            scale = scales(block)
            wanted = torch.tensor([entry["steps"]]) * made
            self.assertTrue(torch.allclose(scale, made, rtol=1e-5, atol=0), entry["scale"])
            self.assertTrue(torch.allclose(rounded(block, scale), wanted, rtol=1e-5, atol=0), entry["scale"])

    def test_a_step_computes_with_lent_weights_and_changes_its_own(self):
        import torch
        from quantize import Quantization, rounded, scales

        layer = torch.nn.Linear(64, 8)
        own = layer.weight.detach().clone()
        with Quantization(layer).lent():
            self.assertTrue(torch.equal(layer.weight, rounded(own, scales(own))))
            layer(torch.ones(1, 64)).sum().backward()
        self.assertTrue(torch.equal(layer.weight, own))
        self.assertTrue(torch.equal(layer.weight.grad, torch.ones(8, 64)))


class ScoreTest(unittest.TestCase):
    def test_exact(self):
        self.assertTrue(correct("positive", {"exact": ["Positive."]}))
        self.assertFalse(correct("Positive, I think", {"exact": ["Positive"]}))

    def test_contains_whole_words_only(self):
        self.assertTrue(correct("It took 2 hours.", {"contains": ["2"]}))
        self.assertFalse(correct("It took 12 hours.", {"contains": ["2"]}))
        self.assertFalse(correct("It took 2 hours.", {"contains": ["2", "Ben"]}))

    def test_any(self):
        self.assertTrue(correct("I do not know.", {"any": ["not know", "no idea"]}))
        self.assertFalse(correct("Paris.", {"any": ["not know", "no idea"]}))

    def test_number_is_the_last_one(self):
        self.assertTrue(correct("27 + 40 = 67, 67 + 5 = 72. So 27 + 45 = 72.", {"number": 72}))
        self.assertTrue(correct("3 - 5 = -2.", {"number": -2}))
        for wrong in ("72 + 1 = 73", "no idea", "172"):
            self.assertFalse(correct(wrong, {"number": 72}), wrong)

    def test_a_refusal(self):
        self.assertTrue(refuses("I do not know that."))
        self.assertFalse(refuses("The passage does not say."))

    def test_items(self):
        check = {"items": {"count": 2, "of": ["A cat", "A dog", "A cow"]}}
        self.assertTrue(correct("1. A dog\n2. A cat", check))
        for wrong in ("1. A dog", "1. A dog\n2. A dog", "1. A dog\n2. A tree", "1. A dog\n2. A cat\n3. A cow"):
            self.assertFalse(correct(wrong, check), wrong)


if __name__ == "__main__":
    unittest.main()
