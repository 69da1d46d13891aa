"""Questions about words: opposites, synonyms, plurals, past tenses, rhymes, spelling, meanings."""

from . import vocabulary
from .asking import CATEGORY, ask
from .row import Row, capital, contains, exact

OPPOSITE = ["What is the opposite of {w}?", "Opposite of {w}?", "Give me the opposite of {w}.", "What is an antonym of {w}?", "What's the opposite of {w}?", "Which word means the opposite of {w}?", "the opposite of {w}", "Name the opposite of {w}.", "What is the antonym of {w}?", "Tell me the opposite of {w}.", "What is the reverse of {w}?",
            "Can you tell me the opposite of {w}?", "opposite of '{w}'", "What is the contrary of {w}?",
            "What word is the opposite of {w}?", "If it is not {w}, what is it?", "Give an antonym for {w}.", "I need the opposite of {w}.", "What would be the opposite of {w}?", "{w}: what is the opposite?", "Find the opposite of {w}.", "what is the opposite of {w}", "Which is the opposite of {w}?", "Please give me the opposite of {w}."]
SYNONYM = ["What is a synonym of {w}?", "Give me another word for {w}.", "What is another word for {w}?", "Which word means nearly the same as {w}?", "What's another word for {w}?", "Can you give me a synonym for {w}?", "synonym for {w}", "Name a synonym of {w}.", "What is a synonym for {w}?", "Give a synonym for {w}.", "What word means the same as {w}?", "Find another word for {w}.",
           "What else can I say for {w}?", "I need another word for {w}.", "Is there another word for {w}?", "Which word could I use instead of {w}?", "another word for {w}", "{w}: give a synonym.", "Tell me another word for {w}.", "What is a word like {w}?", "Say {w} with another word.", "Do you know a synonym of {w}?"]
PLURAL = ["What is the plural of {w}?", "How do you write the plural of {w}?", "Give the plural of {w}.", "plural of {w}", "What's the plural of {w}?", "What is the plural form of {w}?", "Tell me the plural of {w}.", "One {w}, two ...?", "The plural of {w}?",
          "What is more than one {w} called?", "Do you know the plural of {w}?", "Write the plural of {w}.", "{w}: what is the plural?", "What do you say for two: one {w}, two what?", "I need the plural of {w}.", "Which is the plural of {w}?", "How do I form the plural of {w}?"]
PAST = ["What is the past tense of {w}?", "Give the past tense of {w}.", "How do you say {w} in the past tense?", "Past tense of {w}?", "What's the past tense of {w}?", "What is the past form of {w}?", "past tense of {w}", "Put {w} into the past tense.", "Tell me the past tense of {w}.", "What is the simple past of {w}?", "Today I {w}, yesterday I ...?",
        "What is {w} in the past tense?", "Write the past tense of {w}.", "{w}: what is the past tense?", "I need the past tense of {w}.", "How is the past tense of {w} formed?", "Which is the past tense of {w}?", "Do you know the past tense of {w}?", "Say {w} in the past."]
RHYME = ["What rhymes with {w}?", "Give me a word that rhymes with {w}.", "Which word rhymes with {w}?", "Find a rhyme for {w}.", "Tell me a word that rhymes with {w}.", "Can you find a rhyme for {w}?", "rhyme for {w}", "Name a word that rhymes with {w}.", "I need a word that rhymes with {w}.",
         "What is a rhyme for {w}?", "{w} rhymes with what?", "What word rhymes with {w}?", "A rhyme for {w}, please.", "Do you know a rhyme for {w}?", "Say a word that rhymes with {w}.", "which word rhymes with {w}", "Help me find a rhyme for {w}."]
RHYMES = ["Give me three words that rhyme with {w}.", "Which words rhyme with {w}?", "List three rhymes for {w}.", "Name three words that rhyme with {w}.", "What are some words that rhyme with {w}?", "Find three rhymes for {w}.", "Tell me three words that rhyme with {w}.",
          "Which three words rhyme with {w}?", "I need three rhymes for {w}.", "Can you name three words that rhyme with {w}?", "Write three words that rhyme with {w}.", "three rhymes for {w}", "What words rhyme with {w}?"]
DO_RHYME = ["Does {w} rhyme with {x}?", "Do {w} and {x} rhyme?", "Does {w} rhyme with {x}, yes or no?", "Is {x} a rhyme for {w}?", "Do the words {w} and {x} rhyme?", "Would {x} rhyme with {w}?",
            "Do you think {w} and {x} rhyme?", "Tell me if {w} rhymes with {x}.", "{w} and {x}: do they rhyme?", "Is it true that {w} rhymes with {x}?", "does {w} rhyme with {x}", "Are {w} and {x} rhymes?"]
SPELL = ["How do you spell {w}?", "Spell {w}.", "How is {w} spelled?", "Spell the word {w}.", "How do I spell {w}?", "Can you spell {w}?", "how do u spell {w}", "What is the spelling of {w}?", "Please spell {w} for me.", "Write {w} letter by letter.", "How do you write {w}?", "What are the letters of the word {w}?",
         "Tell me how to spell {w}.", "Give me the spelling of {w}.", "{w}: how is it spelled?", "How do people spell {w}?", "Which letters are in the word {w}?", "Please write {w} letter by letter.", "Do you know how to spell {w}?", "I forgot how to spell {w}."]
FIRST = ["What is the first letter of {w}?", "Which letter does {w} begin with?", "With which letter does {w} start?", "What letter does {w} start with?", "Tell me the first letter of {w}.", "Which is the first letter of the word {w}?",
         "Name the first letter of {w}.", "The first letter of {w}?", "{w} begins with which letter?", "first letter of {w}", "What does {w} begin with?", "Say the first letter of {w}."]
LAST = ["What is the last letter of {w}?", "Which letter does {w} end with?", "With which letter does {w} end?", "What letter does {w} end in?", "Tell me the last letter of {w}.", "Which is the last letter of the word {w}?",
        "Name the last letter of {w}.", "The last letter of {w}?", "{w} ends with which letter?", "last letter of {w}", "What does {w} end with?", "Say the last letter of {w}."]
MEANING = ["What does {w} mean?", "What does the word {w} mean?", "What is the meaning of {w}?", "Define {w}.", "Explain the word {w}.", "What does '{w}' mean?", "What's the meaning of {w}?", "meaning of {w}", "Give me a definition of {w}.", "Can you explain what {w} means?", "Tell me what {w} means.", "What is meant by {w}?", "What does the word '{w}' mean?",
           "Can you tell me what {w} means?", "Do you know what {w} means?", "{w}: what does that mean?", "In simple words, what does {w} mean?", "What do people mean by {w}?", "Define the word {w}.", "I do not know the word {w}. What does it mean?", "Please explain the word {w}.", "what does {w} mean"]


def opposite(draw) -> Row:
    first, second = draw.pick(vocabulary.OPPOSITES)
    if draw.chance(0.4) and second not in ("light", "hard"):
        first, second = second, first
    accepted = {pair[1] for pair in vocabulary.OPPOSITES if pair[0] == first} | {pair[0] for pair in vocabulary.OPPOSITES if pair[1] == first}
    made = ask(draw, ("opposite", first), OPPOSITE, f"The opposite of {first} is {second}.", second, w=first)
    made.check = exact(*[f"The opposite of {first} is {other}." for other in sorted(accepted)])
    return made


def synonym(draw) -> Row:
    first, second = draw.pick(vocabulary.SYNONYMS)
    return ask(draw, ("synonym", first), SYNONYM, f"Another word for {first} is {second}.", f"is {second}", w=first)


def plural(draw) -> Row:
    first, second = draw.pick(vocabulary.PLURALS)
    return ask(draw, ("plural", first), PLURAL, f"The plural of {first} is {second}.", f"is {second}", w=first)


def past(draw) -> Row:
    first, second = draw.pick(vocabulary.PAST)
    return ask(draw, ("past", first), PAST, f"The past tense of {first} is {second}.", f"is {second}", w=first)


def rhyme(draw) -> Row:
    group = draw.pick(vocabulary.RHYMES)
    word = draw.pick(group)
    others = [other for other in group if other != word]
    kind = draw.weighted({"one": 3, "three": 2, "yes or no": 2})
    if kind == "one":
        made = ask(draw, ("rhyme", word), RHYME, f"{capital(others[0])} rhymes with {word}.", "", w=word)
        made.check = {"any": [f"{other} rhymes with {word}" for line in vocabulary.RHYMES if word in line for other in line if other != word]}
        return made
    if kind == "three" and len(others) >= 3:
        return ask(draw, ("rhymes", word), RHYMES, f"{capital(others[0])}, {others[1]} and {others[2]} rhyme with {word}.", f"{others[1]} and {others[2]} rhyme with {word}", w=word)
    yes = draw.chance(0.5)
    other = draw.pick(others) if yes else draw.pick([w for line in vocabulary.RHYMES if word not in line for w in line])
    yes = any(word in line and other in line for line in vocabulary.RHYMES)
    answer = f"Yes, {word} and {other} rhyme." if yes else f"No, {word} and {other} do not rhyme."
    return ask(draw, ("do rhyme", word, other), DO_RHYME, answer, "Yes" if yes else "No", w=word, x=other)


def spelling(draw) -> Row:
    word = draw.pick(vocabulary.SPELLED)
    kind = draw.weighted({"spell": 4, "first": 1, "last": 1})
    if kind == "spell":
        letters = "-".join(word)
        return ask(draw, ("spell", word), SPELL, f"{capital(word)} is spelled {letters}.", letters, w=word)
    letter = (word[0] if kind == "first" else word[-1]).lower()
    return ask(draw, (kind, word), FIRST if kind == "first" else LAST, f"The {kind} letter of {word} is {letter}.", f"is {letter}", w=word)


def meaning(draw) -> Row:
    word, means = draw.pick(vocabulary.MEANINGS)
    return ask(draw, ("meaning", word), MEANING, f"{capital(word)} means {means}.", means, w=word)


def row(draw) -> Row:
    return draw.weighted({opposite: 5, synonym: 3, plural: 2, past: 3, rhyme: 3, spelling: 4, meaning: 2})(draw)


NEXT = ["And of {w}?", "And {w}?", "What about {w}?", "and {w}", "How about {w}?", "And what about {w}?",
        "And for {w}?", "Now {w}.", "And {w}, please?", "What of {w}?", "Same for {w}?", "Then {w}?"]


def follow_up(draw) -> list[Row]:
    source, name = draw.pick([(vocabulary.OPPOSITES, "opposite"), (vocabulary.PAST, "past tense"), (vocabulary.PLURALS, "plural")])
    pairs = draw.sample(source, draw.number(2, 3))
    rows = []
    for place, (first, second) in enumerate(pairs):
        phrasing = draw.phrasing(NEXT) if place else f"What is the {name} of {{w}}?"
        rows.append(Row(phrasing.format(w=first), f"The {name} of {first} is {second}.", CATEGORY, contains(second), key=("next", name, first, phrasing) if place else ()))
    return rows
