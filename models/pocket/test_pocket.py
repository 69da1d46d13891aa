"""Tests of what the training and the page both rely on: `python3 -m unittest test_pocket` (no torch needed)."""

import unittest

from corpus.assemble import KINDS, conversation, follow_up, row
from corpus.draw import Draw, reserved
from prompt import INTRO, prompt, training_sequence
from score import correct
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


class CorpusTest(unittest.TestCase):
    def test_the_seed_fixes_the_corpus(self):
        self.assertEqual(conversation(Draw(7)), conversation(Draw(7)))
        self.assertNotEqual(conversation(Draw(7)), conversation(Draw(8)))

    def test_training_and_held_out_rows_share_no_key(self):
        keys = {}
        for held_out in (False, True):
            draw = Draw("keys", held_out)
            made = [row(draw, kind) for kind in KINDS if kind != "small talk" for _ in range(150)]
            keys[held_out] = {entry.key for entry in made if entry.key}
        self.assertTrue(keys[False] and keys[True])
        self.assertFalse(keys[False] & keys[True])

    def test_training_passages_hold_no_reserved_town(self):
        draw = Draw("towns")
        towns = {entry.response for entry in (row(draw, "extraction") for _ in range(400)) if entry.instruction.startswith("Find all place") and " and " not in entry.response and "\n" not in entry.response}
        self.assertTrue(towns)
        self.assertFalse([town for town in towns if reserved("name", town)])

    def test_every_response_passes_its_own_check(self):
        for held_out in (False, True):
            draw = Draw("checks", held_out)
            made = [row(draw, kind) for kind in KINDS for _ in range(200)] + [entry for _ in range(200) for entry in follow_up(draw)]
            for entry in made:
                self.assertTrue(correct(entry.response, entry.check), (entry.instruction, entry.response, entry.check))

    def test_text_is_ascii_and_trimmed(self):
        draw = Draw("ascii")
        for entry in (row(draw) for _ in range(2000)):
            for text in (entry.instruction, entry.response, entry.context):
                self.assertTrue(text.isascii() and text == text.strip() and "{" not in text and "  " not in text, text)


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

    def test_items(self):
        check = {"items": {"count": 2, "of": ["A cat", "A dog", "A cow"]}}
        self.assertTrue(correct("1. A dog\n2. A cat", check))
        for wrong in ("1. A dog", "1. A dog\n2. A dog", "1. A dog\n2. A tree", "1. A dog\n2. A cat\n3. A cow"):
            self.assertFalse(correct(wrong, check), wrong)


if __name__ == "__main__":
    unittest.main()
