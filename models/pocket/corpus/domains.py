"""Records that passages are told from: who, where, when, how much; what can be asked about each, and the answers."""

from dataclasses import dataclass

from . import names
from .facts import DAYS, KINDS, MONTHS
from .row import a

JOBS = KINDS["profession"] + ["singer", "writer", "sailor", "tailor", "student", "judge", "driver", "waiter", "scientist", "photographer"]
FOODS = ["apples", "pears", "eggs", "loaves of bread", "bottles of milk", "tomatoes", "potatoes", "cakes", "bananas", "lemons", "onions", "bags of rice"]
PRODUCTS = ["shoes", "bicycles", "lamps", "chairs", "clocks", "toys", "cheese", "boats", "umbrellas", "phones", "carpets", "pianos", "tents", "jam", "paper", "engines"]
SUBJECTS = ["the budget", "the new website", "the summer party", "the school trip", "the garden", "the sales figures", "the new office", "the holiday plans", "the concert", "the book club"]
VEHICLES = ["train", "bus", "car", "boat", "plane", "bicycle"]
MATERIALS = ["stone", "wood", "steel", "brick", "concrete", "glass"]
TOPICS = ["the sea", "a lost dog", "life on a farm", "a long journey", "the stars", "two brothers", "a winter in the mountains", "the history of bread", "birds", "an old house", "a secret garden", "the railway"]
SKILLS = ["music", "football", "chess", "painting", "gardening", "cooking", "reading", "fishing", "dancing", "hiking", "tennis", "swimming"]
COLOURS = ["brown", "black", "white", "grey", "golden", "red"]
PETS = ["dog", "cat", "rabbit", "parrot", "horse", "goat", "duck", "turtle", "mouse", "pig"]


@dataclass
class Domain:
    """fields: name -> draw function; sentences: alternatives for each sentence; people, places, numbers, dates: fields by type."""

    fields: dict
    sentences: list[list[str]]
    questions: dict[str, list[str]]
    answers: dict[str, str]
    summary: list[str]
    about: str
    people: tuple = ()
    places: tuple = ()
    years: tuple = ()
    companies: tuple = ()
    fixed: bool = False  # the sentences keep their order


def month_day(draw) -> str:
    return f"{draw.number(1, 28)} {draw.pick(MONTHS)}"


DOMAINS = [
    Domain(
        fields=dict(p=names.person, t=names.town, y=names.year, j=lambda d: a(d.pick(JOBS)), t2=names.town, s=lambda d: d.pick(SKILLS)),
        sentences=[["{p} was born in {t} in {y}.", "In {y}, {p} was born in {t}.", "{p} was born in the town of {t} in {y}."],
                   ["After school, {p} became {j} in {t2}.", "{p} later moved to {t2} and worked as {j}.", "As {j}, {p} now works in {t2}."],
                   ["In the evenings, {p} enjoys {s}.", "The favourite hobby of {p} is {s}.", ""]],
        questions=dict(t=["Where was {p} born?", "In which town was {p} born?", "What is the birthplace of {p}?"], y=["When was {p} born?", "In which year was {p} born?"],
                       j=["What does {p} do for a living?", "What is the job of {p}?", "What is {p}'s job?"], t2=["Where does {p} work?", "In which town does {p} work?"],
                       p=["Who was born in {t}?", "Who works in {t2}?"]),
        answers=dict(t="{p} was born in {t}.", y="{p} was born in {y}.", j="{p} is {j}.", t2="{p} works in {t2}.", p="{p}."),
        summary=["{p}, born in {t} in {y}, is {j} in {t2}."], about="the life of {p}", people=("p",), places=("t", "t2"), years=("y",)),
    Domain(
        fields=dict(o=names.company, y=names.year, p=names.person, t=names.town, x=lambda d: d.pick(PRODUCTS), n=lambda d: names.amount(d, 20, 900)),
        sentences=[["{o} was founded in {y} by {p}.", "In {y}, {p} founded {o}.", "{p} started {o} in {y}."],
                   ["The company makes {x} in {t}.", "It is based in {t} and makes {x}.", "Its factory in {t} produces {x}."],
                   ["Today it has {n} employees.", "It employs {n} people.", "About {n} people work there."]],
        questions=dict(y=["When was {o} founded?", "In which year was {o} founded?"], p=["Who founded {o}?", "Who started {o}?", "Who is the founder of {o}?"], x=["What does {o} make?", "What does the company make?", "What does {o} produce?"],
                       t=["Where is {o} based?", "Where is the company's factory?", "In which town is {o}?"], n=["How many employees does {o} have?", "How many people work at {o}?"]),
        answers=dict(y="{o} was founded in {y}.", p="{o} was founded by {p}.", x="{o} makes {x}.", t="{o} is based in {t}.", n="{o} has {n} employees."),
        summary=["{o}, founded by {p} in {y}, makes {x} in {t}."], about="the company {o}", people=("p",), places=("t",), years=("y",), companies=("o",)),
    Domain(
        fields=dict(t=names.town, s=lambda d: d.pick(["Music", "Lantern", "Harvest", "Flower", "Film", "Kite", "Book", "Apple", "Winter", "River"]), d=month_day, n=lambda d: names.amount(d, 100, 9000), p=names.person, y=names.year),
        sentences=[["The {s} Festival of {t} takes place on {d}.", "On {d}, the {s} Festival is held in {t}.", "Every year, {t} celebrates the {s} Festival on {d}."],
                   ["It was first held in {y}.", "The first one was in {y}.", "It began in {y}."],
                   ["About {n} visitors come each year.", "Some {n} people visit it.", "It has about {n} visitors."], ["It is organised by {p}.", "The organiser is {p}.", "{p} organises it."]],
        questions=dict(t=["Where does the {s} Festival take place?", "In which town is the {s} Festival?"], d=["When is the {s} Festival?", "On which day does the festival take place?", "What is the date of the festival?"],
                       n=["How many visitors come to the festival?", "How many people visit the festival?"], p=["Who organises the festival?", "Who is the organiser?", "Who organises the {s} Festival?"], y=["When was the festival first held?", "In which year did the festival begin?"]),
        answers=dict(t="The {s} Festival takes place in {t}.", d="The festival takes place on {d}.", n="About {n} people visit the festival.", p="The festival is organised by {p}.", y="The festival was first held in {y}."),
        summary=["The {s} Festival in {t} takes place on {d} and has about {n} visitors."], about="the {s} Festival of {t}", people=("p",), places=("t",), years=("y",)),
    Domain(
        fields=dict(p=names.first_name, n=lambda d: str(d.number(2, 20)), f=lambda d: d.pick(FOODS), t=names.town, m=lambda d: str(d.number(2, 60)), w=lambda d: d.pick(DAYS)),
        sentences=[["On {w}, {p} went to the market in {t}.", "{p} visited the market in {t} on {w}.", "Last {w}, {p} went shopping in {t}."],
                   ["There {p} bought {n} {f} for {m} euros.", "{p} bought {n} {f} and paid {m} euros.", "For {m} euros, {p} got {n} {f}."]],
        questions=dict(f=["What did {p} buy?", "What did {p} get at the market?"], m=["How much did {p} pay?", "How many euros did {p} spend?"], w=["When did {p} go to the market?", "On which day did {p} go shopping?"],
                       t=["Where did {p} go shopping?", "In which town did {p} go shopping?"], n=["How many {f} did {p} buy?"]),
        answers=dict(f="{p} bought {n} {f}.", m="{p} paid {m} euros.", w="{p} went on {w}.", t="{p} went shopping in {t}.", n="{p} bought {n} {f}."),
        summary=["On {w}, {p} bought {n} {f} in {t} for {m} euros."], about="what {p} bought", people=("p",), places=("t",)),
    Domain(
        fields=dict(p=names.person, t=names.town, t2=names.town, v=lambda d: d.pick(VEHICLES), w=lambda d: d.pick(DAYS), h=lambda d: str(d.number(2, 12)), q=names.first_name),
        sentences=[["On {w}, {p} travelled from {t} to {t2} by {v}.", "{p} took the {v} from {t} to {t2} on {w}.", "{p} went by {v} from {t} to {t2} last {w}."],
                   ["The journey took {h} hours.", "It took {h} hours to get there.", "After {h} hours the trip was over."], ["A friend called {q} was waiting there.", "There, {q} was already waiting.", "{q} came along."]],
        questions=dict(t=["Where did {p} start?", "From which town did {p} leave?"], t2=["Where did {p} go?", "Where did the journey end?", "To which town did {p} travel?"], v=["How did {p} travel?", "By which vehicle did {p} travel?"],
                       w=["On which day did {p} travel?", "When did {p} travel?"], h=["How long did the journey take?", "How many hours did the trip take?"]),
        answers=dict(t="{p} started in {t}.", t2="{p} went to {t2}.", v="{p} travelled by {v}.", w="{p} travelled on {w}.", h="The journey took {h} hours."),
        summary=["{p} travelled from {t} to {t2} by {v} on {w}."], about="a journey of {p}", people=("p", "q"), places=("t", "t2")),
    Domain(
        fields=dict(b=lambda d: d.pick(["bridge", "tower", "library", "museum", "theatre", "station", "school", "castle"]), t=names.town, y=names.year, n=lambda d: names.amount(d, 10, 400), m=lambda d: d.pick(MATERIALS), p=names.person),
        sentences=[["The {b} of {t} was built in {y}.", "In {y}, a new {b} was built in {t}.", "The town of {t} built its {b} in {y}."], ["It was designed by {p}.", "The architect was {p}.", "{p} was the architect."],
                   ["It is made of {m} and {n} metres long.", "It is {n} metres long and built from {m}.", "It is made of {m}, and its length is {n} metres."]],
        questions=dict(y=["When was the {b} built?", "In which year was the {b} of {t} built?"], p=["Who designed the {b}?", "Who was the architect?", "Who was the architect of the {b}?"], m=["What is the {b} made of?", "Which material is the {b} made of?"],
                       n=["How long is the {b}?", "What is the length of the {b}?"], t=["Where is the {b}?", "In which town is the {b}?"]),
        answers=dict(y="The {b} was built in {y}.", p="The {b} was designed by {p}.", m="The {b} is made of {m}.", n="The {b} is {n} metres long.", t="The {b} is in {t}."),
        summary=["The {b} of {t}, designed by {p}, was built of {m} in {y}."], about="the {b} of {t}", people=("p",), places=("t",), years=("y",)),
    Domain(
        fields=dict(n=names.last_name, k=lambda d: d.pick(["Silent", "Golden", "Last", "Hidden", "Long", "Broken", "Blue", "Lost", "Winter", "Little"]), k2=lambda d: d.pick(["River", "Door", "Garden", "Letter", "Road", "Island", "Clock", "Song", "Lamp", "Summer"]),
                    p=names.person, y=names.year, x=lambda d: d.pick(TOPICS), g=lambda d: names.amount(d, 90, 800)),
        sentences=[["The {k} {k2} is a book by {p}.", "{p} wrote the book The {k} {k2}.", "The book The {k} {k2} was written by {p}."], ["It came out in {y} and has {g} pages.", "It was published in {y} and is {g} pages long.", "It appeared in {y}. It has {g} pages."],
                   ["It is about {x}.", "It tells of {x}.", "Its subject is {x}."], ["The publisher is {n} Press.", "It was published by {n} Press.", ""]],
        questions=dict(p=["Who wrote The {k} {k2}?", "Who is the author of the book?", "Who is the author of The {k} {k2}?"], y=["When did the book come out?", "When was The {k} {k2} published?"], x=["What is the book about?", "What is The {k} {k2} about?"],
                       g=["How many pages does the book have?", "How long is the book?"]),
        answers=dict(p="The {k} {k2} was written by {p}.", y="The book came out in {y}.", x="The book is about {x}.", g="The book has {g} pages."),
        summary=["The {k} {k2} by {p} is a book about {x} that came out in {y}."], about="the book The {k} {k2}", people=("p",), years=("y",)),
    Domain(
        fields=dict(p=names.first_name, z=lambda d: d.pick(PETS), q=names.first_name, c=lambda d: d.pick(COLOURS), n=lambda d: str(d.number(2, 15)), t=names.town),
        sentences=[["{p} has {z:a} called {q}.", "{q} is the {z} of {p}.", "{p} owns {z:a} named {q}."], ["It is {c} and {n} years old.", "The {z} is {n} years old and {c}.", "{q} is {c}. {q} is {n} years old."], ["They live in {t}.", "{p} and {q} live in {t}.", "Their home is in {t}."]],
        questions=dict(z=["What kind of animal is {q}?", "What pet does {p} have?"], q=["What is the name of the {z}?", "What is {p}'s {z} called?"], c=["What colour is {q}?", "What colour is the {z}?"], n=["How old is {q}?", "How old is the {z}?"], t=["Where do they live?", "Where does {p} live?"], p=["Who owns {q}?", "Whose pet is {q}?"]),
        answers=dict(z="{q} is {z:a}.", q="The {z} is called {q}.", c="The {z} is {c}.", n="The {z} is {n} years old.", t="{p} lives in {t}.", p="{q} belongs to {p}."),
        summary=["{p} lives in {t} with {z:a} called {q}."], about="the {z} of {p}", people=("p",), places=("t",)),
    Domain(
        fields=dict(p=names.first_name, q=names.first_name, w=lambda d: d.pick(DAYS), h=lambda d: str(d.number(1, 12)) + d.pick([" am", " pm"]), r=lambda d: "room " + str(d.number(1, 60)), s=lambda d: d.pick(SUBJECTS)),
        sentences=[["Hi {q}, we will meet on {w} at {h} in {r}.", "Dear {q}, our meeting is on {w} at {h} in {r}.", "Hello {q}, please come to {r} on {w} at {h}."], ["We want to talk about {s}.", "The topic is {s}.", "It is about {s}."], ["Best wishes, {p}", "Regards, {p}", "See you, {p}"]],
        questions=dict(p=["Who wrote this message?", "Who sent the message?"], q=["Who is the message for?", "Who gets this message?"], w=["On which day is the meeting?", "Which day will they meet?"], h=["At what time is the meeting?", "When on that day do they meet?"], r=["Where is the meeting?", "In which room do they meet?"], s=["What is the meeting about?", "What will they talk about?"]),
        answers=dict(p="{p} wrote the message.", q="The message is for {q}.", w="The meeting is on {w}.", h="The meeting is at {h}.", r="The meeting is in {r}.", s="The meeting is about {s}."),
        summary=["{p} invites {q} to a meeting about {s} on {w} at {h} in {r}."], fixed=True, about="a meeting on {w}", people=("q", "p")),
    Domain(
        fields=dict(t=names.town, t2=names.town, n=lambda d: f"{d.number(3, 9)} to {d.number(0, 2)}", p=names.person, w=lambda d: d.pick(DAYS), k=lambda d: d.pick(["football", "hockey", "rugby", "handball"])),
        sentences=[["On {w}, the {k} team of {t} beat {t2} by {n}.", "{t} beat {t2} by {n} in a {k} match on {w}.", "In the {k} match on {w}, {t} won against {t2} by {n}."], ["{p} was the best player.", "The best player was {p}.", "The star of the day was {p}."]],
        questions=dict(t=["Who won the match?", "Which team won?"], t2=["Who lost the match?", "Which team lost?"], n=["What was the score?", "What was the result?"], p=["Who was the best player?", "Which player was the best?"], w=["When was the match?", "On which day did they play?"], k=["Which sport did they play?"]),
        answers=dict(t="{t} won the match.", t2="{t2} lost the match.", n="The score was {n}.", p="The best player was {p}.", w="The match was on {w}.", k="They played {k}."),
        summary=["{t} beat {t2} by {n} in {k} on {w}."], about="a {k} match", people=("p",), places=("t", "t2")),
    Domain(
        fields=dict(r=names.town, n=lambda d: names.amount(d, 30, 900), t=names.town, t2=names.town, f=lambda d: d.pick(["trout", "salmon", "eels", "carp", "pike"]), l=names.last_name),
        sentences=[["The {r} is a river that is {n} kilometres long.", "At {n} kilometres, the {r} is a long river.", "The river {r} is {n} kilometres long."], ["It begins near {t} and ends in Lake {l}.", "It rises near {t} and flows into Lake {l}.", "From its source near {t} it flows to Lake {l}."],
                   ["On its way it passes {t2}.", "It flows through {t2}.", "The largest town on it is {t2}."], ["Many {f} live in it.", "It is known for its {f}.", ""]],
        questions=dict(n=["How long is the {r}?", "What is the length of the river?"], t=["Where does the {r} begin?", "Where does the river begin?"], l=["Into which lake does the {r} flow?", "Where does the river end?"], t2=["Which town does the {r} flow through?", "Which town is on the river?"]),
        answers=dict(n="The {r} is {n} kilometres long.", t="The {r} begins near {t}.", l="The {r} ends in Lake {l}.", t2="The {r} flows through {t2}."),
        summary=["The {r} is a river of {n} kilometres that begins near {t} and ends in Lake {l}."], about="the river {r}", places=("t", "t2")),
    Domain(
        fields=dict(p=names.first_name, q=names.first_name, u=names.first_name, j=lambda d: d.pick(JOBS), k=lambda d: d.pick(JOBS), l=lambda d: d.pick(JOBS), t=names.town),
        sentences=[["{p}, {q} and {u} live in {t}.", "Three friends live in {t}: {p}, {q} and {u}.", "{p}, {q} and {u} share a house in {t}."], ["{p} is {j:a}.", "{p} works as {j:a}."], ["{q} is {k:a}.", "{q} works as {k:a}."], ["{u} is {l:a}.", "{u} works as {l:a}."]],
        questions=dict(p=["Who is the {j}?", "Which of the friends is {j:a}?"], q=["Who is the {k}?", "Which of the friends is {k:a}?"], u=["Who is the {l}?", "Who works as {l:a}?"], j=["What does {p} do?", "What is the job of {p}?"], k=["What does {q} do?", "What is the job of {q}?"], l=["What does {u} do?", "What is the job of {u}?"], t=["Where do they live?", "In which town do the friends live?"]),
        answers=dict(p="{p} is {j:a}.", q="{q} is {k:a}.", u="{u} is {l:a}.", j="{p} is {j:a}.", k="{q} is {k:a}.", l="{u} is {l:a}.", t="They live in {t}."),
        summary=["{p}, {q} and {u} live in {t} and work as {j:a}, {k:a} and {l:a}."], about="three friends", people=("p", "q", "u"), places=("t",)),
]
