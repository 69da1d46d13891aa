"""Questions about work, colours, materials, foods, uses, units, the calendar, kinds of things, and who of two is taller."""

from . import explanations, facts, made_of, measures, names
from .asking import AROUND, CATEGORY, ask, lower_first
from .row import Row, a, capital, contains, exact, join, number
from .single_facts import SINGLE_FACTS

DOES = ["What does {a} do?", "What is the job of {a}?", "What is {a}?", "Describe the work of {a}.", "What do {p} do?", "What is the work of {a}?", "Tell me what {a} does.", "What does {a} do for a living?",
        "What does {a} do all day?", "Explain what {a} does.", "What are the tasks of {a}?", "What is {a} there for?", "Which work do {p} do?", "Do you know what {a} does?"]
PLACE = ["Where does {a} work?", "What is the workplace of {a}?", "Where do {p} work?", "In what place does {a} work?", "where would I find {a} at work?", "Where does {a} usually work?",
         "Tell me where {a} works.", "At what place does {a} work?", "{p} work where?", "Where do I find {a}?", "Which place does {a} work in?", "In which place do {p} work?"]
WHO = ["Who {d}?", "Which profession {d}?", "What do you call a person who {d}?", "What is a person called who {d}?", "What's the job of someone who {d}?", "Who is it that {d}?", "Name the profession that {d}.",
       "Which job is it: somebody who {d}?", "who {d}", "Who is the person who {d}?", "Somebody {d}. What is the job called?", "What do we call somebody who {d}?", "Tell me who {d}."]


def work(draw) -> Row:
    name, does, place = draw.pick(facts.WORK)
    plural = name[:-3] + "men" if name.endswith("man") else name + "s"
    topic = draw.pick(["does", "place", "who"])
    phrasings, answer, part = {"does": (DOES, f"{capital(a(name))} {does}.", does), "place": (PLACE, f"{capital(a(name))} usually works {place}.", place), "who": (WHO, f"{capital(a(name))} {does}.", name)}[topic]
    return ask(draw, ("work", topic, name), phrasings, answer, part, a=a(name), d=does, p=plural)


COLOUR = ["What colour is {t}?", "Which colour does {t} have?", "What is the colour of {t}?", "What color is {t}?", "what's the colour of {t}?", "Tell me the colour of {t}.", "what color is {t}",
          "What colour does {t} have?", "{t}: what colour?", "Do you know the colour of {t}?", "Which colour is {t}?", "Name the colour of {t}.", "In what colour does {t} come?"]


def colour(draw) -> Row:
    thing, value = draw.pick(facts.COLOURS)
    return ask(draw, ("colour", thing), COLOUR, f"{capital(thing)} is {value}.", value, t=thing)


MADE = ["What is {m} made of?", "What is {m} made from?", "Where does {m} come from?", "From what is {m} made?", "what's {m} made of?", "What do you need to make {m}?", "What does one make {m} from?", "How is {m} made?",
        "What goes into {m}?", "Tell me what {m} is made of.", "What do people make {m} from?", "{m}: what is it made of?", "What is the raw material of {m}?", "Do you know what {m} is made of?", "From what do we get {m}?"]
LIKE = ["What is {m} like?", "Describe {m}.", "What are the properties of {m}?", "What properties does {m} have?", "How would you describe {m}?", "What can you say about the properties of {m}?",
        "Tell me the properties of {m}.", "What kind of material is {m}?", "Name some properties of {m}.", "{m}: what is it like?", "How is {m}, hard or soft, heavy or light?", "Can you describe {m}?"]
OF_IT = ["What is made of {m}?", "What can be made of {m}?", "What do people make of {m}?", "Name something that is made of {m}.", "Which things are made of {m}?", "What is {m} used for?",
         "Tell me what is made of {m}.", "For what is {m} used?", "Which things do people make from {m}?", "Give examples of things made of {m}.", "What could I make of {m}?", "What do we use {m} for?"]
FOR = ["What is {t} used for?", "What do you use {t} for?", "What can I do with {t}?", "What is the use of {t}?", "Why do people need {t}?", "What is {t} for?", "what do people use {t} for", "What is the purpose of {t}?",
       "Tell me what {t} is used for.", "For what is {t} used?", "When do I need {t}?", "What is {t} good for?", "Why would I use {t}?", "{t}: what is it for?", "What do I do with {t}?", "What would you use {t} for?"]
TOOL = ["What do I need {u}?", "What do you use {u}?", "Which thing is used {u}?", "What is used {u}?", "What should I take {u}?", "Which tool helps {u}?",
        "Which thing do I need {u}?", "What would you use {u}?", "Tell me what is used {u}.", "What helps {u}?", "With what can I do it: {u}?", "Name a thing that is used {u}."]


def material(draw) -> Row:
    if draw.chance(0.4):
        name, source = draw.pick(made_of.FOODS)
        return ask(draw, ("food", name), MADE, f"{capital(name)} {'are' if name in ('chips', 'raisins') else 'is'} made from {source}.", source, m=name) if name not in ("chips", "raisins") else \
            ask(draw, ("food", name), [text.replace(" is ", " are ").replace("does", "do").replace("what's", "what are") for text in MADE[:3]], f"{capital(name)} are made from {source}.", source, m=name)
    name, source, like, things = draw.pick(made_of.MATERIALS)
    topic = draw.pick(["source", "like", "things"])
    if topic == "source":
        verb = "comes from" if source.startswith(("the ", "ore")) else "is made from"
        return ask(draw, ("material", name), MADE, f"{capital(name)} {verb} {source}.", source, m=name)
    if topic == "like":
        return ask(draw, ("like", name), LIKE, f"{capital(name)} is {like}.", like, m=name)
    return ask(draw, ("of", name), OF_IT, f"{capital(things)} are made of {name}.", things, m=name)


def use(draw) -> Row:
    thing, purpose = draw.pick(made_of.USES)
    plural = thing in ("scissors", "glasses")
    if draw.chance(0.7):
        phrasings = [text.replace(" is {t}", " are {t}") for text in FOR] if plural else FOR
        return ask(draw, ("use", thing), phrasings, f"{capital(thing)} {'are' if plural else 'is'} used {purpose}.", purpose, t=thing)
    return ask(draw, ("tool", thing), TOOL, f"{capital(thing)} {'are' if plural else 'is'} used {purpose}.", thing, u=purpose)


HOW_MANY = ["How many {s} are in {l}?", "How many {s} are there in {l}?", "How many {s} does {l} have?", "{l}: how many {s}?", "how many {s} in {l}", "How many {s} make {l}?", "Tell me how many {s} {l} has.",
            "Do you know how many {s} {l} has?", "How many {s} make up {l}?", "How many {s} go into {l}?", "What is {l} in {s}?", "Number of {s} in {l}?", "{l} has how many {s}?"]
CONVERT = ["How many {s} are {n} {p}?", "Convert {n} {p} to {s}.", "How many {s} are in {n} {p}?", "What are {n} {p} in {s}?", "{n} {p} in {s}", "How many {s} do {n} {p} make?", "{n} {p} are how many {s}?", "Turn {n} {p} into {s}.",
           "Change {n} {p} into {s}.", "Express {n} {p} in {s}.", "Write {n} {p} in {s}.", "If I have {n} {p}, how many {s} is that?", "how many {s} in {n} {p}", "What is {n} {p} in {s}?", "{n} {p} to {s}?", "Can you convert {n} {p} to {s}?"]
MEASURE = ["What do you measure {m} with?", "How is {m} measured?", "What measures {m}?", "Which instrument measures {m}?", "What do I need to measure {m}?", "With what can I measure {m}?",
           "Tell me what measures {m}.", "Which device measures {m}?", "What is used to measure {m}?", "What tool do I need to measure {m}?", "How do people measure {m}?", "what do you measure {m} with"]


def unit(draw) -> Row:
    if draw.chance(0.15):
        what, tool = draw.pick(measures.MEASURED_WITH)
        phrasings = [text.replace("is {m}", "are {m}") for text in MEASURE] if what == "earthquakes" else MEASURE
        return ask(draw, ("measure", what), phrasings, f"{capital(what)} {'are' if what == 'earthquakes' else 'is'} measured with {tool}.", tool, m=what)
    one, many, count, smaller, _ = draw.pick(measures.UNITS)
    larger = "an hour" if one == "hour" else a(one)
    if draw.chance(0.5):
        return ask(draw, ("unit", one, smaller), HOW_MANY, f"There are {count} {smaller} in {larger}.", count, s=smaller, l=larger)
    n = draw.number(2, 12)
    total = n * int(count)
    made = ask(draw, ("convert", one, smaller, n), CONVERT, f"{n} * {count} = {total}, so {n} {many} are {total} {smaller}.", "", s=smaller, n=n, p=many)
    made.check = number(total)
    return made


AFTER = ["Which day comes after {d}?", "What day follows {d}?", "What day is after {d}?", "what comes after {d}?", "Which day is the day after {d}?", "Name the day after {d}.",
         "{d} is followed by which day?", "What is the next day after {d}?", "After {d} comes which day?", "Tell me the day after {d}.", "which day is after {d}", "What day do we have after {d}?"]
BEFORE = ["Which day comes before {d}?", "What day is before {d}?", "what comes before {d}?", "Which is the day before {d}?", "Name the day before {d}.", "Which day precedes {d}?",
          "What is the day before {d}?", "Which day is before {d}?", "Before {d} comes which day?", "Tell me the day before {d}.", "{d} follows which day?", "What day do we have before {d}?"]
TOMORROW = ["If today is {d}, what day is tomorrow?", "Today is {d}. What day is tomorrow?", "It is {d} today. What day will it be tomorrow?", "if today is {d}, tomorrow is what day?", "Today is {d}, so what is tomorrow?", "Suppose today is {d}. Which day is tomorrow?"]
YESTERDAY = ["If today is {d}, what day was yesterday?", "Today is {d}. What day was yesterday?", "It is {d} today. Which day was it yesterday?", "if today is {d}, yesterday was what day?", "Today is {d}, so what was yesterday?", "Suppose today is {d}. Which day was yesterday?"]
MONTH = ["Which month comes {r} {m}?", "What month comes right {r} {m}?", "What month is {r} {m}?", "Which month is {r} {m}?", "what comes {r} {m}?", "Name the month {r} {m}.",
         "Tell me the month {r} {m}.", "Which one is the month {r} {m}?", "What is the month {r} {m}?", "{r} {m}, which month comes?", "Do you know which month is {r} {m}?", "what month comes {r} {m}"]
MONTH_DAYS = ["How many days does {m} have?", "How many days are there in {m}?", "How long is {m}?", "how many days in {m}", "How many days are in {m}?", "What is the number of days in {m}?", "Tell me how many days {m} has.",
              "What is the length of {m} in days?", "{m} has how many days?", "How many days long is {m}?", "Days in {m}?", "Do you know how many days {m} has?", "How many days make up {m}?"]
SEASON = ["Which months are in {s}?", "What are the months of {s}?", "When is {s}?", "In which months is {s}?", "Which months belong to {s}?", "What months does {s} have?",
          "Tell me the months of {s}.", "Which are the months of {s}?", "{s} is in which months?", "In what months do we have {s}?", "Name the months of {s}.", "what months are in {s}"]
MONTH_SEASON = ["In which season is {m}?", "Which season is {m} in?", "What season is it in {m}?", "To which season does {m} belong?", "What season is {m}?", "Is {m} in spring, summer, autumn or winter?",
                "Tell me the season of {m}.", "{m} is in which season?", "Which season do we have in {m}?", "what season is {m} in", "In {m}, what is the season?", "{m} belongs to which season?"]
ORDINAL = ["What is the {o} month of the year?", "Which month is the {o} of the year?", "the {o} month of the year?", "Name the {o} month.", "Which is the {o} month?", "What month is the {o} one?",
           "Tell me the {o} month of the year.", "Which month comes {o} in the year?", "The {o} month is called what?", "what is the {o} month", "Give the name of the {o} month.", "In a year, what is the {o} month?"]
NAMES = ["What are the {w}?", "List the {w}.", "Name the {w}.", "Tell me the names of the {w}.", "What are the names of the {w}?", "Can you list the {w}?", "Which are the {w}?", "Write down the {w}.",
         "Give me the names of the {w}.", "Which {w} are there?", "Say the {w}.", "What {w} are there?", "Tell me the {w}.", "Write the names of the {w}."]


def calendar(draw) -> Row:
    days, months = facts.DAYS, facts.MONTHS
    kind = draw.pick(["after", "before", "tomorrow", "yesterday", "month", "days", "season", "month season", "ordinal", "names"])
    place = draw.number(0, 6)
    day, following, last = days[place], days[(place + 1) % 7], days[place - 1]
    if kind in ("after", "before"):
        other = following if kind == "after" else last
        return ask(draw, ("day", kind, day), AFTER if kind == "after" else BEFORE, f"{other} comes {kind} {day}.", other, d=day)
    if kind == "tomorrow":
        return ask(draw, (kind, day), TOMORROW, f"If today is {day}, tomorrow is {following}.", following, d=day)
    if kind == "yesterday":
        return ask(draw, (kind, day), YESTERDAY, f"If today is {day}, yesterday was {last}.", last, d=day)
    place = draw.number(0, 11)
    month = months[place]
    if kind == "month":
        relation = draw.pick(["after", "before"])
        other = months[(place + (1 if relation == "after" else -1)) % 12]
        return ask(draw, (kind, relation, month), MONTH, f"{other} comes {relation} {month}.", other, r=relation, m=month)
    if kind == "days":
        return ask(draw, (kind, month), MONTH_DAYS, f"{month} has {facts.MONTH_DAYS[month]} days.", facts.MONTH_DAYS[month], m=month)
    if kind == "season":
        season = draw.pick(list(facts.SEASONS))
        return ask(draw, (kind, season), SEASON, f"In the northern half of the world, {season} is {facts.SEASONS[season]}.", facts.SEASONS[season], s=season)
    if kind == "month season":
        season = next(name for name, text in facts.SEASONS.items() if month in text)
        return ask(draw, (kind, month), MONTH_SEASON, f"In the northern half of the world, {month} is in {season}.", season, m=month)
    if kind == "ordinal":
        return ask(draw, (kind, month), ORDINAL, f"The {facts.ORDINALS[place]} month of the year is {month}.", month, o=facts.ORDINALS[place])
    what, members = draw.pick([("days of the week", days), ("months of the year", months), ("seasons", ["spring", "summer", "autumn", "winter"]), ("planets", facts.KINDS["planet"]), ("continents", facts.CONTINENTS)])
    made = ask(draw, ("names", what), NAMES, f"The {what} are {join(members)}.", "", w=what)
    made.check = contains(*members)
    return made


# A single fact's question | other ways to ask the same.
REWRITES = [
    ("What is the ", ["What's the {r}?", "the {r}?", "Tell me the {r}.", "Name the {r}.", "Do you know the {r}?", "What would be the {r}?", "Which is the {r}?", "I want to know the {r}.", "Could you tell me the {r}?", "what is the {r}", "The {r} is what?", "Can you name the {r}?", "Please tell me the {r}.", "I am looking for the {r}.", "I'd like to know the {r}.", "Give me the {r}.", "Say the {r}."]),
    ("Who wrote ", ["Who is the author of {r}?", "Which author wrote {r}?", "who wrote {r}", "Name the author of {r}.", "By whom was {r} written?", "{r} was written by whom?", "Tell me who wrote {r}.", "Do you know who wrote {r}?", "Whose work is {r}?", "Can you tell me who wrote {r}?", "Who is the writer of {r}?", "author of {r}?", "I want to know who wrote {r}.", "From whom is {r}?"]),
    ("Who painted ", ["Who is the painter of {r}?", "Which artist painted {r}?", "who painted {r}", "Name the painter of {r}.", "By whom was {r} painted?", "{r} was painted by whom?", "Tell me who painted {r}.", "Do you know who painted {r}?", "Whose picture is {r}?", "Can you tell me who painted {r}?", "painter of {r}?", "I want to know who painted {r}.", "From whom is {r}?", "Who made the picture {r}?"]),
    ("Who invented ", ["Who is the inventor of {r}?", "who invented {r}", "Name the inventor of {r}.", "Tell me who invented {r}.", "Do you know who invented {r}?", "By whom was {r} invented?", "Whose invention was {r}?", "{r} was invented by whom?", "inventor of {r}?", "Who came up with {r}?", "Can you tell me who invented {r}?", "I want to know who invented {r}.", "Who thought of {r} first?"]),
    ("Who was ", ["Who is {r}?", "Tell me about {r}.", "who was {r}", "What do you know about {r}?", "What is {r} known for?", "Can you tell me who {r} was?", "Tell me who {r} was.", "What did {r} do?", "What was {r} famous for?", "Say something about {r}.", "Explain who {r} was.", "Why is {r} famous?", "I want to know who {r} was.", "Why do people remember {r}?", "Do you know who {r} was?"]),
    ("How many ", ["how many {r}", "Tell me: how many {r}?", "Do you know how many {r}?", "What is the answer to this: how many {r}?", "I forgot how many {r}. Can you help?", "Can you tell me how many {r}?", "I want to know how many {r}.", "Please tell me how many {r}.", "Say how many {r}.", "Could you tell me how many {r}?", "What would you say, how many {r}?", "My question is how many {r}."]),
    ("In which city is ", ["Where is {r}?", "In what city is {r}?", "What city is {r} in?", "Which city has {r}?", "where can I see {r}?", "In which city can I find {r}?", "Which city is {r} in?", "Tell me where {r} is.", "Do you know where {r} is?", "{r} is in which city?", "In which town is {r}?", "Name the city of {r}.", "To see {r}, which city do I visit?"]),
    ("In which country is ", ["Where is {r}?", "In what country is {r}?", "What country is {r} in?", "Which country has {r}?", "where can I see {r}?", "In which country can I find {r}?", "Which country is {r} in?", "Tell me where {r} is.", "Do you know where {r} is?", "{r} is in which country?", "To see {r}, which country do I visit?", "Name the country of {r}.", "In what land is {r}?"]),
]


def single(draw) -> Row:
    question, answer, part = draw.pick(SINGLE_FACTS)
    start, ways = next(((start, ways) for start, ways in REWRITES if question.startswith(start)), (None, []))
    if ways and draw.chance(0.5):
        return ask(draw, ("single", question), ways, answer, part, r=question[len(start):-1])
    around = draw.phrasing(AROUND)
    return Row(around.format(q=question, l=lower_first(question)), answer, CATEGORY, contains(part), key=("single", question, around) if around != "{q}" else None)


LARGER = ["Which number is larger, {} or {}?", "Which is bigger, {} or {}?", "What is greater: {} or {}?", "which is more, {} or {}?", "Which number is greater, {} or {}?", "Is {} or {} larger?", "What is more, {} or {}?",
          "Which is the larger number, {} or {}?", "Tell me the larger one: {} or {}?", "Is {} more or {}?", "Which one is higher, {} or {}?", "Of {} and {}, which is larger?", "which number is bigger - {} or {}?"]
SMALLER = ["Which number is smaller, {} or {}?", "What is less: {} or {}?", "Which is smaller, {} or {}?", "which is less, {} or {}?", "Which of these is smaller, {} or {}?", "Is {} or {} smaller?", "What is the smaller number, {} or {}?",
           "Which is the smaller number, {} or {}?", "Tell me the smaller one: {} or {}?", "Is {} less or {}?", "Which one is lower, {} or {}?", "Of {} and {}, which is smaller?", "which number is smaller - {} or {}?"]


def compare_numbers(draw) -> Row:
    first, second = draw.until_mine("compare", lambda: tuple(draw.sample(range(0, 101), 2)))
    how, ways = draw.pick([("larger", LARGER), ("smaller", SMALLER)])
    low, high = sorted((first, second))
    answer = f"{high} is larger than {low}." if how == "larger" else f"{low} is smaller than {high}."
    return Row(draw.phrasing(ways).format(first, second), answer, CATEGORY, exact(answer))


YES_NO = ["Is {a} {k}?", "Would you say that {a} is {k}?", "is {a} {k}", "Is it true that {a} is {k}?", "{A} is {k}, right?", "Do you think {a} is {k}?", "Is {a} {k}, yes or no?",
          "Can you tell me if {a} is {k}?", "Tell me whether {a} is {k}.", "Does {a} count as {k}?", "I think {a} is {k}. Is that right?", "Am I right that {a} is {k}?", "Is {a} really {k}?"]
MASS = {"spice", "sport", "colour", "herb", "cheese", "grain", "kind of weather", "language", "metal", "drink", "planet"}


def yes_no(draw) -> Row:
    kind = draw.pick([k for k in facts.KINDS if k not in ("planet", "part of the body", "metal")])
    name = draw.pick([name for name in facts.KINDS[kind] if name != "pliers"])
    noun = name if kind in MASS else a(name)
    if draw.chance(0.5):
        return ask(draw, ("yes", name), YES_NO, f"Yes, {noun} is {a(kind)}.", "Yes", a=noun, A=capital(noun), k=a(kind))
    other = draw.pick([k for k in facts.KINDS if name not in facts.KINDS[k]])
    return ask(draw, ("no", name, other), YES_NO, f"No, {noun} is {a(kind)}, not {a(other)}.", "No", a=noun, A=capital(noun), k=a(other))


DEFINED = ["fruit", "vegetable", "musical instrument", "tool", "flower", "tree", "vehicle", "piece of furniture", "piece of clothing", "shape", "spice", "herb", "sport", "nut", "cheese", "grain", "gemstone"]
DEFINITION = ["What is {t}?", "What's {t}?", "Explain what {t} is.", "What kind of thing is {t}?", "what is {t}", "Can you tell me what {t} is?", "Do you know what {t} is?",
              "Tell me what {t} is.", "What do people call {t}?", "Define {t}.", "What sort of thing is {t}?", "{t}: what is that?", "Say what {t} is."]


def definition(draw) -> Row:
    """What a thing is, if the answer is just its kind; things with an explanation of their own are left to that."""
    explained = {entry[0] for entry in explanations.WHAT}
    kind = draw.pick(DEFINED)
    name = draw.pick([name for name in facts.KINDS[kind] if name not in ("pliers", "orange", "violet") and a(name) not in explained and name not in explained])
    thing = name if kind in MASS else a(name)
    exact_kind = next((k for k, members in facts.INSTRUMENT_KINDS.items() if name in members), kind)
    return ask(draw, ("definition", name), DEFINITION, f"{capital(thing)} is {a(exact_kind)}.", exact_kind, t=thing)


RELATIONS = [("taller", "shorter"), ("older", "younger"), ("faster", "slower"), ("stronger", "weaker"), ("richer", "poorer"), ("bigger", "smaller")]
WHO_IS = ["{x} is {r} than {y}. Who is {q}?", "{x} is {r} than {y}. Which of them is {q}?", "If {x} is {r} than {y}, who is {q}?", "{x} is {r} than {y}. Is {x} or {y} {q}?", "who is {q} if {x} is {r} than {y}?", "{x} is {r} than {y}, so who is {q}?",
          "{x} is {r} than {y}. Tell me who is {q}.", "Who is {q}? {x} is {r} than {y}.", "Given that {x} is {r} than {y}, who is {q}?", "We know that {x} is {r} than {y}. Who is {q}?", "{x} is {r} than {y}. The {q} one is who?", "I know {x} is {r} than {y}. Then who is {q}?"]


def relation(draw) -> Row:
    """Who of two people is taller, from one sentence that says so."""
    first, second = names.first_name(draw), names.first_name(draw)
    if first == second:
        return relation(draw)
    pair = draw.sample(draw.pick(RELATIONS), 2)
    asked = draw.pick(pair)
    who = first if asked == pair[0] else second
    return Row(draw.phrasing(WHO_IS).format(x=first, y=second, r=pair[0], q=asked), f"{who} is {asked}.", CATEGORY, exact(f"{who} is {asked}."))


def row(draw) -> Row:
    return draw.weighted({work: 4, colour: 2, material: 3, use: 3, unit: 4, calendar: 4, single: 14, compare_numbers: 2, yes_no: 3, definition: 4, relation: 2})(draw)
