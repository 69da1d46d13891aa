"""Questions about countries and their capitals, and the short ones that follow."""

from .countries import COUNTRIES
from .row import Row, capital, contains

CATEGORY = "open_qa"

CAPITAL = ["What is the capital of {c}?", "What's the capital of {c}?", "Which city is the capital of {c}?", "Name the capital of {c}.", "Capital of {c}?", "Can you tell me the capital of {c}?", "What is the capital city of {c}?",
           "{C}: what is its capital?", "Do you know the capital of {c}?", "Tell me the capital of {c}.", "{c} capital", "What city is {c}'s capital?", "whats the capital of {c}", "What is {c}'s capital?", "the capital of {c}", "What is the name of the capital of {c}?", "I need to know the capital of {c}.", "Which is the capital of {c}?",
           "Please tell me the capital of {c}.", "{c}'s capital?", "which city is the capital of {c}", "Could you tell me the capital of {c}?", "I would like to know the capital of {c}.", "What do they call the capital of {c}?", "Of {c}, what is the capital?", "Give me the capital of {c}.", "capital city of {c}", "Quick, the capital of {c}?", "In {c}, which city is the capital?", "Which city do people in {c} call their capital?"]
CAPITAL_OF = ["Which country has {k} as its capital?", "{k} is the capital of which country?", "In which country is {k}?", "Where is {k}?", "What country is {k} in?", "To which country does {k} belong?", "What is {k}?", "Tell me about {k}.", "Where can I find {k}?",
              "Of which country is {k} the capital?", "What is {k} the capital of?", "In what country does {k} lie?", "What do you know about {k}?", "{k} is in which country?",
              "{k}: which country is that?", "Which country is {k} in?", "Which country does {k} lie in?", "Whose capital is {k}?", "{k} is a city in which country?", "What country has {k} as its capital?", "Tell me where {k} is.", "To what country does the city of {k} belong?", "Do you know where {k} is?", "Where in the world is {k}?"]
CONTINENT = ["On which continent is {c}?", "Which continent is {c} in?", "What continent is {c} on?", "Where is {c}?", "Where in the world is {c}?", "What continent does {c} belong to?", "In which part of the world is {c}?", "Is {c} in Europe, Asia, Africa, America or Oceania?",
             "Tell me where {c} is.", "Can you tell me which continent {c} is on?", "{C} is on which continent?", "Do you know on which continent {c} lies?", "where is {c} located?",
             "Tell me the continent of {c}.", "What is the continent of {c}?", "{c}: which continent?", "On what continent do I find {c}?", "Where can I find {c} on the map?", "Which part of the world is {c} in?", "Where does {c} lie?", "which continent is {c} on", "To which continent does {c} belong?", "Name the continent of {c}."]
LANGUAGE = ["What language do people speak in {c}?", "Which language is spoken in {c}?", "What is the main language of {c}?", "What do people in {c} speak?", "Which language should I learn for a trip to {c}?", "What language is spoken in {c}?", "What is the language of {c}?",
            "What is the official language of {c}?", "What languages do they speak in {c}?", "Tell me the main language of {c}.", "which language do they speak in {c}", "What's the language in {c}?",
            "In {c}, what language do people speak?", "Which language do the people of {c} speak?", "What tongue do they speak in {c}?", "language of {c}?", "Name the language of {c}.", "What do they speak in {c}?", "Which language will I hear in {c}?", "Tell me what people speak in {c}.", "What is spoken in {c}?", "Do you know the language of {c}?", "People in {c} speak what language?"]
CURRENCY = ["What is the currency of {c}?", "Which currency is used in {c}?", "What money do people use in {c}?", "How do people pay in {c}?", "What currency does {c} use?", "What's the currency of {c}?", "Which money do I need in {c}?", "Name the currency of {c}.", "What is the money of {c} called?",
            "Tell me the currency of {c}.", "currency of {c}", "With which currency can I pay in {c}?", "What kind of money do they have in {c}?",
            "What is used as money in {c}?", "Which currency do they have in {c}?", "In {c}, what do people pay with?", "What do I pay with in {c}?", "{c}: what currency?", "What is {c}'s currency?", "Do you know the currency of {c}?", "Which is the currency of {c}?", "What coins do they use in {c}?", "What money will I need for a trip to {c}?"]
ABOUT = ["Tell me about {c}.", "What do you know about {c}?", "Describe {c} in a sentence or two.", "What is {c}?", "Give me some facts about {c}.", "What can you tell me about {c}?", "Tell me something about {c}.", "Write a few sentences about {c}.", "Give me information about {c}.", "Describe {c}.",
         "Facts about {c}?", "I would like to know more about {c}.",
         "Introduce {c} to me.", "Say something about {c}.", "What should I know about {c}?", "{c}, please.", "What kind of country is {c}?", "Explain what {c} is.", "I want to learn about {c}.", "What is there to know about {c}?"]
SAME = ["Is {k} the capital of {c}?", "{k} is the capital of {c}, right?", "Is the capital of {c} {k}?"]

ASK = {"capital": CAPITAL, "capital of": CAPITAL_OF, "continent": CONTINENT, "language": LANGUAGE, "currency": CURRENCY}
BY_NAME = {entry[0]: entry for entry in COUNTRIES}
# Better known countries are asked for more often, as people do.
KNOWN = "France, Germany, Italy, Spain, Portugal, Austria, Greece, Belgium, Switzerland, the Netherlands, Ireland, Norway, Sweden, Denmark, Finland, Poland, the United Kingdom, Russia, Turkey, China, Japan, India, South Korea, Thailand, Indonesia, Egypt, Morocco, Kenya, Nigeria, South Africa, the United States, Canada, Mexico, Cuba, Brazil, Argentina, Chile, Peru, Colombia, Australia, New Zealand".split(", ")


def name(draw) -> str:
    return draw.pick(KNOWN) if draw.chance(0.3) else draw.pick(COUNTRIES)[0]


def _answer(kind: str, country: str) -> tuple[str, str]:
    """The sentence, and the part of it that counts."""
    _, city, continent, language, currency = BY_NAME[country]
    stop = "" if city.endswith(".") else "."
    return {
        "capital": (f"The capital of {country} is {city}{stop}", city),
        "capital of": (f"{city} is the capital of {country}.", country),
        "continent": (f"{capital(country)} is in {continent}.", continent),
        "language": (f"The main language{'s' if ' and ' in language else ''} of {country} {'are' if ' and ' in language else 'is'} {language}.", language),
        "currency": (f"The currency of {country} is {currency}.", currency),
        "about": (f"{capital(country)} is a country in {continent}. Its capital is {city}{stop} The main language is {language} and the currency is {currency}."
                  if " and " not in language else f"{capital(country)} is a country in {continent}. Its capital is {city}{stop} The main languages are {language}, and the currency is {currency}.", city),
    }[kind]


def _bare(country: str, phrasing: str, draw) -> str:
    """People leave out "the" now and then."""
    return country[4:] if country.startswith("the ") and draw.chance(0.2) else country


def question(draw, kind: str, country: str, phrasings=None) -> Row:
    phrasing = draw.phrasing(phrasings or ASK[kind])
    answer, part = _answer(kind, country)
    shown = _bare(country, phrasing, draw)
    return Row(phrasing.format(c=shown, C=capital(shown), k=BY_NAME[country][1]), answer, CATEGORY, contains(part), key=("country", kind, country, phrasing))


def row(draw) -> Row:
    kind = draw.weighted({"capital": 6, "capital of": 3, "continent": 2, "language": 3, "currency": 3, "about": 2, "same": 1})
    country = name(draw)
    if kind == "capital of" and BY_NAME[country][1] == country:
        kind = "capital"
    if kind == "about":
        return question(draw, "about", country, ABOUT)
    if kind == "same":
        asked = BY_NAME[country][1] if draw.chance(0.5) else draw.pick(COUNTRIES)[1]
        truth, city = _answer("capital", country)
        answer = ("Yes, the" if asked == city else "No, the") + truth[3:]
        return Row(draw.pick(SAME).format(k=asked, c=country), answer, CATEGORY, contains(answer.split(",")[0], city), key=("same", country, asked))
    return question(draw, kind, country)


SHORT = {"capital": ["And what is its capital?", "What is its capital?", "And the capital?", "what's the capital?", "And its capital city?", "And what is the capital?"],
         "language": ["What language do they speak there?", "And which language is spoken there?", "And the language?", "What do they speak there?", "And what do people speak?", "Which language do they speak?"],
         "currency": ["And what is its currency?", "Which money do they use there?", "And the currency?", "What's the currency?", "And how do people pay there?", "What money do they have there?"],
         "continent": ["And on which continent is it?", "Which continent is it on?", "And the continent?", "Where is it?", "And where is that?", "On what continent is that?"]}
NEXT = ["And {of} {c}?", "What about {c}?", "And {c}?", "How about {c}?", "and {c}", "And what about {c}?", "{c}?",
        "And for {c}?", "And {c}, please?", "Now {c}.", "What of {c}?", "Same for {c}?", "And then {c}?"]


def follow_up(draw) -> list[Row]:
    if draw.chance(0.5):
        topic = draw.pick(["capital", "language", "currency", "continent"])
        asked = [name(draw) for _ in range(draw.number(2, 3))]
        rows = [question(draw, topic, asked[0])]
        for country in asked[1:]:
            answer, part = _answer(topic, country)
            phrasing = draw.phrasing(NEXT)
            rows.append(Row(phrasing.format(c=country, of="of" if topic in ("capital", "currency") else "in"), answer, CATEGORY, contains(part), key=("next", topic, country, phrasing)))
        return rows
    country = name(draw)
    topics = draw.sample(["capital", "language", "currency", "continent"], draw.number(2, 3))
    rows = [question(draw, topics[0], country)]
    for topic in topics[1:]:
        answer, part = _answer(topic, country)
        phrasing = draw.phrasing(SHORT[topic])
        rows.append(Row(phrasing, answer, CATEGORY, contains(part), key=("same", topic, country, phrasing)))
    return rows
