"""Sorting: things into kinds, sentences into moods and topics, words into parts of speech."""

from . import facts, labelling
from .row import Row, a, capital, exact

CATEGORY = "classification"

POSITIVE = ["I love this {t}.", "The {t} was wonderful.", "What a great {t}!", "I am very happy with the {t}.", "The {t} is excellent and I would buy it again.", "This is the best {t} I have ever had.", "I really enjoyed the {t}.", "The {t} works perfectly.",
            "Everyone in my family likes the {t}.", "The {t} was better than I expected.", "A lovely {t}, thank you!", "The {t} made my day.", "I can recommend the {t} to everyone.", "The {t} was a pleasant surprise.", "Five stars for this {t}!", "The {t} was amazing and the staff were friendly.",
            "It was a joy from beginning to end, a perfect {t}.", "Great {t}, fast delivery, good price.", "I was delighted by the {t}.", "The {t} exceeded all my hopes.", "Beautiful, useful and cheap: what more can a {t} be?", "I smiled the whole time. Fantastic {t}!", "The {t} is simply perfect.", "We had so much fun with the {t}.", "So good! I want another {t}.", "The service was friendly and the {t} was lovely."]
NEGATIVE = ["I hate this {t}.", "The {t} was terrible.", "What an awful {t}!", "I am very unhappy with the {t}.", "The {t} broke after one day and I want my money back.", "This is the worst {t} I have ever had.", "I did not enjoy the {t} at all.", "The {t} does not work.",
            "Nobody in my family likes the {t}.", "The {t} was worse than I expected.", "A boring {t}, never again!", "The {t} ruined my day.", "I cannot recommend the {t} to anyone.", "The {t} was a waste of money.", "One star for this {t}.", "The {t} was disappointing and the staff were rude.",
            "It was a pain from beginning to end, a horrible {t}.", "Bad {t}, slow delivery, high price.", "I was angry about the {t}.", "The {t} failed in every way.", "Ugly, useless and expensive: that is this {t}.", "I was bored the whole time. Dreadful {t}!", "The {t} is simply bad.", "We had nothing but trouble with the {t}.", "So bad! I will never buy a {t} here again.", "The service was slow and the {t} was cold.", "I fell asleep during the {t}.", "The {t} smells strange and I regret buying it."]
NEUTRAL = ["The {t} arrived on Tuesday.", "The {t} is in the next room.", "I bought the {t} last year.", "The {t} has two parts.", "They also sell the {t} in blue.", "The {t} is kept on the second floor.", "The {t} costs twenty euros.", "My brother has the same {t}.", "There is a {t} near the station.", "The {t} was moved to Friday."]
THINGS = ["film", "book", "meal", "hotel", "phone", "game", "concert", "bag", "lamp", "coat", "soup", "trip", "lesson", "song", "cake", "chair", "radio", "play", "pizza", "camera", "toaster", "museum", "restaurant", "show", "jacket", "watch"]
MOOD_ASK = ["Is this review positive or negative? {s}", "Classify the sentiment as positive or negative: {s}", "What is the sentiment of this sentence? {s}", "Decide whether this is positive or negative: {s}", "Sentiment of '{s}'?", "Is this positive or negative? {s}", "Tell me if the following is positive or negative. {s}", "Does the writer sound happy or not? Answer positive or negative. {s}",
            "Positive or negative: {s}", "Is the following sentence positive or negative? {s}", "Classify this review: {s}", "What is the mood of this review? {s}", "Label the sentiment: {s}", "positive or negative? {s}", "Does this sound positive or negative? {s}", "Rate this as positive or negative: {s}", "Sentiment: {s}", "Is the sentiment here positive or negative? {s}",
            "Would you call this positive or negative? {s}", "Classify as positive or negative: {s}", "Is this good or bad news for the seller? Answer positive or negative. {s}", "What feeling does this sentence show, positive or negative? {s}", "Was the customer pleased? Answer positive or negative. {s}", "Tell me the sentiment: {s}", "Find the sentiment of this: {s}", "Positive or negative review? {s}", "How does this sound, positive or negative? {s}", "What do you think, is this positive or negative? {s}", "Give the sentiment of the following: {s}", "{s} Is that positive or negative?", "{s} Positive or negative?", "Read this and say positive or negative: {s}", "Mark this as positive or negative: {s}", "Judge the mood, positive or negative: {s}", "sentiment of this: {s}", "Say whether this is positive or negative: {s}"]
MOOD_ASK_PASSAGE = ["Is this review positive or negative?", "Classify the sentiment of the text as positive or negative.", "What is the sentiment of this text?", "Is the writer happy or not? Answer positive or negative.", "Positive or negative?", "Is this text positive or negative?", "Classify this review.", "Sentiment?", "Does the author like it? Answer positive or negative.",
                    "Is the mood positive or negative?", "What is the sentiment?", "Positive or negative review?", "Sentiment of the text?", "Say whether this is positive or negative.", "Does this text sound positive or negative?", "Classify the text as positive or negative.", "How does the writer feel? Answer positive or negative.", "Was the customer pleased? Answer positive or negative.", "Label the sentiment.", "Is this a good or a bad review? Answer positive or negative.", "Tell me the sentiment of this."]
MOOD_ASK_THREE = ["Is this sentence positive, negative or neutral? {s}", "Classify the sentiment as positive, negative or neutral: {s}", "Positive, negative or neutral? {s}", "Label this as positive, negative or neutral: {s}", "Decide if this is positive, negative or neutral: {s}", "Which is it, positive, negative or neutral? {s}",
                  "Classify as positive, negative or neutral: {s}", "Is this positive, negative or neutral? {s}", "What is the sentiment: positive, negative or neutral? {s}", "{s} Positive, negative or neutral?", "Tell me if this is positive, negative or neutral: {s}", "Mark this as positive, negative or neutral: {s}", "Would you call this positive, negative or neutral? {s}", "How does this sound: positive, negative or neutral? {s}", "positive, neutral or negative? {s}", "Say whether this is positive, negative or neutral. {s}"]

TOPICS = {
    "sports": ["The team scored two goals in the last minute.", "She won the race by three seconds.", "The coach is pleased with the new players.", "The match ended in a draw.", "He trains for the marathon every morning.", "The tennis final starts at noon.", "The goalkeeper saved a penalty.", "Our swimmers broke a record.", "The league begins again in August."],
    "food": ["Add the garlic and cook the sauce for ten minutes.", "The soup needs more salt.", "This bakery makes the best rolls.", "We had pasta with tomatoes for dinner.", "The cake is baked with lemon and butter.", "Peel the potatoes and boil them.", "The restaurant serves fresh fish.", "She likes cheese on toast.", "The recipe asks for three eggs."],
    "weather": ["It will rain all day tomorrow.", "A strong wind is coming from the north.", "Snow fell on the hills last night.", "The afternoon will be warm and sunny.", "Thick fog covers the valley.", "Expect storms in the evening.", "The frost will be gone by noon.", "Clouds are moving in from the sea.", "It was the hottest day of the summer."],
    "travel": ["Our flight leaves at six in the morning.", "The hotel is near the beach.", "Do not forget your passport.", "We took the night train to the coast.", "The tour starts at the old harbour.", "They packed two suitcases for the trip.", "The island can be reached by ferry.", "We booked a room with a view of the lake.", "The guide showed us the old town."],
    "technology": ["The new phone has a better screen.", "Please update the software on your laptop.", "The website was down for an hour.", "Robots will help in the factory.", "The battery lasts for two days.", "She wrote an app for learning words.", "The computer needs more memory.", "The printer is connected to the network.", "Engineers tested the new chip."],
    "health": ["The doctor told him to rest.", "Drink enough water every day.", "A walk after dinner is good for the heart.", "She takes the medicine twice a day.", "The nurse measured his blood pressure.", "Sleep helps the body to recover.", "The clinic opens at eight.", "Wash the wound with clean water.", "He has had a cough for a week."],
    "money": ["The bank raised its interest rate.", "She saves a little every month.", "The shares fell by two percent.", "He paid back the loan in May.", "The tax must be paid by the end of the year.", "Prices rose again in spring.", "They set a budget for the house.", "The company made a profit this year.", "His salary went up in January."],
    "music": ["The choir sang three songs.", "She plays the violin in an orchestra.", "The band played until midnight.", "His new album has ten tracks.", "The drummer kept a steady beat.", "They tuned the piano before the concert.", "The singer has a deep voice.", "The song begins with a guitar.", "The conductor raised his hands."],
    "school": ["The pupils wrote a test this morning.", "Our teacher gave us homework.", "The lesson begins at nine.", "She learned to read in first grade.", "The class went to the library.", "He got a good mark in history.", "The students asked many questions.", "The exam takes two hours.", "Term ends in July."],
}
TOPIC_ASK = ["What is the topic of this sentence? {s}", "Which topic does this belong to: {o}? {s}", "Classify the topic as {o}: {s}", "Choose the best topic ({o}): {s}", "Topic of '{s}'?", "What is this sentence about, {o}? {s}", "Is this about {o}? {s}", "Which of these topics fits: {o}? {s}", "Label the topic, {o}: {s}", "Topic ({o}): {s}", "Pick the topic from {o}: {s}", "Which topic, {o}? {s}",
             "Is the following about {o}? {s}", "What is the subject, {o}? {s}", "{s} Is this about {o}?", "Sort this into {o}: {s}", "Find the topic among {o}: {s}", "Say whether this is about {o}: {s}", "Does this belong to {o}? {s}", "Tell me the topic ({o}) of this sentence: {s}", "What is this about: {o}? {s}", "Choose from {o}: {s}", "Is this {o}? {s}", "Mark the topic as {o}: {s}", "To which topic does this belong, {o}? {s}", "Classify this sentence as {o}: {s}", "{s} Topic: {o}?", "Which one fits, {o}? {s}", "Decide between {o}: {s}", "topic of this: {o}? {s}"]
TOPIC_ASK_PASSAGE = ["What is the topic of this text?", "Classify the topic of the text.", "Which topic does the text belong to?", "Topic?", "What is the text about, in one word?", "Name the topic of this text.",
                     "In one word, what is this about?", "What subject is this text about?", "Which topic is it?", "Give the topic of the text.", "Say the topic in one word.", "Tell me the topic.", "What would you file this under?", "Topic of this text?", "What is this about?", "Find the topic of the text.", "Which subject does the text belong to?", "Label the topic of this text."]

PARTS = {
    "noun": ["table", "river", "child", "city", "music", "apple", "teacher", "house", "window", "garden", "dog", "letter", "bread", "street", "mountain", "doctor"],
    "verb": ["run", "eat", "sing", "write", "sleep", "bring", "think", "build", "carry", "speak", "learn", "throw", "forget", "listen", "choose", "drive"],
    "adjective": ["happy", "tall", "green", "quick", "quiet", "strong", "bitter", "wooden", "narrow", "brave", "polite", "heavy", "clever", "empty", "warm", "young"],
    "adverb": ["quickly", "slowly", "often", "never", "happily", "loudly", "badly", "gently", "always", "soon", "carefully", "rarely"],
}

GROUP_SETS = [("fruit", "vegetable"), ("mammal", "bird"), ("bird", "fish"), ("mammal", "fish"), ("insect", "bird"), ("reptile", "mammal"), ("sport", "musical instrument"), ("tool", "musical instrument"), ("colour", "shape"), ("metal", "fruit"), ("flower", "tree"),
              ("piece of clothing", "piece of furniture"), ("vehicle", "profession"), ("drink", "vegetable"), ("planet", "metal"), ("spice", "drink"), ("profession", "sport"), ("mammal", "insect"), ("amphibian", "mammal"), ("language", "profession"), ("room", "vehicle"), ("herb", "spice"), ("nut", "fruit"), ("grain", "vegetable"), ("gemstone", "metal"), ("cheese", "drink"), ("dance", "sport"), ("tree", "fruit"), ("flower", "vegetable"), ("fish", "reptile"), ("bird", "insect"), ("shape", "colour"), ("tool", "piece of furniture")]
GROUP_SETS = [pair for pair in GROUP_SETS if "planet" not in pair]  # Mercury is both

GROUP_ASK = ["Classify each of the following as {k} or {l}: {x}", "Sort these into {k} and {l}: {x}", "Which of these are {kp} and which are {lp}? {x}", "Tell me for each word whether it is {ka} or {la}: {x}", "Label each as {k} or {l}: {x}", "Identify which is {ka} and which is {la}: {x}", "For each of these, say {k} or {l}: {x}", "{k} or {l}? {x}", "Sort the following into {kp} and {lp}: {x}", "Which are {kp}, which are {lp}? {x}", "Group these into {kp} and {lp}: {x}", "Put each in a group, {k} or {l}: {x}",
             "{x}. Which of them are {kp} and which are {lp}?", "Mark each as {k} or {l}: {x}", "Say for every word if it is {ka} or {la}: {x}", "Divide these into {kp} and {lp}: {x}", "Separate the {kp} from the {lp}: {x}", "Tell me which are {kp} and which are {lp}: {x}", "Decide for each: {k} or {l}? {x}", "Is each of these {ka} or {la}? {x}", "Write {k} or {l} after each: {x}", "Which of these words are {kp}, and which are {lp}? {x}", "Assign {k} or {l} to each: {x}", "Split into {kp} and {lp}: {x}", "Categorize each as {k} or {l}: {x}", "{kp} or {lp}? {x}", "Here are some words: {x}. Label each as {k} or {l}.", "What are these, {kp} or {lp}? {x}", "I have these words: {x}. Which are {kp} and which are {lp}?", "Arrange these by {k} and {l}: {x}"]
ONE_ASK = ["Is {n} {ka} or {la}?", "Classify {n} as {k} or {l}.", "{n}: {k} or {l}?", "Decide: is {n} {ka} or {la}?", "is {n} {ka} or {la}", "Which is {n}: {ka} or {la}?", "Tell me if {n} is {ka} or {la}.", "Would you call {n} {ka} or {la}?",
           "What is {n}, {ka} or {la}?", "Does {n} count as {ka} or {la}?", "Say whether {n} is {ka} or {la}.", "{n} - {k} or {l}?", "Label {n} as {k} or {l}.", "Is {n} {k} or {l}?", "Choose: {n} is {ka} or {la}?", "I am not sure: is {n} {ka} or {la}?", "Do you know if {n} is {ka} or {la}?", "Categorize {n} as {k} or {l}.", "{k} or {l}: {n}?", "Does {n} belong to the {kp} or the {lp}?", "Mark {n} as {k} or {l}.", "Can you tell me if {n} is {ka} or {la}?", "Would {n} be {ka} or {la}?", "Sort {n}: {k} or {l}?"]
KIND_ASK = ["What kind of thing is {n}?", "Classify this word: {n}", "To which group does {n} belong?", "What is {n} an example of?", "What group is {n} in?", "What kind of word is {n}: what does it name?", "Name the group that {n} belongs to.", "Give the category of {n}.",
            "What sort of thing is {n}?", "{n} is a kind of what?", "What type of thing is {n}?", "Which category does {n} belong to?", "What category is {n}?", "Tell me what kind of thing {n} is.", "Under which group would you put {n}?", "{n}: which group?", "Classify {n}.", "Which group of things is {n} part of?", "What class of things does {n} belong to?", "How would you classify {n}?", "Sort {n} into a group.", "what kind of thing is {n}", "Label the word {n} with its group.", "Put {n} in a category."]


ODD_ASK = ["Which word does not belong: {x}?", "Find the odd one out: {x}", "Which of these is different: {x}?", "One word does not fit: {x}. Which one?", "Which is the odd one out? {x}", "Which one does not fit? {x}", "What does not belong here? {x}", "odd one out: {x}",
           "Pick the odd one out: {x}", "Which of these words does not fit: {x}?", "What is the odd one out: {x}?", "Tell me the odd one out of {x}.", "{x}: which one does not belong?", "One of these is not like the others: {x}", "Which is the stranger among {x}?", "Can you find the odd one out? {x}", "Name the one that does not fit: {x}", "Which word is out of place: {x}?", "{x}. What does not fit?", "Spot the word that does not belong: {x}", "Which one is different from the rest: {x}?", "Find the word that does not fit: {x}"]
PART_ASK = ["Is '{w}' a noun, a verb, an adjective or an adverb?", "What part of speech is '{w}'?", "What kind of word is '{w}'?", "Classify the word '{w}' as noun, verb, adjective or adverb.", "Noun, verb, adjective or adverb: {w}?", "Which part of speech is {w}?", "What word class is '{w}'?",
            "Tell me the part of speech of '{w}'.", "Is {w} a noun, verb, adjective or adverb?", "part of speech of {w}", "What part of speech is the word {w}?", "Name the word class of '{w}'.", "Which word class does '{w}' belong to?", "'{w}': noun, verb, adjective or adverb?", "In grammar, what is the word '{w}'?", "Label '{w}' as noun, verb, adjective or adverb.", "Decide if '{w}' is a noun, a verb, an adjective or an adverb.", "Give the part of speech: {w}", "Grammatically, what kind of word is {w}?", "Find the word class: {w}"]
EVEN_ASK = ["Is {n} even or odd?", "Is the number {n} odd or even?", "Classify {n} as even or odd.", "Even or odd: {n}?", "Is {n} an even number?", "Tell me if {n} is even or odd.", "is {n} odd", "Is {n} an odd number?",
            "Tell me whether {n} is odd or even.", "Is {n} odd or even?", "{n}: even or odd?", "Would you call {n} even or odd?", "Is {n} even?", "Does {n} count as even or odd?", "Decide: is {n} even or odd?", "Which is {n}, even or odd?", "Say if {n} is odd or even.", "Label {n} as odd or even."]


def plural(kind: str) -> str:
    return facts.PLURAL_KINDS.get(kind, kind + "s")


def group(draw) -> Row:
    kinds = draw.sample(draw.pick(GROUP_SETS), 2)
    first, second = kinds
    forms = dict(k=first, l=second, ka=a(first), la=a(second), kp=plural(first), lp=plural(second))
    if draw.chance(0.4):
        kind = draw.pick(kinds)
        name = draw.pick(facts.KINDS[kind])
        phrasing = draw.phrasing(ONE_ASK)
        return Row(capital(phrasing.format(n=name, **forms)), capital(kind) + ".", CATEGORY, exact(capital(kind)), key=("one", name, first, second))
    count = draw.number(2, 6)
    kind_of = {name: kind for kind in kinds for name in facts.KINDS[kind]}
    chosen = draw.until_mine("group", lambda: tuple(draw.sample(kind_of, count)))
    answer = "\n".join(f"- {name}: {kind_of[name]}" for name in chosen)
    return Row(draw.phrasing(GROUP_ASK).format(x=", ".join(chosen), **forms), answer, CATEGORY, exact(answer))


def kind_of(draw) -> Row:
    kind = draw.pick([k for k in facts.KINDS if k not in ("planet", "drink", "room")])
    name = draw.pick(facts.KINDS[kind])
    phrasing = draw.phrasing(KIND_ASK)
    kinds = [k for k in facts.KINDS if name in facts.KINDS[k]]
    return Row(capital(phrasing.format(n=name)), capital(a(kinds[0])) + ".", CATEGORY, exact(*[capital(a(k)) for k in kinds]), key=("kind", name, phrasing))


def odd_one_out(draw) -> Row:
    first, second = draw.sample(draw.pick(GROUP_SETS), 2)
    many, odd = draw.sample(facts.KINDS[first], 3), draw.pick(facts.KINDS[second])
    chosen = draw.sample(many + [odd], 4)
    phrasing = draw.phrasing(ODD_ASK)
    answer = f"{capital(odd)}, because it is {a(second)} and the others are {plural(first)}."
    return Row(phrasing.format(x=", ".join(chosen)), answer, CATEGORY, {"contains": [odd]}, key=("odd", *chosen))


def mood(draw) -> Row:
    label = draw.weighted({"Positive": 5, "Negative": 5, "Neutral": 1})
    index = {"Positive": POSITIVE, "Negative": NEGATIVE, "Neutral": NEUTRAL}[label]
    sentence = draw.until_mine("mood", lambda: draw.pick(index).format(t=draw.pick(THINGS)))
    if label != "Neutral" and draw.chance(0.25):
        sentence += " " + draw.pick(index).format(t=draw.pick(THINGS))
    if label != "Neutral" and draw.chance(0.3):
        return Row(draw.phrasing(MOOD_ASK_PASSAGE), label + ".", CATEGORY, exact(label), sentence)
    asks = MOOD_ASK if label != "Neutral" and draw.chance(0.8) else MOOD_ASK_THREE
    return Row(draw.phrasing(asks).format(s=sentence), label + ".", CATEGORY, exact(label))


def topic(draw) -> Row:
    label = draw.pick(list(TOPICS))
    sentence = draw.pick(TOPICS[label])
    if draw.chance(0.2):
        return Row(draw.phrasing(TOPIC_ASK_PASSAGE), label.capitalize() + ".", CATEGORY, exact(label.capitalize()), sentence, key=("topic", sentence))
    others = draw.sample([other for other in TOPICS if other != label], draw.number(1, 3)) + [label]
    options = draw.sample(others, len(others))
    return Row(draw.phrasing(TOPIC_ASK).format(s=sentence, o=", ".join(options[:-1]) + " or " + options[-1]), label.capitalize() + ".", CATEGORY, exact(label.capitalize()), key=("topic", sentence))


def part_of_speech(draw) -> Row:
    label = draw.pick(list(PARTS))
    name = draw.pick(PARTS[label])
    phrasing = draw.phrasing(PART_ASK)
    return Row(phrasing.format(w=name), capital(a(label)) + ".", CATEGORY, exact(capital(a(label))), key=("part", name, phrasing))


def number(draw) -> Row:
    value = draw.until_mine("parity", lambda: draw.number(0, 200))
    label = "Even" if value % 2 == 0 else "Odd"
    phrasing = draw.phrasing(EVEN_ASK)
    if " or " in phrasing:
        return Row(phrasing.format(n=value), label + ".", CATEGORY, exact(label))
    start = "Yes" if label.lower() in phrasing else "No"
    answer = f"{start}, {value} is {label.lower()}."
    return Row(phrasing.format(n=value), answer, CATEGORY, exact(answer))


def row(draw) -> Row:
    return draw.weighted({group: 6, kind_of: 3, odd_one_out: 2, mood: 5, topic: 3, part_of_speech: 2, number: 1, labelling.row: 7})(draw)
