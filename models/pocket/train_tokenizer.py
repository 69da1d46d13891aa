"""Trains the tokenizer on a sample of the corpus: `python3 train_tokenizer.py`. Takes about a minute."""

import sys
from pathlib import Path

from corpus.assemble import conversation
from corpus.draw import Draw
from prompt import INTRO, slot
from tokenizer import CONTROL, KEYS, VOCAB_SIZE, Tokenizer, tokenizer_json, train_merges, write_files

CONVERSATIONS = 25_000

if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "build" / "tokenizer")
    folder.mkdir(parents=True, exist_ok=True)
    draw = Draw("tokenizer")
    pieces = [INTRO + "\n\n"]
    for _ in range(CONVERSATIONS):
        for row in conversation(draw):
            pieces += ["\n" + slot(row) + "\n\n", "\n" + row.response + "\n\n"]
    content = tokenizer_json(train_merges(pieces, VOCAB_SIZE - len(CONTROL) - 256 - len(KEYS)))
    write_files(content, folder)
    tokenizer = Tokenizer(content)
    for piece in pieces[:2000]:
        assert tokenizer.decode(tokenizer.encode(piece)) == piece, piece
    characters, tokens = sum(map(len, pieces[:2000])), sum(len(tokenizer.encode(piece)) for piece in pieces[:2000])
    print(f"{len(content['model']['vocab']) + len(KEYS)} tokens, {characters / tokens:.2f} characters a token")
