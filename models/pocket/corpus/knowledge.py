"""Questions about the facts of the small world: countries, animals, words, calendar, and single facts."""

from . import explanations, facts, names
from .row import Row, a, capital, contains, exact, join

CATEGORY = "open_qa"

# Follow-ups begin with these questions about any word, so none of them is ever held out.
OPENINGS = ("What is the opposite of ", "What is the plural of ", "What is the past tense of ", "What is a young ")


def _word_key(question: str, *key) -> tuple | None:
    return None if question.startswith(OPENINGS) else key


CAPITAL = ["What is the capital of {c}?", "What's the capital of {c}?", "Which city is the capital of {c}?",
           "Name the capital of {c}.", "What is the capital city of {c}?", "{C}: what is its capital?", "Capital of {c}?",
           "Can you tell me the capital of {c}?", "Do you know the capital of {c}?", "Tell me the capital of {c}.",
           "What city is {c}'s capital?"]
CAPITAL_OF = ["Which country has {k} as its capital?", "{k} is the capital of which country?", "In which country is {k}?",
              "Where is {k}?", "What country is {k} in?", "What is {k}?", "Tell me about {k}."]
CONTINENT = ["On which continent is {c}?", "Which continent is {c} in?", "What continent is {c} on?", "Where is {c}?",
             "Where in the world is {c}?"]
LANGUAGE = ["What language do people speak in {c}?", "Which language is spoken in {c}?", "What is the main language of {c}?",
            "What do people in {c} speak?", "Which language should I learn for a trip to {c}?"]
CURRENCY = ["What is the currency of {c}?", "Which currency is used in {c}?", "What money do people use in {c}?",
            "How do people pay in {c}?", "What currency does {c} use?"]


def _country(draw, kind: str, name: str, phrasing: str) -> Row:
    country, city, continent, language, currency = next(row for row in facts.COUNTRIES if row[0] == name)
    question = phrasing.format(c=country, C=capital(country), k=city)
    answer, part = {
        "capital": (f"The capital of {country} is {city}", city),
        "capital of": (f"{city} is the capital of {country}", country),
        "continent": (f"{capital(country)} is in {continent}", continent),
        "language": (f"The main language of {country} is {language}", language),
        "currency": (f"The currency of {country} is {currency}", currency),
    }[kind]
    answer += "" if answer.endswith(".") else "."
    return Row(question, answer, CATEGORY, contains(part), key=("country", kind, name, phrasing))


COUNTRY_QUESTIONS = {"capital": CAPITAL, "capital of": CAPITAL_OF, "continent": CONTINENT, "language": LANGUAGE, "currency": CURRENCY}


def country(draw) -> Row:
    kind = draw.weighted({"capital": 4, "capital of": 2, "continent": 2, "language": 2, "currency": 2})
    return _country(draw, kind, draw.pick(facts.COUNTRIES)[0], draw.pick(COUNTRY_QUESTIONS[kind]))


def about_country(draw) -> Row:
    name, city, continent, language, currency = draw.pick(facts.COUNTRIES)
    phrasing = draw.pick(["Tell me about {c}.", "What do you know about {c}?", "Describe {c} in a sentence or two.",
                          "What is {c}?", "Give me some facts about {c}."])
    stop = "" if city.endswith(".") else "."
    answer = f"{capital(name)} is a country in {continent}. Its capital is {city}{stop} The main language is {language} and the currency is {currency}."
    return Row(phrasing.format(c=name), answer, CATEGORY, contains(city, language), key=("about", name, phrasing))


def animal(draw) -> Row:
    name, plural, kind, food, home, young = draw.pick(facts.ANIMALS)
    questions = {
        "class": (["What kind of animal is {a}?", "To which group of animals do {p} belong?", "What type of animal is {a}?",
                   "Are {p} mammals, birds, fish, reptiles, amphibians or insects?"],
                  f"{capital(a(name))} is {a(kind)}.", kind),
        "food": (["What do {p} eat?", "What does {a} eat?", "What is the food of {p}?", "What should one know about the diet of {p}?"],
                 f"{capital(plural)} eat {food}.", food),
        "home": (["Where do {p} live?", "Where does {a} live?", "Where can I find {p}?", "What is the home of {p}?"],
                 f"{capital(plural)} live in {home}." if not home.startswith("cold") else f"{capital(plural)} live on {home}.", home),
        "young": (["What is a young {n} called?", "What do you call a baby {n}?", "What is the name for the young of {p}?",
                   "What is the young of {a} called?"],
                  f"A young {name} is called {a(young)}.", young),
        "plural": (["What is the plural of {n}?", "How do you write the plural of {n}?", "Give the plural of {n}."],
                   f"The plural of {name} is {plural}.", plural),
        "about": (["Tell me about {p}.", "Describe {a}.", "What is {a}?", "What are {p}?", "Write a sentence about {p}."],
                  f"{capital(a(name))} is {a(kind)}. {capital(plural)} live {'on' if home.startswith('cold') else 'in'} {home} and eat {food}.", kind),
    }
    topic = draw.pick(list(questions))
    phrasings, answer, part = questions[topic]
    phrasing = draw.pick(phrasings)
    question = phrasing.format(n=name, p=plural, a=a(name))
    return Row(question, answer, CATEGORY, contains(part), key=_word_key(question, "animal", topic, name, phrasing))


def sound(draw) -> Row:
    name, noise = draw.pick(facts.SOUNDS)
    phrasing = draw.pick(["What sound does {a} make?", "What does {a} do when it makes a sound?", "Which noise does {a} make?"])
    return Row(phrasing.format(a=a(name)), f"{capital(a(name))} {noise}.", CATEGORY, contains(noise), key=("sound", name, phrasing))


def legs(draw) -> Row:
    name, _, kind, *_ = draw.pick([row for row in facts.ANIMALS if row[0] in facts.LEGLESS or (row[2] in facts.LEGS and row[0] not in facts.TWO_LEGGED)])
    count = "no" if name in facts.LEGLESS else facts.NUMBER_WORDS[facts.LEGS[kind]]
    phrasing = draw.pick(["How many legs does {a} have?", "What number of legs does {a} have?", "Can you say how many legs {a} has?"])
    return Row(phrasing.format(a=a(name)), f"{capital(a(name))} has {count} legs.", CATEGORY, contains(f"{count} legs"), key=("legs", name, phrasing))


def work(draw) -> Row:
    name, does, place = draw.pick(facts.WORK)
    questions = {
        "does": (["What does {a} do?", "What is the job of {a}?", "What is {a}?", "Describe the work of {a}."], f"{capital(a(name))} {does}.", does),
        "place": (["Where does {a} work?", "What is the workplace of {a}?"], f"{capital(a(name))} usually works {place}.", place),
        "who": (["Who {d}?", "Which profession {d}?", "What do you call a person who {d}?"], f"{capital(a(name))} {does}.", name),
    }
    topic = draw.pick(list(questions))
    phrasings, answer, part = questions[topic]
    phrasing = draw.pick(phrasings)
    return Row(phrasing.format(a=a(name), d=does), answer, CATEGORY, contains(part), key=("work", topic, name, phrasing))


def colour(draw) -> Row:
    thing, value = draw.pick(facts.COLOURS)
    phrasing = draw.pick(["What colour is {t}?", "Which colour does {t} have?", "What is the colour of {t}?", "What color is {t}?"])
    return Row(phrasing.format(t=thing), f"{capital(thing)} is {value}.", CATEGORY, contains(value), key=("colour", thing, phrasing))


def word(draw) -> Row:
    kind = draw.weighted({"opposite": 3, "synonym": 2, "plural": 2, "past": 3})
    if kind == "opposite":
        first, second = draw.pick(facts.OPPOSITES)
        if draw.chance(0.4) and second not in ("light", "hard"):
            first, second = second, first
        phrasing = draw.pick(["What is the opposite of {w}?", "Opposite of {w}?", "Give me the opposite of {w}.", "What is an antonym of {w}?", "Which word means the opposite of {w}?"])
        accepted = {pair[1] for pair in facts.OPPOSITES if pair[0] == first} | {pair[0] for pair in facts.OPPOSITES if pair[1] == first}
        answers = [f"The opposite of {first} is {other}." for other in sorted(accepted)]
        return Row(phrasing.format(w=first), f"The opposite of {first} is {second}.", CATEGORY, exact(*answers), key=_word_key(phrasing.format(w=first), "opposite", first, phrasing))
    if kind == "synonym":
        first, second = draw.pick(facts.SYNONYMS)
        phrasing = draw.pick(["What is a synonym of {w}?", "Give me another word for {w}.", "What is another word for {w}?", "Which word means nearly the same as {w}?"])
        return Row(phrasing.format(w=first), f"Another word for {first} is {second}.", CATEGORY, contains(f"is {second}"), key=("synonym", first, phrasing))
    if kind == "plural":
        first, second = draw.pick(facts.PLURALS)
        phrasing = draw.pick(["What is the plural of {w}?", "How do you write the plural of {w}?", "Give the plural of {w}."])
        return Row(phrasing.format(w=first), f"The plural of {first} is {second}.", CATEGORY, contains(f"is {second}"), key=_word_key(phrasing.format(w=first), "plural", first, phrasing))
    first, second = draw.pick(facts.PAST)
    phrasing = draw.pick(["What is the past tense of {w}?", "Give the past tense of {w}.", "How do you say {w} in the past tense?", "Past tense of {w}?"])
    return Row(phrasing.format(w=first), f"The past tense of {first} is {second}.", CATEGORY, contains(f"is {second}"), key=_word_key(phrasing.format(w=first), "past", first, phrasing))


def calendar(draw) -> Row:
    kind = draw.pick(["after", "before", "month after", "month before", "days", "season", "list", "ordinal"])
    days, months = facts.DAYS, facts.MONTHS
    if kind in ("after", "before"):
        place = draw.number(0, 6)
        other = days[(place + (1 if kind == "after" else -1)) % 7]
        phrasing = draw.pick({"after": ["Which day comes after {d}?", "What day follows {d}?", "If today is {d}, what day is tomorrow?"],
                              "before": ["Which day comes before {d}?", "If today is {d}, what day was yesterday?"]}[kind])
        return Row(phrasing.format(d=days[place]), f"{other} comes {kind} {days[place]}." if "today" not in phrasing else
                   f"If today is {days[place]}, {'tomorrow is' if kind == 'after' else 'yesterday was'} {other}.",
                   CATEGORY, contains(other), key=("day", kind, place, phrasing))
    if kind in ("month after", "month before"):
        place = draw.number(0, 11)
        relation = kind.split()[1]
        other = months[(place + (1 if relation == "after" else -1)) % 12]
        phrasing = draw.pick(["Which month comes {r} {m}?", "What month comes right {r} {m}?"])
        return Row(phrasing.format(r=relation, m=months[place]), f"{other} comes {relation} {months[place]}.", CATEGORY, contains(other), key=("month", relation, place, phrasing))
    if kind == "days":
        month = draw.pick(months)
        phrasing = draw.pick(["How many days does {m} have?", "How many days are there in {m}?", "How long is {m}?"])
        return Row(phrasing.format(m=month), f"{month} has {facts.MONTH_DAYS[month]} days.", CATEGORY, contains(facts.MONTH_DAYS[month]), key=("month days", month, phrasing))
    if kind == "season":
        season = draw.pick(list(facts.SEASONS))
        phrasing = draw.pick(["Which months are in {s}?", "What are the months of {s}?", "When is {s}?"])
        return Row(phrasing.format(s=season), f"In the northern half of the world, {season} is {facts.SEASONS[season]}.", CATEGORY, contains(facts.SEASONS[season]), key=("season", season, phrasing))
    if kind == "ordinal":
        place = draw.number(0, 11)
        ordinal = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()[place]
        phrasing = draw.pick(["What is the {o} month of the year?", "Which month is the {o} of the year?"])
        return Row(phrasing.format(o=ordinal), f"The {ordinal} month of the year is {months[place]}.", CATEGORY, contains(months[place]), key=("ordinal", place, phrasing))
    what, members = draw.pick([("days of the week", days), ("months of the year", months), ("seasons", ["spring", "summer", "autumn", "winter"]), ("planets", facts.KINDS["planet"]),
                             ("continents", ["Africa", "Antarctica", "Asia", "Australia", "Europe", "North America", "South America"])])
    phrasing = draw.pick(["What are the {w}?", "List the {w}.", "Name the {w}.", "Tell me the names of the {w}.", "Can you list the {w}?"])
    return Row(phrasing.format(w=what), f"The {what} are {join(members)}.", CATEGORY, contains(*members), key=("names", what, phrasing))


def single(draw) -> Row:
    question, answer, part = draw.pick(facts.SINGLE_FACTS)
    phrasing = draw.pick(["{q}", "{q}", "{q}", "Tell me: {l}", "Do you know this? {q}", "I wonder: {l}", "Quick question: {l}", "A question for you: {q}", "My teacher asked: {q}"])
    return Row(phrasing.format(q=question, l=question[0].lower() + question[1:]), answer, CATEGORY, contains(part), key=("single", question, phrasing) if phrasing != "{q}" else None)


def compare(draw) -> Row:
    kind = draw.pick(["size", "speed", "number"])
    if kind == "number":
        first, second = draw.until_mine("compare", lambda: tuple(draw.sample(range(0, 101), 2)))
        if draw.chance(0.5):
            return Row(draw.pick(["Which number is larger, {} or {}?", "Which is bigger, {} or {}?", "What is greater: {} or {}?"]).format(first, second),
                       f"{max(first, second)} is larger than {min(first, second)}.", CATEGORY, exact(f"{max(first, second)} is larger than {min(first, second)}."))
        return Row(draw.pick(["Which number is smaller, {} or {}?", "What is less: {} or {}?"]).format(first, second),
                   f"{min(first, second)} is smaller than {max(first, second)}.", CATEGORY, exact(f"{min(first, second)} is smaller than {max(first, second)}."))
    scale, more, less = (facts.SIZES, "bigger", "smaller") if kind == "size" else (facts.SPEEDS, "faster", "slower")
    low, high = sorted(draw.sample(range(len(scale)), 2))
    low, high = scale[low], scale[high]
    up = draw.chance(0.5)
    first, second = (low, high) if draw.chance(0.5) else (high, low)
    winner, loser, how = (high, low, more) if up else (low, high, less)
    phrasing = draw.pick(["Which is {h}, {x} or {y}?", "What is {h}: {x} or {y}?", "Is {x} or {y} {h}?"])
    answer = f"{capital(winner)} is {how} than {loser}."
    return Row(phrasing.format(h=how, x=first, y=second), answer, CATEGORY, exact(answer), key=("compare", how, first, second))


KIND_YES_NO = ["Is {a} {k}?", "Would you say that {a} is {k}?"]


def yes_no(draw) -> Row:
    kind = draw.pick([k for k in facts.KINDS if k not in ("planet", "language", "kind of weather", "part of the body", "metal", "drink")])
    name = draw.pick([name for name in facts.KINDS[kind] if name != "pliers"])
    phrasing = draw.pick(KIND_YES_NO)
    noun = name if kind in ("spice", "sport", "colour") else a(name)
    if draw.chance(0.5):
        answer = f"Yes, {noun} is {a(kind)}."
        return Row(phrasing.format(a=noun, k=a(kind)), answer, CATEGORY, exact(answer), key=("yes", name, phrasing))
    other = draw.pick([k for k in facts.KINDS if name not in facts.KINDS[k]])
    answer = f"No, {noun} is {a(kind)}, not {a(other)}."
    return Row(phrasing.format(a=noun, k=a(other)), answer, CATEGORY, exact(answer), key=("no", name, other))


DEFINED = ["fruit", "vegetable", "musical instrument", "tool", "flower", "tree", "metal", "vehicle", "piece of furniture", "piece of clothing", "shape", "spice", "planet"]
MASS_KINDS = {"metal", "spice", "planet"}


def definition(draw) -> Row:
    """What a thing is, if the answer is just its kind; things with an explanation of their own are left to that."""
    explained = {entry[0] for entry in explanations.WHAT}
    kind = draw.pick(DEFINED)
    name = draw.pick([name for name in facts.KINDS[kind] if name != "pliers" and a(name) not in explained])
    thing = name if kind in MASS_KINDS else a(name)
    phrasing = draw.pick(["What is {t}?", "What's {t}?", "Explain what {t} is.", "What kind of thing is {t}?"])
    return Row(phrasing.format(t=thing), f"{capital(thing)} is {a(kind)}.", CATEGORY, contains(kind), key=("definition", name, phrasing))


RELATIONS = [("taller", "shorter"), ("older", "younger"), ("faster", "slower"), ("stronger", "weaker"), ("richer", "poorer")]


def relation(draw) -> Row:
    """Who of two people is taller, from one sentence that says so."""
    first, second = names.first_name(draw), names.first_name(draw)
    if first == second:
        return relation(draw)
    pair = draw.sample(draw.pick(RELATIONS), 2)
    asked = draw.pick(pair)
    who = first if asked == pair[0] else second
    text = draw.pick(["{x} is {r} than {y}. Who is {q}?", "{x} is {r} than {y}. Which of them is {q}?", "If {x} is {r} than {y}, who is {q}?"])
    return Row(text.format(x=first, y=second, r=pair[0], q=asked), f"{who} is {asked}.", CATEGORY, exact(f"{who} is {asked}."))


KINDS_OF_QUESTION = {country: 10, about_country: 2, animal: 6, sound: 1, legs: 1, work: 3, colour: 1, word: 6, calendar: 3, single: 7, compare: 3, yes_no: 3, definition: 2, relation: 2}


def row(draw) -> Row:
    return draw.weighted(KINDS_OF_QUESTION)(draw)


def follow_up(draw) -> list[Row]:
    """A question and one or two short ones that lean on it."""
    kind = draw.pick(["same country", "next country", "next country", "opposite", "past", "plural", "young"])
    if kind == "next country":
        topic = draw.pick(["capital", "language", "currency", "continent"])
        asked = [entry[0] for entry in draw.sample(facts.COUNTRIES, draw.number(2, 3))]
        rows = [_country(draw, topic, asked[0], draw.pick(COUNTRY_QUESTIONS[topic]))]
        for name in asked[1:]:
            answer = _country(draw, topic, name, COUNTRY_QUESTIONS[topic][0])
            phrasing = draw.pick(["And {of} {c}?", "What about {c}?", "And {c}?", "How about {c}?"])
            of = "of" if topic in ("capital", "currency") else "in"
            rows.append(Row(phrasing.format(c=name, of=of), answer.response, CATEGORY, answer.check, key=("next", topic, name, phrasing)))
        return rows
    if kind == "same country":
        name = draw.pick(facts.COUNTRIES)[0]
        topics = draw.sample(["capital", "language", "currency", "continent"], draw.number(2, 3))
        rows = [_country(draw, topics[0], name, draw.pick(COUNTRY_QUESTIONS[topics[0]]))]
        short = {"capital": ["And what is its capital?", "What is its capital?"], "language": ["What language do they speak there?", "And which language is spoken there?"],
                 "currency": ["And what is its currency?", "Which money do they use there?"], "continent": ["And on which continent is it?", "Which continent is it on?"]}
        for topic in topics[1:]:
            answer = _country(draw, topic, name, COUNTRY_QUESTIONS[topic][0])
            phrasing = draw.pick(short[topic])
            rows.append(Row(phrasing, answer.response, CATEGORY, answer.check, key=("same", topic, name, phrasing)))
        return rows
    if kind == "young":
        entries = draw.sample(facts.ANIMALS, 2)
        return [Row(f"What is a young {entries[0][0]} called?", f"A young {entries[0][0]} is called {a(entries[0][5])}.", CATEGORY, contains(entries[0][5]), key=("follow-up", kind)),
                Row(draw.pick(["And a young {}?", "What about a young {}?"]).format(entries[1][0]), f"A young {entries[1][0]} is called {a(entries[1][5])}.", CATEGORY, contains(entries[1][5]), key=("young", entries))]
    source, name = {"opposite": (facts.OPPOSITES, "opposite"), "past": (facts.PAST, "past tense"), "plural": (facts.PLURALS, "plural")}[kind]
    pairs = draw.sample(source, draw.number(2, 3))
    rows = [Row(f"What is the {name} of {pairs[0][0]}?", f"The {name} of {pairs[0][0]} is {pairs[0][1]}.", CATEGORY, contains(pairs[0][1]), key=("follow-up", kind))]
    for first, second in pairs[1:]:
        phrasing = draw.pick(["And of {w}?", "And {w}?", "What about {w}?"])
        rows.append(Row(phrasing.format(w=first), f"The {name} of {first} is {second}.", CATEGORY, contains(second), key=("next", kind, first, phrasing)))
    return rows
