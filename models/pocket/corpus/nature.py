"""Questions about animals, elements and planets."""

from . import animals, elements
from .asking import CATEGORY, ask
from .row import Row, a, capital, contains, exact

CLASS = ["What kind of animal is {a}?", "To which group of animals do {p} belong?", "What type of animal is {a}?", "Are {p} mammals, birds, fish, reptiles, amphibians or insects?", "Which class of animals do {p} belong to?", "What class of animal is {a}?", "what kind of animal is a {n}",
         "What sort of animal is {a}?", "Is {a} a mammal, a bird, a fish or something else?", "In which group of animals are {p}?", "{p} are what kind of animals?", "Tell me what kind of animal {a} is.", "What group of animals is {a} in?", "Which group do {p} belong to?"]
FOOD = ["What do {p} eat?", "What does {a} eat?", "What is the food of {p}?", "What do {p} feed on?", "What do {p} live on?", "What can I feed {a}?", "what do {p} like to eat?", "Tell me what {p} eat.",
        "{p} eat what?", "What is the diet of {p}?", "Which food do {p} like?", "what does a {n} eat", "What should I feed {a}?", "What is on the menu of {a}?", "Do you know what {p} eat?"]
HOME = ["Where do {p} live?", "Where does {a} live?", "Where can I find {p}?", "What is the home of {p}?", "In what kind of place do {p} live?", "Where would I see {a}?", "What is the habitat of {p}?", "Tell me where {p} live.",
        "In which place does {a} live?", "What is the natural home of {p}?", "{p} live where?", "where do {p} live", "In what surroundings do {p} live?", "Where is {a} at home?", "Where do you find {p} in nature?", "Do you know where {p} live?"]
YOUNG = ["What is a young {n} called?", "What do you call a baby {n}?", "What is the name for the young of {p}?", "What is the young of {a} called?", "What's a baby {n} called?", "What is the name of a baby {n}?", "what do you call a young {n}",
         "What is the young one of {a} called?", "baby {n} name?", "How do you call a young {n}?", "A baby {n} is called what?", "Which word means a young {n}?", "What do people call the young of {p}?"]
PLURAL = ["What is the plural of {n}?", "How do you write the plural of {n}?", "Give the plural of {n}.", "plural of {n}", "What's the plural of {n}?", "What is the plural form of {n}?",
          "One {n}, two what?", "Tell me the plural of {n}.", "What is more than one {n} called?", "How do I write more than one {n}?", "The plural of {n}?", "Which is the plural of {n}?"]
ABOUT = ["Tell me about {p}.", "Describe {a}.", "What is {a}?", "What are {p}?", "Write a sentence about {p}.", "What do you know about {p}?", "Tell me something about {p}.", "Give me a fact about {p}.", "What can you tell me about {a}?",
         "I want to know about {p}.", "Say something about {p}.", "What kind of creature is {a}?", "Explain what {a} is.", "Tell me a bit about {p}.", "Introduce {p} to me."]
SOUND = ["What sound does {a} make?", "What does {a} say?", "Which noise does {a} make?", "What noise does {a} make?", "How does {a} sound?", "What is the sound of {a}?",
         "Which sound do I hear from {a}?", "Tell me the sound of {a}.", "What sound comes from {a}?", "what does {a} say", "Do you know the sound {a} makes?", "How does {a} talk?"]
LEGS = ["How many legs does {a} have?", "What number of legs does {a} have?", "How many legs do {p} have?", "how many legs has {a}?", "Tell me how many legs {a} has.", "Can you say how many legs {a} has?",
        "How many legs has {a}?", "{a}: how many legs?", "Does {a} have legs, and how many?", "What is the number of legs of {a}?", "On how many legs does {a} walk?", "how many legs do {p} have"]
FLY = ["Can {p} fly?", "Can {a} fly?", "Is {a} able to fly?", "Do {p} fly?", "Are {p} able to fly?", "Does {a} fly?",
       "Is it true that {p} can fly?", "Do you know if {p} can fly?", "can {p} fly", "Is flying something {p} can do?", "Tell me if {p} can fly.", "Would {a} be able to fly?"]
EGGS = ["Do {p} lay eggs?", "Does {a} lay eggs?", "Are {p} born from eggs?", "Do {p} come out of eggs?", "do {p} lay eggs or not?", "Is it true that {p} lay eggs?",
        "Tell me if {p} lay eggs.", "Do the young of {p} come from eggs?", "Is {a} an animal that lays eggs?", "do {p} lay eggs", "Would {a} lay eggs?", "Can {p} lay eggs?"]


def animal(draw) -> Row:
    name, plural, kind, food, home, young = draw.pick(animals.ANIMALS)
    on = "on" if home in animals.ON else "" if home == "almost everywhere" else "in"
    lives = f"live {on} {home}".replace("  ", " ")
    flies, eggs = name in animals.FLYERS, kind in animals.EGG_LAYING
    questions = {
        "class": (CLASS, f"{capital(a(name))} is {a(kind)}.", kind),
        "food": (FOOD, f"{capital(plural)} eat {food}.", food),
        "home": (HOME, f"{capital(plural)} {lives}.", home),
        "young": (YOUNG, f"A young {name} is called {a(young)}.", young),
        "plural": (PLURAL, f"The plural of {name} is {plural}.", plural),
        "about": (ABOUT, f"{capital(a(name))} is {a(kind)}. {capital(plural)} {lives} and eat {food}.", kind),
        "fly": (FLY, f"Yes, {plural} can fly." if flies else f"No, {plural} cannot fly.", "Yes" if flies else "No"),
        "eggs": (EGGS, f"Yes, {plural} lay eggs." if eggs else f"No, {plural} are mammals and do not lay eggs.", "Yes" if eggs else "No"),
    }
    if kind == "fish" and name not in ("salmon", "trout", "herring", "tuna", "cod", "carp", "goldfish"):
        del questions["eggs"]  # some of these bear live young
    topic = draw.pick(list(questions))
    phrasings, answer, part = questions[topic]
    return ask(draw, ("animal", topic, name), phrasings, answer, part, n=name, p=plural, a=a(name))


def sound(draw) -> Row:
    name, noise = draw.pick(animals.SOUNDS)
    return ask(draw, ("sound", name), SOUND, f"{capital(a(name))} {noise}.", noise, a=a(name))


def legs(draw) -> Row:
    name, plural, kind, *_ = draw.pick([row for row in animals.ANIMALS if row[0] in animals.LEGLESS or (row[2] in animals.LEGS and row[0] not in animals.TWO_LEGGED)])
    count = "no" if name in animals.LEGLESS else {2: "two", 4: "four", 6: "six"}[animals.LEGS[kind]]
    return ask(draw, ("legs", name), LEGS, f"{capital(a(name))} has {count} legs.", f"{count} legs", a=a(name), p=plural)


def compare(draw) -> Row:
    scale, more, less = (animals.SIZES, "bigger", "smaller") if draw.chance(0.6) else (animals.SPEEDS, "faster", "slower")
    low, high = sorted(draw.sample(range(len(scale)), 2))
    up = draw.chance(0.5)
    winner, loser, how = (scale[high], scale[low], more) if up else (scale[low], scale[high], less)
    first, second = draw.sample([winner, loser], 2)
    phrasing = draw.phrasing(["Which is {h}, {x} or {y}?", "What is {h}: {x} or {y}?", "Is {x} or {y} {h}?", "which is {h} - {x} or {y}?", "Tell me which is {h}, {x} or {y}.", "What's {h}, {x} or {y}?"])
    answer = f"{capital(winner)} is {how} than {loser}."
    return Row(phrasing.format(h=how, x=first, y=second), answer, CATEGORY, contains(answer[:-1]), key=("compare", how, first, second))


SYMBOL = ["What is the chemical symbol for {e}?", "What is the symbol for {e}?", "What is the symbol of {e}?", "Which symbol does {e} have?", "Give the chemical symbol of {e}.", "What's the chemical symbol of {e}?", "chemical symbol of {e}", "How is {e} written in chemistry?", "symbol for {e}?",
          "Which letters stand for {e}?", "What letters are used for {e} in chemistry?", "Tell me the symbol of {e}.", "Do you know the symbol for {e}?", "{e}: what is its symbol?", "In the periodic table, what is the symbol of {e}?", "Name the chemical symbol of {e}.", "the chemical symbol for {e}?"]
ELEMENT_OF = ["Which element has the symbol {s}?", "What element is {s}?", "What does the chemical symbol {s} stand for?", "{s} is the symbol of which element?", "Which element is {s}?", "What is the element with the symbol {s}?", "For which element does {s} stand?",
              "What does {s} stand for in chemistry?", "{s}: which element?", "Name the element with the symbol {s}.", "In chemistry, what is {s}?", "Tell me which element {s} is.", "Which element is written {s}?", "The symbol {s} means which element?"]
NUMBER = ["What is the atomic number of {e}?", "Which atomic number does {e} have?", "What's the atomic number of {e}?", "atomic number of {e}", "Give the atomic number of {e}.", "What number does {e} have in the periodic table?", "Tell me the atomic number of {e}.",
          "How many protons does {e} have?", "{e}: which atomic number?", "Do you know the atomic number of {e}?", "Name the atomic number of {e}.", "which number is {e} in the periodic table", "The atomic number of {e}?", "Where does {e} stand in the periodic table?"]
NUMBERED = ["Which element has the atomic number {n}?", "What element has atomic number {n}?", "Which element is number {n} in the periodic table?", "What is the element with the atomic number {n}?", "Element number {n}?", "Name the element with the atomic number {n}.",
            "which element is number {n}", "Tell me the element with the atomic number {n}.", "Atomic number {n} is which element?", "What is element {n}?", "Which one is the element number {n}?", "Do you know which element has number {n}?"]
ELEMENT_KIND = ["Is {e} a metal?", "What kind of element is {e}?", "What type of element is {e}?", "Is {e} a metal or not?", "To which group of elements does {e} belong?", "What sort of element is {e}?",
                "is {e} a metal or something else", "Would you call {e} a metal?", "Which group of elements is {e} in?", "Tell me what kind of element {e} is.", "What class of element is {e}?", "Is the element {e} a metal?"]
ELEMENT_ABOUT = ["What is {e}?", "Tell me about {e}.", "What is {e} used for?", "What do you know about {e}?", "Describe {e}.", "What can you tell me about {e}?", "What is {e} known for?",
                 "Say something about {e}.", "What do people use {e} for?", "Explain what {e} is.", "What can {e} be used for?", "Introduce the element {e}.", "Why is {e} useful?"]


def element(draw) -> Row:
    known = draw.chance(0.75)
    name, symbol = draw.pick(elements.ELEMENTS[:36] + [entry for entry in elements.ELEMENTS if entry[0] in elements.USES] if known else elements.ELEMENTS)
    number = elements.NUMBER_OF[name]
    topic = draw.weighted({"symbol": 4, "element of": 2, "number": 2, "numbered": 1, "kind": 2, "about": 3})
    if topic == "about" and name not in elements.USES or topic == "kind" and number > elements.KNOWN:
        topic = "symbol"
    slots = dict(e=name, s=symbol, n=number)
    if topic == "symbol":
        return ask(draw, (topic, name), SYMBOL, f"The chemical symbol of {name} is {symbol}.", f"is {symbol}", **slots)
    if topic == "element of":
        return ask(draw, (topic, name), ELEMENT_OF, f"{symbol} is the chemical symbol of {name}.", name, **slots)
    if topic == "number":
        return ask(draw, (topic, name), NUMBER, f"The atomic number of {name} is {number}.", str(number), **slots)
    if topic == "numbered":
        return ask(draw, (topic, name), NUMBERED, f"The element with the atomic number {number} is {name}.", name, **slots)
    if topic == "kind":
        kind = elements.kind(name)
        phrasing = draw.phrasing(ELEMENT_KIND)
        start = ("Yes, " if kind == "metal" else "No, ") if phrasing.startswith("Is") else ""
        answer = f"{start}{name} is {a(kind)}."
        return Row(phrasing.format(e=name), capital(answer), CATEGORY, contains(f"{name} is {a(kind)}"), key=(topic, name, phrasing))
    return ask(draw, (topic, name), ELEMENT_ABOUT, f"{capital(name)} is a chemical element. It {elements.USES[name]}.", elements.USES[name], **slots)


PLANETS = {
    "Mercury": "is the smallest planet and the closest to the sun", "Venus": "is the second planet from the sun and the hottest", "Earth": "is the third planet from the sun and the only one known to have life", "Mars": "is the fourth planet from the sun and is called the red planet",
    "Jupiter": "is the fifth planet from the sun and the largest", "Saturn": "is the sixth planet from the sun and has bright rings", "Uranus": "is the seventh planet from the sun and lies on its side", "Neptune": "is the eighth planet from the sun and the farthest",
}
PLANET_ABOUT = ["What is {e}?", "Tell me about {e}.", "Describe the planet {e}.", "What do you know about {e}?", "What is special about {e}?", "Tell me about the planet {e}.", "What kind of planet is {e}?",
                "Say something about {e}.", "What can you tell me about {e}?", "Describe {e}.", "What sort of planet is {e}?", "What is {e} known for?", "Which planet is {e}?"]
PLANET_PLACE = ["Which is the {o} planet from the sun?", "What is the {o} planet from the sun?", "Name the {o} planet from the sun.", "Which planet is the {o} from the sun?", "the {o} planet from the sun?", "What planet is {o} from the sun?",
                "The {o} planet from the sun is called what?", "Tell me the {o} planet from the sun.", "which planet is the {o} one", "Counting from the sun, what is the {o} planet?", "Which planet comes {o} from the sun?", "Give the name of the {o} planet from the sun."]


def planet(draw) -> Row:
    name = draw.pick(list(PLANETS))
    if draw.chance(0.6):
        return ask(draw, ("planet", name), PLANET_ABOUT, f"{name} {PLANETS[name]}.", PLANETS[name], e=name)
    place = list(PLANETS).index(name)
    ordinal = "first second third fourth fifth sixth seventh eighth".split()[place]
    return ask(draw, ("planet place", name), PLANET_PLACE, f"The {ordinal} planet from the sun is {name}.", name, o=ordinal)


def row(draw) -> Row:
    return draw.weighted({animal: 10, sound: 1, legs: 1, compare: 2, element: 6, planet: 1})(draw)


def follow_up(draw) -> list[Row]:
    """The young of one animal, and then of another."""
    entries = draw.sample(animals.ANIMALS, 2)
    answers = [Row("", f"A young {name} is called {a(young)}.", CATEGORY, contains(young)) for name, *_, young in entries]
    answers[0].instruction = f"What is a young {entries[0][0]} called?"
    answers[1].instruction = draw.pick(["And a young {}?", "What about a young {}?", "And a {}?"]).format(entries[1][0])
    answers[1].key = ("next young", entries[1][0])
    return answers
