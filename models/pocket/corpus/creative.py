"""Short poems, stories, e-mails, tweets, slogans and wishes with slots."""

from . import names
from .explanations import WHAT
from .animals import ANIMALS
from .facts import DAYS, KINDS
from .row import Row, a, capital, contains, words

CATEGORY = "creative_writing"

SUBJECTS = words("""
the sea, the moon, the rain, autumn, spring, winter, summer, the forest, a river, the stars, the wind, snow,
my cat, my dog, a rose, the night, the morning, a mountain, the sun, music, friendship, love, home, coffee, tea,
bread, books, school, work, the city, a train, a garden, a bird, time, hope, sleep, dreams, the beach, a candle,
an old house, my grandmother, football, chocolate, clouds, a tree, the desert, a bicycle, peace, the kitchen,
a lighthouse, pizza, an elephant, honey, a butterfly, the harbour, rainbows, silence, laughter, the internet, a robot
""")
SUBJECTS += [entry[1] for entry in ANIMALS] + [entry[0] for entry in WHAT if entry[0] not in SUBJECTS]
SUBJECTS += [a(name) for kind in ("fruit", "vegetable", "flower", "tree", "vehicle", "musical instrument", "profession", "piece of clothing", "gemstone") for name in KINDS[kind]]
SUBJECTS += KINDS["sport"] + DAYS + KINDS["herb"]

POEMS = [
    "I think of {s} when the day is new,\nWhen the grass is wet with the morning dew.\nThe world is quiet, my heart is light,\nAnd {s} stays with me through the night.",
    "Here is a song for {s},\nSung in a simple way.\nIt rings in the early morning\nAnd it rings at the end of day.",
    "Oh, {s}, what a joy to find,\nSo dear to the heart, so good for the mind.\nI looked for a treasure, both far and near,\nAnd found that {s} was waiting here.",
    "Some sing of silver, some sing of gold,\nSome sing of heroes, strong and bold.\nBut I will sing, the whole day long,\nOf {s} in my little song.",
    "When I am tired, when I am low,\nWhen skies are grey and hours are slow,\nI close my eyes and there I see\nHow {s} brings a smile to me.",
    "There is a thing I love to see,\nIt means a lot to you and me.\nIn sun and rain, in wind and snow,\nI think of {s} wherever I go.",
]
PLURALS = {"the stars", "books", "dreams", "clouds", "rainbows"} | {entry[1] for entry in ANIMALS}
PLURAL_POEMS = [POEMS[1], POEMS[3], POEMS[5]]  # the lines that fit a plural subject
POEM_ASK = ["Write a poem about {s}.", "Write a short poem about {s}.", "Can you write me a poem about {s}?", "Make a poem about {s}.", "I would like a poem about {s}.", "Compose four lines about {s}.", "Write a rhyme about {s}.", "Please write a little poem on {s}.", "A poem about {s}, please.", "poem about {s}", "Could you write a poem about {s}?", "I need a poem about {s}.", "Write me a poem on {s}.", "Give me a short poem about {s}.", "Write some verses about {s}.", "Create a poem about {s}.", "write a poem about {s} please", "Write a four-line poem about {s}.", "Let me hear a poem about {s}."]

HAIKU = ["Thinking of {s}\nI walk along the long road\nand my heart is calm", "A quiet morning\nand the first thought in my mind\nis only {s}", "The day is over\nI sit still and remember\nall about {s}"]
HAIKU_ASK = ["Write a haiku about {s}.", "Make a haiku about {s}.", "Can you write a haiku on {s}?", "haiku about {s}", "Write me a haiku about {s}.", "I would like a haiku about {s}.", "Compose a haiku about {s}."]

HEROES = words("cat, dog, fox, owl, bear, mouse, rabbit, lion, dragon, robot, wizard, princess, king, pirate, farmer, boy, girl, knight, penguin, elephant, turtle, baker, sailor, hedgehog, frog, teacher, astronaut, witch, duck, squirrel")
HEROES += [entry[0] for entry in ANIMALS if entry[0] not in HEROES]
TRAITS = words("little, brave, curious, lonely, clever, kind, shy, old, young, cheerful")
HOMES = words("in a quiet forest, by the sea, in a small village, on a high hill, in an old house, near a blue lake, in a busy town")
STORIES = [
    "Once upon a time, there was {ta} {h} named {n} who lived {o}. One day {n} found {f} and decided to share it with everyone. From then on, {n} was never alone again.",
    "{n} was {ta} {h} who lived {o}. One night a storm came, and {n} helped a lost traveller find the way home. In return, {n} got {f} and a new friend.",
    "Long ago, {ta} {h} named {n} lived {o}. {n} dreamed of finding {f}. After a long journey it was found at last, close to home.",
    "There once was {ta} {h} called {n} who lived {o}. Nobody believed that {n} could find {f}, but {n} did not give up. In the end, everyone cheered.",
    "In the days when stars still sang, {ta} {h} named {n} lived {o}. {n} wanted to see the world and set out one morning. On the way {n} found {f}, and came back happier than ever.",
    "{n} the {h} was afraid of the dark. But one night {n} heard a friend call for help and went out all the same. By morning both were safe, and {n} was never afraid again.",
]
FINDS = ["a golden key", "an old map", "a magic lamp", "a box of stories", "a shining stone", "a silver flute", "a basket of apples", "a warm blanket", "a secret garden", "a talking book"]
STORY_ASK = ["Write a short story about {h}.", "Tell me a story about {h}.", "Write a story about {h}.", "Make up a short story about {h}.", "Can you tell me a short story about {h}?", "Write a fairy tale about {h}.", "I want a bedtime story about {h}.", "story about {h}", "Write me a story about {h}.", "Give me a short story about {h}.", "I would like a story about {h}.", "Please write a tale about {h}.", "Write a little story with {h}.", "Invent a story about {h}.", "Can you write a story about {h}?"]
NAMED_ASK = ["Write a short story about {h} named {n}.", "Tell me a story about {h} called {n}.", "Write a story about {h} whose name is {n}.", "Make up a story about {h} named {n}.", "Write a fairy tale about {h} named {n}.", "I want a story about {h} called {n}.", "Can you write a story about {h} named {n}?", "story about {h} called {n}", "Invent a story about {h} whose name is {n}."]

# purpose, as in "Write an e-mail to X ___" | body
MAILS = [
    ("to invite {p} to my birthday party on {d}", "I would like to invite you to my birthday party on {d}. It would be lovely to see you there."),
    ("to invite {p} to dinner on {d}", "Would you like to come to dinner on {d}? I will cook something nice."),
    ("to thank {p} for the gift", "Thank you very much for the gift. It was very kind of you, and I like it a lot."),
    ("to thank {p} for the help", "Thank you very much for your help. I could not have done it without you."),
    ("to tell {p} that I am ill", "I am sorry to say that I am ill and cannot come today. I will write again when I feel better."),
    ("to ask {p} for a day off on {d}", "I would like to ask for a day off on {d}. All my work will be done before then."),
    ("to move the meeting with {p} to {d}", "Unfortunately I cannot come to our meeting. Could we move it to {d} instead?"),
    ("to ask {p} for a meeting on {d}", "I would like to talk with you in person. Would a meeting on {d} suit you?"),
    ("to apologise to {p} for being late", "I am sorry that I was late. It will not happen again."),
    ("to congratulate {p} on the new job", "Congratulations on your new job! I am very happy for you and wish you a good start."),
    ("to congratulate {p} on the wedding", "Congratulations on your wedding! I wish you both a long and happy life together."),
    ("to wish {p} a happy birthday", "Happy birthday! I wish you a wonderful day and a good year."),
    ("to remind {p} of the meeting on {d}", "This is a short reminder of our meeting on {d}. Please tell me if you cannot come."),
    ("to say goodbye to {p}", "It is time for me to say goodbye. Thank you for the good time we had together."),
    ("to wish {p} a good holiday", "I wish you a good holiday. Enjoy the free time and come back well rested."),
    ("to ask {p} for advice", "I have a question and would be glad of your advice. Do you have time for a short talk this week?"),
]
# the same to somebody who is not named | body | who is greeted
MAILS_UNNAMED = [
    ("to ask my boss for a day off on {d}", "I would like to ask for a day off on {d}. All my work will be done before then.", "boss"),
    ("to tell my boss that I am ill", "I am sorry to say that I am ill and cannot come to work today. I will write again when I feel better.", "boss"),
    ("to tell my teacher that I am ill", "I am sorry to say that I am ill and cannot come to class today. I will catch up on the work.", "teacher"),
    ("to ask my boss for a raise", "I have worked here for some time and have taken on new tasks. I would like to talk with you about my pay.", "boss"),
    ("to thank my teacher for the help", "Thank you very much for your help. I have learned a lot from you.", "teacher"),
    ("to ask my landlord to repair the heating", "The heating in my flat does not work. Could you please have it repaired soon?", "landlord"),
    ("to complain about a late delivery", "My order has not arrived yet, although it should have been here days ago. Please tell me when it will come.", "Sir or Madam"),
    ("to return a broken lamp", "The lamp I bought from you is broken. I would like to return it and have my money back.", "Sir or Madam"),
    ("to apply for a job", "I would like to apply for the job you have announced. I am reliable, I learn quickly, and I would be glad to meet you.", "Sir or Madam"),
    ("to cancel my membership", "I would like to cancel my membership as soon as possible. Please confirm this in writing.", "Sir or Madam"),
    ("to book a table for {d}", "I would like to book a table for {d} evening. Please tell me whether that is possible.", "Sir or Madam"),
    ("to invite my neighbours to a barbecue on {d}", "I would like to invite you to a barbecue on {d}. Please bring good appetite.", "neighbours"),
    ("to my grandmother", "How are you? I am well and think of you often. I hope to visit you soon.", "Grandmother"),
]
MAIL_ASK = ["Write an e-mail {m}.", "Write an email {m}.", "Write a short message {m}.", "Draft a letter {m}.", "Help me write an e-mail {m}.", "Write a note {m}.", "Can you write an e-mail {m}?", "Write a letter {m}.", "I need an email {m}.", "Draft an e-mail {m}.", "Compose a message {m}.", "write an email {m}", "Please write an e-mail {m}.", "Write a text message {m}.", "Could you draft an email {m}?"]

PRODUCTS = words("a coffee shop, a bakery, a bicycle shop, a bookshop, a shoe shop, a toy shop, a flower shop, a restaurant, a hotel, a gym, a bank, a school, a phone, a car, a lamp, a chair, a soap, a tea, a juice, an ice cream, a travel agency, a music school, a pet shop, a garden centre, a hair salon, a water bottle, a backpack, a mattress, a pizza place, a cinema")
SLOGANS = {
    "coffee": "Good mornings start here.", "bakery": "Fresh from our oven to your table.", "bicycle": "Two wheels, endless roads.", "book": "Open a book, open a world.", "shoe": "Every step a good one.", "toy": "Where play begins.", "flower": "Say it in bloom.",
    "restaurant": "Come hungry, leave happy.", "hotel": "Your home away from home.", "gym": "Stronger every day.", "bank": "Your money in good hands.", "music school": "Find your sound.", "school": "Learning for life.", "phone": "The world in your pocket.", "car": "Drive your dreams.",
    "lamp": "Light up your evenings.", "chair": "Sit well, feel well.", "soap": "Clean, fresh, you.", "tea": "A quiet moment in every cup.", "juice": "Fruit in every drop.", "ice cream": "A little summer in every spoon.", "travel": "The world is waiting.",
    "pet": "Happy pets, happy people.", "garden": "Grow something beautiful.", "hair": "Walk in, shine out.", "water bottle": "Drink well, go far.", "backpack": "Carry less worry.", "mattress": "Sleep like never before.", "pizza": "One slice of happiness.", "cinema": "Stories larger than life.",
}
SLOGAN_ASK = ["Write a slogan for {s}.", "Give me a slogan for {s}.", "Think of a slogan for {s}.", "I need a slogan for {s}.", "Can you write a catchy slogan for {s}?", "Suggest a short slogan for {s}.", "slogan for {s}", "Write a short advertising line for {s}.", "What would be a good slogan for {s}?", "Find a slogan for {s}.", "Come up with a slogan for {s}.", "Create a slogan for {s}."]

TWEETS = ["Today was all about {s}. What a day! #happy", "Nothing beats {s} on a free day. Who agrees? #goodtimes", "A little reminder: make time for {s} today. #smallthings"]
TWEET_ASK = ["Write a tweet about {s}.", "Write a short post about {s}.", "Make a tweet about {s}.", "Can you write a tweet about {s}?", "Write me a tweet about {s}.", "I need a tweet about {s}.", "tweet about {s}", "Compose a tweet about {s}.", "Draft a tweet on {s}."]

WISHES = [
    ("birthday", "Happy birthday, {p}! May your year be full of joy.", ["Write a birthday wish for {p}.", "Write a birthday card for {p}.", "Wish {p} a happy birthday.", "What can I write on a birthday card for {p}?"]),
    ("get well", "Get well soon, {p}! We are all thinking of you.", ["Write a get-well card for {p}.", "Write a get-well wish for {p}.", "What can I write to {p}, who is ill?"]),
    ("thanks", "Thank you so much, {p}! Your help meant a lot to me.", ["Write a thank-you note to {p}.", "Write a short thank-you card for {p}.", "Say thank you to {p} in a nice way."]),
    ("luck", "Good luck, {p}! You can do it.", ["Wish {p} good luck.", "Write a good-luck note for {p}.", "Write something nice for {p} before the exam."]),
    ("new year", "Happy New Year, {p}! May it bring you health and joy.", ["Write a New Year's wish for {p}.", "Wish {p} a happy new year."]),
]

SENTENCE_ASK = ["Write a sentence with the word {w}.", "Use the word {w} in a sentence.", "Make a sentence with {w}.", "Can you use {w} in a sentence?", "Write a sentence with {w}.", "Give me a sentence with the word {w}.", "Put {w} into a sentence.", "sentence with {w}", "Write an example sentence for {w}.", "Show me how to use {w} in a sentence."]
SENTENCES = {
    "apple": "She ate an apple after lunch.", "river": "The river flows past our village.", "happy": "The children were happy about the snow.", "run": "I run in the park every morning.", "book": "He left his book on the train.", "quickly": "She quickly closed the window.",
    "window": "The cat sits at the window.", "music": "We listened to music all evening.", "green": "The door of the house is green.", "dream": "Last night I had a strange dream.", "friend": "My friend lives in the next street.", "winter": "In winter the lake is frozen.",
    "brave": "The brave girl climbed the tall tree.", "train": "The train was ten minutes late.", "bread": "Fresh bread smells wonderful.", "garden": "They drink tea in the garden.", "letter": "I wrote a letter to my aunt.", "clock": "The clock on the wall has stopped.",
    "moon": "The moon was bright above the sea.", "teacher": "Our teacher told us a funny story.", "always": "He always forgets his keys.", "write": "Please write your name here.", "sea": "The sea was calm and blue.", "dog": "The dog ran after the ball.",
}


def poem(draw) -> Row:
    person = draw.chance(0.15)
    subject = names.first_name(draw) if person else draw.pick(SUBJECTS)
    if draw.chance(0.15):
        phrasing, text = draw.phrasing(HAIKU_ASK), draw.pick(HAIKU)
    else:
        phrasing, text = draw.phrasing(POEM_ASK), draw.pick(PLURAL_POEMS if subject in PLURALS else POEMS)
    answer = text.format(s=subject)
    return Row(phrasing.format(s=subject), "\n".join(capital(line) for line in answer.split("\n")), CATEGORY, contains(subject), key=() if person else ("poem", subject, phrasing))


def story(draw) -> Row:
    hero, name = draw.pick(HEROES), names.first_name(draw)
    named = draw.chance(0.6)
    phrasing = draw.phrasing(NAMED_ASK if named else STORY_ASK)
    text = draw.pick(STORIES).format(h=hero, n=name, ta=a(draw.pick(TRAITS)), o=draw.pick(HOMES), f=draw.pick(FINDS))
    return Row(phrasing.format(h=a(hero), n=name), text, CATEGORY, contains(hero, name) if named else contains(hero), key=() if named else ("story", hero, phrasing))


def mail(draw) -> Row:
    person, day = names.first_name(draw), draw.pick(DAYS)
    if draw.chance(0.4):
        purpose, body, greeted = draw.pick(MAILS_UNNAMED)
        asked = purpose.format(d=day)
        return Row(draw.phrasing(MAIL_ASK).format(m=asked), f"Dear {greeted},\n\n{body.format(d=day)}\n\nKind regards", CATEGORY, contains(body.format(d=day)), key=("mail", purpose, day))
    purpose, body = draw.pick(MAILS)
    answer = f"Hi {person},\n\n{body.format(d=day)}\n\nBest wishes"
    checked = [person] + ([day] if "{d}" in body else [])
    return Row(draw.phrasing(MAIL_ASK).format(m=purpose.format(p=person, d=day)), answer, CATEGORY, contains(*checked))


def slogan(draw) -> Row:
    product = draw.pick(PRODUCTS)
    phrasing = draw.phrasing(SLOGAN_ASK)
    answer = next(text for part, text in SLOGANS.items() if part in product)
    return Row(phrasing.format(s=product), answer, CATEGORY, contains(answer), key=("slogan", product, phrasing))


def tweet(draw) -> Row:
    subject, phrasing = draw.pick(SUBJECTS), draw.phrasing(TWEET_ASK)
    return Row(phrasing.format(s=subject), draw.pick(TWEETS).format(s=subject), CATEGORY, contains(subject, "#"), key=("tweet", subject, phrasing))


def wish(draw) -> Row:
    person = names.first_name(draw)
    _, text, phrasings = draw.pick(WISHES)
    return Row(draw.phrasing(phrasings, 3).format(p=person), text.format(p=person), CATEGORY, contains(person))


def sentence(draw) -> Row:
    word, phrasing = draw.pick(list(SENTENCES)), draw.phrasing(SENTENCE_ASK)
    return Row(phrasing.format(w=word), SENTENCES[word], CATEGORY, contains(word), key=("sentence", word, phrasing))


def row(draw) -> Row:
    return draw.weighted({poem: 5, story: 5, mail: 5, slogan: 2, tweet: 2, wish: 2, sentence: 1})(draw)
