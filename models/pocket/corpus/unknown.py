"""Questions outside the small world, and the honest answer to them."""

from . import names
from .facts import COUNTRIES, UNKNOWN_COUNTRIES
from .row import Row

ANSWERS = [
    "I am the small built-in model and do not know that. Dolly 3B would be a better choice.",
    "I do not know that. I am only the small built-in model, so please try Dolly 3B.",
]
CHECK = {"any": ["do not know"]}

PEOPLE = ["Who is {p}?", "Tell me about {p}.", "When was {p} born?", "What did {p} do?", "Where does {p} live?", "What is {p} famous for?", "How old is {p}?", "Who was {p}?", "Is {p} married?", "What books did {p} write?"]
PLACES = ["What is the capital of {u}?", "What is the currency of {u}?", "Where is {t}?", "How many people live in {t}?", "What is the population of {c}?", "Who is the president of {c}?",
          "Who is the prime minister of {c}?", "What is the weather in {t}?", "What will the weather be like in {c} tomorrow?", "How far is it from {t} to {t2}?", "What is the best hotel in {t}?",
          "Which language is spoken in {u}?", "How large is {c}?", "What is the history of {c}?", "Who won the last election in {c}?", "When was {t} founded?", "Tell me about {u}.", "What is {u} known for?"]
COMPANIES = ["What does {o} make?", "Who founded {o}?", "What is the share price of {o}?", "Is {o} a good company?", "Where is {o} based?"]
NEWS = ["What happened in the news {d}?", "Who won the {s} {d}?", "What is the price of {x} {d}?", "What are the latest news about {x}?", "Who won the {s} in {y}?", "What films came out in {y}?", "What was the number one song in {y}?",
        "Who won the Nobel Prize in {f} in {y}?"]
CODE = ["Write a {l} function that {w}.", "How do I {w2} in {l}?", "Write a {l} program that {w}.", "Debug this {l} code for me.", "Can you write {l} code?", "Show me {l} code that {w}.", "Explain this line of {l} code."]
DEEP = ["Explain {k}.", "What is {k}?", "How does {k} work?", "Tell me about {k}.", "Can you explain {k} in detail?", "Who invented {k}?", "Write an essay about {k}."]
SUMS = ["What is {x} times {y}?", "What is {x} * {y}?", "Calculate {x} * {y}.", "What is {x} plus {y}?", "What is the square root of {x}?", "What is {x} divided by {y}?", "{x} + {y} ="]
TRANSLATE = ["Translate '{e}' into {g}.", "How do you say '{e}' in {g}?", "What is '{e}' in {g}?", "Translate into {g}: {e}"]

LANGUAGES = ["Python", "JavaScript", "Java", "C", "C++", "Rust", "Go", "SQL", "HTML", "Ruby", "TypeScript", "Bash"]
TASKS = ["sorts a list", "adds two numbers", "reads a file", "prints hello world", "counts words", "reverses a string", "finds prime numbers", "opens a web page", "checks a date", "draws a circle"]
VERBS = ["sort a list", "read a file", "write a loop", "make a class", "join two tables", "open a socket", "parse JSON", "round a number"]
TOPICS = ["quantum mechanics", "the theory of strings", "blockchain", "the Krebs cycle", "general relativity", "the Treaty of Westphalia", "existentialism", "the Laffer curve", "CRISPR", "the Riemann hypothesis",
          "the Higgs boson", "a derivative in finance", "Bayes' theorem", "the French tax system", "a transformer in machine learning", "Kant's philosophy", "the Peloponnesian War", "game theory", "a compiler",
          "the Byzantine Empire", "plate tectonics", "an eigenvalue", "the stock market crash of 1929", "dark matter", "the Hanseatic League", "antibiotic resistance", "a carburettor", "Gothic architecture",
          "the offside rule", "cryptography", "behaviourism", "the Silk Road", "a nuclear reactor", "epigenetics", "the Magna Carta", "the doctrine of estoppel", "Keynesian economics", "an MRI scanner"]
PHRASES = ["good morning", "I love you", "where is the station", "thank you", "the book is red", "see you soon", "how much is it", "my name is Tom", "a glass of water", "happy birthday"]


def row(draw) -> Row:
    group = draw.weighted({"people": 4, "places": 4, "companies": 1, "news": 2, "code": 2, "deep": 2, "sums": 1, "translate": 1})
    slots = dict(
        p=names.person(draw), t=names.town(draw), t2=names.town(draw), o=names.company(draw), y=names.year(draw),
        c=draw.pick(COUNTRIES)[0], u=draw.pick_mine("unknown country", UNKNOWN_COUNTRIES),
        d=draw.pick(["today", "yesterday", "last week", "this morning", "this year", "last night"]), s=draw.pick(["election", "World Cup", "football match", "final", "game", "race", "Oscars"]),
        x=draw.pick(["gold", "oil", "bitcoin", "bread", "the stock market", "the economy"]), f=draw.pick(["physics", "chemistry", "literature", "medicine"]),
        l=draw.pick(LANGUAGES), w=draw.pick(TASKS), w2=draw.pick(VERBS), k=draw.pick_mine("topic", TOPICS),
        e=draw.pick(PHRASES), g=draw.pick(["French", "German", "Spanish", "Italian", "Japanese", "Russian", "Arabic"]))
    if group == "sums":
        slots.update(x=draw.number(130, 9999), y=draw.number(130, 9999))
    phrasing = draw.pick({"people": PEOPLE, "places": PLACES, "companies": COMPANIES, "news": NEWS, "code": CODE, "deep": DEEP, "sums": SUMS, "translate": TRANSLATE}[group])
    question = phrasing.format(**slots)
    fresh = group in ("people", "companies", "deep") or "{t" in phrasing or "{u" in phrasing
    return Row(question, draw.pick(ANSWERS), "open_qa", CHECK, key=() if fresh else ("unknown", question))
