"""Questions outside the small world, and the honest answer to them."""

from . import names
from .countries import COUNTRIES
from .row import Row, a, capital, words

ANSWERS = [
    "I am the small built-in model and do not know that. Dolly 3B would be a better choice.",
    "I do not know that. I am only the small built-in model, so please try Dolly 3B.",
]
CHECK = {"any": ["do not know"]}

PEOPLE = ["Who is {p}?", "Tell me about {p}.", "When was {p} born?", "What did {p} do?", "Where does {p} live?", "What do you know about {p}?", "What is {p} famous for?", "How old is {p}?", "Who was {p}?", "Is {p} married?", "What books did {p} write?", "When did {p} die?", "who is {p}", "What is the job of {p}?", "Where was {p} born?", "Do you know {p}?", "Write a biography of {p}.", "What films was {p} in?", "What is the best song of {p}?", "How tall is {p}?", "Why is {p} famous?"]
NAMED = ["Who painted {w}?", "Who wrote {w}?", "What is {w} about?", "When did {w} come out?", "Who plays in {w}?", "Summarize the story of {w}.", "Tell me the plot of {w}.", "What happens at the end of {w}?", "Who directed {w}?", "Who sang {w}?", "Is {w} a good film?", "Who is the main character of {w}?", "Explain the meaning of {w}."]
PLACES = ["What is the capital of {u}?", "What is the currency of {u}?", "Where is {t}?", "How many people live in {t}?", "What is the population of {c}?", "Who is the king of {c}?", "Who is the president of {c}?", "Who is the prime minister of {c}?", "What is the weather in {t}?", "What will the weather be like in {c} tomorrow?", "How far is it from {t} to {t2}?",
          "What is the size of {c}?", "What is the best hotel in {t}?", "Which language is spoken in {u}?", "How large is {c}?", "What is the history of {c}?", "Who won the last election in {c}?", "How many people live in {c}?", "When was {t} founded?", "Tell me about {u}.", "What is {u} known for?", "What can I see in {t}?", "How do I get to {t}?", "Who rules {u}?",
          "What is the national anthem of {c}?", "What is the flag of {c} like?", "Who founded {t}?", "Which food is typical of {c}?", "What are the best places to visit in {c}?", "What is the area of {c} in square kilometres?", "How rich is {c}?", "population of {c}?", "Plan a trip to {t}.", "How much does a flight to {t} cost?", "Which city in {c} is the second largest?", "When did {c} become independent?"]
COMPANIES = ["What does {o} make?", "Who founded {o}?", "What is the share price of {o}?", "Is {o} a good company?", "Where is {o} based?", "Who owns {o}?", "Tell me about {o}.", "When was {o} founded?", "How many people work at {o}?", "What is the phone number of {o}?", "Who is the head of {o}?", "Which products does {o} sell?"]
NEWS = ["What happened in the news {d}?", "Who won the {s} {d}?", "What is the price of {x} {d}?", "What are the latest news about {x}?", "Who won the {s} in {y}?", "Who got the most goals {d}?", "What films came out in {y}?", "What was the number one song in {y}?", "Who won the Nobel Prize in {f} in {y}?", "What is new {d}?", "How much is {x} worth now?", "Who scored in the {s} {d}?",
        "What happened in {y}?", "How did {x} do {d}?", "Which team won the {s}?", "What is the score of the {s}?", "When is the next {s}?", "What important things happened in {y}?", "How much does {x} cost?", "What is trending {d}?"]
CODE = ["Write a {l} function that {w}.", "How do I {w2} in {l}?", "Write a {l} program that {w}.", "Debug this {l} code for me.", "Can you write {l} code?", "Write {l} code to {w2}.", "Show me {l} code that {w}.", "Explain this line of {l} code.", "Write code that {w}.", "Write a script that {w}.", "How can I {w2} with {l}?", "What is wrong with my {l} code?", "Give me an example in {l} that {w}.", "How would you {w2} in {l}?", "What is a class in {l}?", "Write a regular expression that {w}.", "How do I install {l}?", "Is {l} better than {l2}?"]
DEEP = ["Explain {k}.", "What is {k}?", "How does {k} work?", "Tell me about {k}.", "Can you explain {k} in detail?", "What do you know about {k}?", "Who invented {k}?", "Write an essay about {k}.", "What's {k}?", "What are the causes of {k}?", "Explain {k} in simple words.", "How would you explain {k}?", "what is {k}", "Give me a short definition of {k}.", "What is the history of {k}?", "Why is {k} important?", "Summarize {k}.", "Describe {k}."]
MADE_UP = ["What is {v}?", "What does {v0} mean?", "Explain {v}.", "Tell me about {v}.", "How does {v} work?", "Do you know what {v} is?", "How do I make {v}?", "Define {v0}.", "What's {v}?", "Where can I buy {v}?", "What is {v} used for?", "Why is {v} so popular?"]
SUMS = ["What is {x} times {y}?", "What is {x} * {y}?", "Calculate {x} * {y}.", "What is {x} plus {y}?", "What is the square root of {x}?", "How much is {x} times {y}?", "What is {x} divided by {y}?", "{x} + {y} =", "{x} * {y}", "{x}*{y}", "{x} / {y}", "What's {x} times {y}?", "What is {x} to the power of {z}?", "Solve x + {x} = {y}.", "What is {z} percent of {x}?", "Calculate {x} / {y}.", "What is the integral of x^{z}?", "What is the logarithm of {x}?", "Solve {z}x + {x} = {y}."]
TRANSLATE = ["Translate '{e}' into {g}.", "How do you say '{e}' in {g}?", "What is '{e}' in {g}?", "Translate into {g}: {e}", "Say {e} in {g}.", "Can you translate '{e}' into {g}?", "How do I say {e} in {g}?", "What does '{e}' mean in {g}?", "{e} in {g}?", "Please translate to {g}: {e}", "Write '{e}' in {g}.", "What is the {g} word for {e}?"]
PERSONAL = ["What is my name?", "How old am I?", "Where do I live?", "What did I eat yesterday?", "Who am I?", "Where are my keys?", "What did I say yesterday?", "What is my password?", "Do you remember me?", "What is my favourite colour?", "Who is my best friend?", "Where was I born?", "When is my birthday?", "What am I thinking?", "What will happen tomorrow?", "Will I be rich?", "What is my phone number?", "Who is calling me?", "What are the lottery numbers?", "Should I marry her?", "Does he love me?", "What should I study?", "How much do I weigh?", "Which job is right for me?"]
ADVICE = ["Which {g2} should I buy?", "What is the best {g2}?", "Can you recommend a {g2}?", "How much does a good {g2} cost?", "What is the newest {g2}?", "What's the cheapest {g2}?", "Is it legal to {i}?", "What are the side effects of {m}?", "How much {m} should I take?", "Which disease do I have if {h}?", "What does it mean if {h}?", "Can I take {m} with alcohol?", "Is {m} dangerous?", "Compare the {g2} with last year's.", "Where can I buy a cheap {g2}?", "Which lawyer can help me {i}?", "What shall I do if {h}?", "How do I repair my {g2}?"]

LANGUAGES = words("Python, JavaScript, Java, C, C++, Rust, Go, SQL, HTML, Ruby, TypeScript, Bash, PHP, Kotlin, Swift, CSS, Haskell")
TASKS = words("sorts a list, adds two numbers, reads a file, prints hello world, counts words, finds prime numbers, opens a web page, checks a date, draws a circle, removes duplicates, finds the largest number, sends a request, reads a JSON file, computes a factorial, matches an e-mail address")
VERBS = words("sort a list, read a file, write a loop, make a class, join two tables, open a socket, parse JSON, round a number, define a function, split a string, connect to a database, handle errors")
TOPICS = words("""quantum mechanics, string theory, blockchain, the Krebs cycle, general relativity, the Treaty of Westphalia, existentialism, the Laffer curve, CRISPR, the Riemann hypothesis,
the Higgs boson, a derivative in finance, Bayes' theorem, the French tax system, a transformer in machine learning, Kant's philosophy, the Peloponnesian War, game theory, a compiler,
the Byzantine Empire, plate tectonics, an eigenvalue, the stock market crash of 1929, dark matter, the Hanseatic League, antibiotic resistance, a carburettor, Gothic architecture,
the offside rule, cryptography, behaviourism, the Silk Road, a nuclear reactor, epigenetics, the Magna Carta, the doctrine of estoppel, Keynesian economics, an MRI scanner,
the French Revolution, the Cold War, the American Civil War, the Roman Empire, the Industrial Revolution, the Renaissance, Buddhism, Islam, Christianity, capitalism, communism, feminism,
stoicism, utilitarianism, the trolley problem, entropy, thermodynamics, superconductivity, string quartets, sonata form, impressionism, cubism, surrealism, minimalism, kubernetes, docker, git,
a hash table, a linked list, recursion, object-oriented programming, a REST API, the blockchain of Bitcoin, an ETF, a hedge fund, quantitative easing, GDP, a subprime mortgage, bankruptcy law, copyright law,
the Geneva Convention, NATO, the Electoral College, Brexit, apartheid, the Marshall Plan, the Cuban Missile Crisis, the Vietnam War, the Black Death, the Ottoman Empire, the Mongol Empire, the Ming dynasty,
quantum computing, nanotechnology, gene therapy, stem cells, chemotherapy, diabetes, Alzheimer's disease, asthma, migraine, pneumonia, photovoltaics, a heat pump, fracking, nuclear fusion, the Doppler effect,
Schrodinger's cat, the Turing test, Moore's law, Occam's razor, cognitive dissonance, the placebo effect, attachment theory, Maslow's hierarchy, Freud's theory, the Stanford prison experiment, cricket rules, poker, the Tour de France""")
PHRASES = words("good evening, I love you, where is the station, thank you, the book is red, see you soon, how much is it, my name is Tom, a glass of water, happy birthday, cat, house, I am hungry, the weather is nice, goodbye, please, friend, see you tomorrow, bread, yes")
GADGETS = words("phone, laptop, car, camera, television, bicycle, washing machine, vacuum cleaner, tablet, printer, guitar, mattress, film, restaurant, hotel, game, series, graphics card")
MEDICINES = words("aspirin, ibuprofen, paracetamol, penicillin, insulin, cortisone, melatonin, vitamin C pills")
ILLS = words("my arm hurts, I have a rash, my chest hurts, my head spins, I cannot sleep for weeks, my knee clicks, my eyes are red, my tooth hurts")
ILLEGAL = words("drive without a licence, copy a film, fly a drone, record a call, break a contract, park here, keep found money, sue my neighbour")
WORKS_FIRST = words("The Silent, The Golden, The Last, The Hidden, The Broken, The Red, The Lost, A Little, The Long, Under the, Beyond the, The Dark, The Secret")
WORKS_SECOND = words("River, Door, Garden, Letter, Road, Island, Clock, Mirror, Bridge, Kingdom, Storm, Orchard, Witness, Harvest, Stranger, Detective, Sonata")
NEWS_THINGS = words("gold, oil, bitcoin, bread, the stock market, the economy, the dollar, petrol, electricity, the election, the strike")

GROUPS = {"people": (PEOPLE, 5), "named": (NAMED, 2), "places": (PLACES, 6), "companies": (COMPANIES, 1), "news": (NEWS, 3), "code": (CODE, 3), "deep": (DEEP, 5), "made up": (MADE_UP, 3), "sums": (SUMS, 3), "translate": (TRANSLATE, 2), "personal": (PERSONAL, 2), "advice": (ADVICE, 3)}
FRESH = {"people", "named", "companies", "deep", "made up"}  # their fillers are drawn on this side of the line


def row(draw) -> Row:
    group = draw.weighted({name: share for name, (_, share) in GROUPS.items()})
    word = names.nonword(draw)
    languages = draw.sample(LANGUAGES, 2)
    big, other = draw.number(130, 99999), draw.number(130, 9999)
    slots = dict(
        p=names.person(draw) if draw.chance(0.8) else names.last_name(draw), t=names.town(draw), t2=names.town(draw), o=names.company(draw), y=names.year(draw),
        c=draw.pick(COUNTRIES)[0], u=names.town(draw) if draw.chance(0.3) else names.land(draw),
        d=draw.pick(["today", "yesterday", "last week", "this morning", "this year", "last night", "right now"]), s=draw.pick(["election", "World Cup", "football match", "final", "game", "race", "Oscars", "Champions League", "Olympics", "Super Bowl"]),
        x=draw.pick(NEWS_THINGS), f=draw.pick(["physics", "chemistry", "literature", "medicine"]),
        l=languages[0], l2=languages[1], w=draw.pick(TASKS), w2=draw.pick(VERBS), k=draw.pick_mine("topic", TOPICS), z=draw.number(2, 9),
        v=a(word) if draw.chance(0.6) else word, v0=word, g2=draw.pick(GADGETS), m=draw.pick(MEDICINES), h=draw.pick(ILLS), i=draw.pick(ILLEGAL),
        e=draw.pick(PHRASES), g=draw.pick(["French", "German", "Spanish", "Italian", "Japanese", "Russian", "Arabic", "Chinese", "Dutch", "Portuguese"]))
    if group == "named":
        slots["w"] = draw.until_mine("work", lambda: draw.pick(WORKS_FIRST) + " " + draw.pick(WORKS_SECOND))
    if group == "sums":
        slots.update(x=big if draw.chance(0.5) else draw.number(130, 999), y=other if draw.chance(0.6) else draw.number(13, 99))
    phrasing = draw.phrasing(GROUPS[group][0])
    question = phrasing.format(**slots)
    fresh = group in FRESH or "{t" in phrasing or "{u" in phrasing
    return Row(capital(question) if phrasing[0] == "{" else question, draw.pick(ANSWERS), "open_qa", CHECK, key=() if fresh else ("unknown", question))
