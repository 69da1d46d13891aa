"""Lists: members of a kind, and ideas for an occasion.

A list begins anywhere among the entries and goes on in their order, so that the entry
before settles the next one: a small model that chose freely would repeat itself.
"""

from . import animals, facts, vocabulary
from .countries import COUNTRIES
from .classification import plural
from .facts import NUMBER_WORDS
from .row import Row, capital, items, numbered, table, words

CATEGORY = "brainstorming"

# what is asked for, as in "Give me three ___" | fitting entries
IDEAS = [(line[0], words(line[1])) for line in table("""
gift ideas for a friend|A good book, A box of chocolates, A plant, Concert tickets, A warm scarf, A photo album, A board game, A handmade card, A nice mug, A home-cooked meal
gift ideas for a child|A picture book, A puzzle, A ball, Building blocks, A soft toy, A box of crayons, A kite, A board game, A scooter
gift ideas for my mother|Flowers, A warm scarf, A photo album, Her favourite perfume, A day trip together, A good book, A cake, A plant
things to do on a rainy day|Read a book, Watch a film, Bake a cake, Play a board game, Visit a museum, Write a letter, Tidy a drawer, Listen to music, Do a puzzle
things to do at the weekend|Go for a walk, Visit a friend, Cook something new, Ride a bicycle, Go to a museum, Read a book, Work in the garden, Have a picnic
things to do in summer|Go swimming, Have a picnic, Eat ice cream, Camp in a tent, Play outside, Visit a lake, Ride a bicycle, Pick berries
things to do in winter|Build a snowman, Drink hot cocoa, Go skating, Read by the fire, Bake biscuits, Knit a scarf, Go sledging
ways to relax|Take a warm bath, Listen to music, Read a book, Go for a walk, Breathe slowly, Drink a cup of tea, Take a nap, Stretch for a few minutes
ways to save money|Cook at home, Make a budget, Buy second-hand things, Walk instead of driving, Turn off the lights, Plan your shopping, Cancel what you do not use, Compare prices
ways to save energy|Turn off the lights, Heat less, Dry clothes outside, Use a lid when cooking, Take shorter showers, Unplug chargers, Use LED lamps
ways to save water|Take shorter showers, Fix dripping taps, Turn off the tap while brushing your teeth, Collect rainwater, Run only full washing machines, Water plants in the evening
ways to stay healthy|Eat vegetables, Sleep enough, Drink water, Go for a walk, Exercise often, Do not smoke, Spend time with friends, Eat less sugar
ways to learn a language|Use flash cards, Watch films, Read simple books, Talk with native speakers, Listen to songs, Take a course, Keep a diary, Practise every day
ways to make new friends|Join a club, Take a class, Talk to your neighbours, Help at an event, Play a team sport, Invite someone for coffee, Get a dog
ways to help the environment|Recycle, Plant a tree, Ride a bicycle, Use less plastic, Save energy, Buy local food, Take the train, Repair old things
ways to cheer up a friend|Listen to them, Bring flowers, Tell a joke, Go for a walk together, Cook a meal, Send a kind note, Watch a funny film
ways to be more productive|Make a list, Turn off your phone, Take short breaks, Start with the hardest task, Tidy your desk, Get enough sleep, Set clear goals
ways to get fit|Go running, Ride a bicycle, Swim, Take the stairs, Do push-ups, Join a gym, Dance, Walk to work
ways to thank someone|Write a card, Bring flowers, Bake a cake, Give a small gift, Say it in person, Invite them for dinner, Help them in return
ideas for a healthy breakfast|Porridge with fruit, Yoghurt with nuts, Boiled eggs, Wholemeal toast, Fruit salad, A banana smoothie, Muesli with milk
ideas for dinner|Pasta with tomato sauce, Vegetable soup, Baked potatoes, Rice with beans, Grilled fish, Pizza, An omelette, Chicken curry, A big salad
ideas for a party|A costume contest, Dancing, A quiz, Karaoke, A treasure hunt, A barbecue, Board games, A photo corner
ideas for a child's birthday party|A treasure hunt, Face painting, A puppet show, Musical chairs, Baking biscuits, A balloon game, A magic show
ideas for a day trip|A walk in the woods, A visit to a castle, A boat ride, A trip to the zoo, A day at the beach, A bicycle tour, A museum visit
ideas for a blog|Travel stories, Simple recipes, Book reviews, Gardening tips, Saving money, Learning languages, Photography, Healthy living
ideas for a story|A lost key, A talking cat, A secret door, A letter from the future, A storm at sea, A hidden treasure, Two rival bakers
ideas for a small business|A coffee stand, A bicycle repair shop, Dog walking, A cake service, Garden work, Language lessons, A second-hand shop
hobbies|Painting, Gardening, Cooking, Chess, Photography, Knitting, Hiking, Reading, Fishing, Dancing, Playing the guitar
names for a dog|Max, Bella, Rocky, Luna, Charlie, Daisy, Buddy, Lucky, Rex, Coco
names for a cat|Luna, Tiger, Misty, Felix, Shadow, Smokey, Oliver, Cleo, Simba, Socks
names for a horse|Star, Thunder, Beauty, Storm, Silver, Bella, Lucky, Spirit
names for a bakery|The Golden Loaf, Sweet Crumbs, The Morning Roll, Flour and Butter, The Corner Oven, Daily Bread, The Happy Bun
names for a coffee shop|The Daily Bean, Morning Cup, The Warm Mug, Bean Street, The Coffee Corner, First Sip, The Quiet Cup
names for a boat|Sea Star, Blue Wave, The Wanderer, Morning Light, Swift Wind, The Pearl, Silver Gull
things to pack for a trip|A toothbrush, Warm socks, A passport, A phone charger, A rain jacket, A book, Sunglasses, A water bottle, Medicine
things to take to the beach|A towel, Sun cream, Sunglasses, A book, A water bottle, A hat, A ball, Sandals
things to take on a hike|Water, A map, Good shoes, A rain jacket, A snack, A first-aid kit, A hat, A phone
things you find in a kitchen|A stove, A fridge, Plates, Pots, Knives, Spoons, A sink, Cups, A pan
things you find in a school|Desks, Books, A blackboard, Teachers, Pupils, Chairs, Pencils, A playground
things you find in an office|Desks, Computers, Chairs, Printers, Paper, Pens, Telephones, Lamps
things you find in a forest|Trees, Mushrooms, Birds, Moss, Deer, Ferns, Squirrels, Leaves, Berries
things you find at the beach|Sand, Shells, Waves, Gulls, Pebbles, Crabs, Seaweed, Driftwood
things that are red|A ripe strawberry, A rose, A fire engine, A ripe tomato, Blood, A ruby, A cherry, A stop sign
things that are round|A ball, A coin, A wheel, The moon, A plate, An orange, A button
things that are cold|Ice, Snow, The North Pole, A freezer, Ice cream, Winter wind, The inside of a fridge
things that fly|Birds, Aeroplanes, Bees, Butterflies, Kites, Helicopters, Bats, Balloons
uses for a cardboard box|Storing books, A house for a cat, A toy car, Moving house, A costume, A drawer divider, Posting a parcel
uses for a paper clip|Holding papers together, A bookmark, A small hook, Pressing a reset button, A zip pull, Hanging up a picture
uses for an old jar|Storing spices, A vase, A candle holder, A pencil holder, Keeping coins, Growing herbs, Storing buttons
questions to ask in an interview|What would my tasks be?, Who would I work with?, How is success measured?, What are the working hours?, What do you like about working here?, How could I grow here?
good qualities of a leader|Honesty, Patience, Courage, Listening, Fairness, Clear goals, Reliability
good qualities of a friend|Honesty, Loyalty, Humour, Kindness, Trust, Patience, Listening
reasons to read books|They teach new things, They train the mind, They are fun, They help you relax, They build your vocabulary, They show other lives
reasons to learn music|It is fun, It trains the memory, It brings people together, It helps you relax, It builds patience, It lets you express feelings
reasons to get a dog|A dog is good company, A dog keeps you moving, A dog guards the house, A dog makes you laugh, A dog teaches patience
reasons to travel|You see new places, You meet people, You taste new food, You learn about cultures, You gain courage, You come home with stories
reasons to exercise|It strengthens the heart, It improves sleep, It lifts your mood, It keeps your weight down, It builds muscle, It gives you energy
benefits of sleep|A better memory, More energy, A better mood, A stronger body, Fewer mistakes, A healthier heart
topics for small talk|The weather, Holidays, Films, Food, Sports, Hobbies, Pets, Books
pizza toppings|Cheese, Tomatoes, Mushrooms, Olives, Onions, Peppers, Ham, Spinach
ice cream flavours|Vanilla, Chocolate, Strawberry, Lemon, Mango, Hazelnut, Coffee, Pistachio
board games|Chess, Draughts, Ludo, Scrabble, Monopoly, Go, Backgammon
school subjects|Mathematics, History, Biology, Music, Art, Geography, Physics, English
rivers|The Nile, The Danube, The Rhine, The Amazon, The Thames, The Seine, The Volga, The Mississippi
famous painters|Leonardo da Vinci, Vincent van Gogh, Claude Monet, Rembrandt, Pablo Picasso, Frida Kahlo, Edvard Munch
famous composers|Mozart, Beethoven, Bach, Vivaldi, Chopin, Verdi, Handel, Schubert
famous scientists|Albert Einstein, Marie Curie, Isaac Newton, Charles Darwin, Galileo Galilei, Ada Lovelace, Nikola Tesla
gift ideas for my father|A good book, A warm scarf, Concert tickets, A photo album, A tool set, A day trip together, A bottle of wine, A nice mug, A chess set
gift ideas for a wedding|A photo album, A set of towels, A vase, A picnic basket, A cookbook, A weekend trip, A set of glasses, A plant
gift ideas for a teacher|A plant, A box of chocolates, A handmade card, A nice mug, A good book, A set of pens
things to do with children|Build a den, Bake biscuits, Read a story, Play hide and seek, Draw pictures, Visit the zoo, Fly a kite, Plant seeds
things to do in the evening|Read a book, Cook dinner with friends, Watch a film, Take a walk, Listen to music, Play cards, Write a diary
things to do on holiday|Swim, Visit a museum, Try the local food, Take a boat trip, Read a book, Go hiking, Take photos
ways to study better|Make a plan, Take short breaks, Test yourself, Explain it to a friend, Turn off your phone, Sleep enough, Write short notes
ways to fall asleep|Read a book, Keep the room dark, Drink warm milk, Breathe slowly, Listen to quiet music, Put your phone away, Go to bed at the same time
ways to lose weight|Walk every day, Eat more vegetables, Drink water, Eat smaller meals, Cook at home, Sleep enough, Eat less sugar
ways to earn extra money|Sell old things, Walk dogs, Give lessons, Clean windows, Take photos, Look after children, Mow lawns
ways to reduce stress|Go for a walk, Breathe slowly, Talk to a friend, Listen to music, Do yoga, Sleep enough, Turn off your phone
ways to use potatoes|Mashed potatoes, French fries, Potato soup, Baked potatoes, Potato salad, Roast potatoes, Pancakes
ideas for lunch|A cheese sandwich, Tomato soup, A green salad, Pasta with pesto, An omelette, Rice with vegetables, A baked potato
ideas for a dessert|Ice cream, Fruit salad, Apple pie, Chocolate cake, Pancakes, Yoghurt with honey, Baked apples
ideas for a vegetarian dinner|Vegetable curry, Pasta with tomato sauce, Lentil soup, Rice with beans, A big salad, Baked potatoes, Mushroom omelette
ideas for a date|A walk by the river, Dinner for two, A visit to the cinema, A picnic, A dance class, A trip to the zoo, A concert
ideas for a speech|A story from your life, A question to the audience, A famous quote, A surprising fact, A thank-you, A look into the future
ideas for a poem|The sea at night, An old tree, The first snow, A lost friend, A summer morning, A train window, A cup of tea
ideas for a painting|A bowl of fruit, A stormy sea, A cat at the window, An old street, A field of flowers, A mountain lake, A portrait of a friend
ideas for a school project|A model of the solar system, A plant diary, A family tree, A weather station, A history of the town, A volcano that erupts, A class newspaper
ideas for a garden|A small pond, A herb bed, A bench under a tree, A bird bath, A row of sunflowers, A vegetable patch, A stone path
ideas for a blog post|A travel story, A simple recipe, A book review, Ten tips, An interview, A day in your life, A look back
tips for a job interview|Arrive early, Read about the company, Dress well, Ask questions, Listen carefully, Be honest, Smile
tips for travelling|Pack light, Take a copy of your passport, Learn a few words, Try the local food, Keep some cash, Bring good shoes, Book early
tips for healthy eating|Eat vegetables, Drink water, Cook at home, Eat less sugar, Eat slowly, Choose wholemeal bread, Have a good breakfast
tips for saving money|Make a budget, Cook at home, Compare prices, Buy second-hand things, Turn off the lights, Plan your shopping, Walk instead of driving
tips for beginners in cooking|Read the recipe first, Taste as you go, Keep your knife sharp, Start with simple dishes, Prepare everything first, Clean as you go
names for a fish|Bubbles, Goldie, Finn, Nemo, Coral, Splash, Pearl
names for a baby girl|Emma, Anna, Clara, Sofia, Mia, Julia, Nora, Alice
names for a baby boy|Leo, Ben, Paul, Max, Noah, Felix, Oscar, Henry
names for a band|The Midnight Trains, Blue Thunder, The Paper Kings, Silver Echo, The Lost Notes, Electric Garden
names for a robot|Bolt, Sparky, Rusty, Chip, Gizmo, Atlas
things that are green|Grass, A frog, A lime, A cucumber, Leaves, Peas, An emerald
things that are blue|The sky, The sea, A sapphire, Blueberries, Jeans, Ink
things that are yellow|A banana, A lemon, The sun, Butter, A sunflower, A chick
things that are white|Snow, Milk, Salt, A swan, A polar bear, Paper
things that are hot|Fire, The sun, A desert, Boiling water, An oven, Lava
things that are sweet|Honey, Sugar, Chocolate, Ice cream, Candy, Ripe fruit
things that have wheels|A car, A bicycle, A train, A skateboard, A shopping trolley, A suitcase
things made of wood|A table, A chair, A door, A pencil, A spoon, A boat
things made of glass|A window, A bottle, A vase, A mirror, A lamp, A jar
things you find in a bathroom|A mirror, Soap, A towel, A toothbrush, A bathtub, A sink, A shower
things you find in a bedroom|A bed, A pillow, A wardrobe, A lamp, A blanket, An alarm clock
things you find in a hospital|Doctors, Nurses, Beds, Medicine, Wheelchairs, Patients, Bandages
things you find in a garden|Flowers, Grass, Trees, A bench, Bees, Vegetables, A shed
things to buy at the supermarket|Bread, Milk, Eggs, Butter, Apples, Cheese, Rice, Tomatoes
ingredients of a pizza|Flour, Water, Yeast, Tomatoes, Cheese, Olive oil, Salt
ingredients of a cake|Flour, Sugar, Butter, Eggs, Milk, Baking powder
ingredients of pancakes|Flour, Eggs, Milk, Salt, Butter, Sugar
animals that live in the sea|A whale, A dolphin, A shark, A seal, A tuna, A seahorse, A cod
animals that live on a farm|A cow, A horse, A pig, A sheep, A goat, A chicken, A goose
animals that live in Africa|A lion, An elephant, A giraffe, A zebra, A hippopotamus, A cheetah, A rhinoceros
animals that live in the forest|A fox, A deer, A bear, A wolf, A badger, A squirrel, An owl
animals that can fly|An eagle, A bat, A bee, A butterfly, An owl, A swan, A parrot
animals with four legs|A dog, A cat, A horse, A cow, A lion, A frog, A rabbit
pets|A dog, A cat, A rabbit, A hamster, A goldfish, A parrot, A mouse
words that describe a person|Kind, Funny, Brave, Honest, Clever, Patient, Friendly, Quiet
feelings|Joy, Anger, Fear, Love, Sadness, Hope, Surprise, Pride
ball games|Football, Tennis, Basketball, Volleyball, Handball, Golf, Rugby
board games|Chess, Checkers, Ludo, Go, Backgammon, Snakes and ladders
rivers|The Nile, The Amazon, The Danube, The Rhine, The Thames, The Mississippi, The Volga
oceans|The Pacific Ocean, The Atlantic Ocean, The Indian Ocean, The Arctic Ocean, The Southern Ocean
mountains|Mount Everest, Mont Blanc, Kilimanjaro, Mount Fuji, The Matterhorn, Denali
famous writers|William Shakespeare, Jane Austen, Charles Dickens, Leo Tolstoy, Goethe, Franz Kafka, George Orwell
holidays|Christmas, Easter, New Year's Day, Halloween, Diwali, Valentine's Day
school subjects|Mathematics, History, Biology, English, Music, Art, Physics, Geography
reasons to exercise|It keeps the heart strong, It lifts the mood, It helps you sleep, It builds muscles, It is fun, It gives energy
reasons to drink water|It keeps the body working, It helps digestion, It is good for the skin, It has no sugar, It cools the body
reasons to save money|You are ready for hard times, You can buy larger things, You worry less, You can travel, You can help others
reasons to get a cat|A cat is calm, A cat keeps mice away, A cat is soft, A cat is easy to keep, A cat purrs
benefits of sleep|The body recovers, The brain stores memories, The mood gets better, The heart rests, You think more clearly
benefits of walking|It is good for the heart, It costs nothing, It clears the mind, It burns energy, You see your surroundings
benefits of reading|It teaches new words, It trains the mind, It calms, It shows other lives, It is fun
""")]

IDEA_ASK = ["Give me {n} {w}.", "List {n} {w}.", "Name {n} {w}.", "What are {n} {w}?", "Can you suggest {n} {w}?", "Can you give me {n} {w}?", "Write down {n} {w}.", "Think of {n} {w}.", "Tell me {n} {w}.", "I need {n} {w}.", "{n} {w}", "Can you list {n} {w}?", "Brainstorm {n} {w}.", "Give me a list of {n} {w}.", "Suggest {n} {w}.", "Please name {n} {w}.", "{n} {w} please", "Come up with {n} {w}.",
            "Could you give me {n} {w}?", "Find {n} {w}.", "I am looking for {n} {w}.", "Give {n} examples of {w}.", "Do you know {n} {w}?", "Write a list of {n} {w}.", "I'd like {n} {w}.", "Make a list of {n} {w}.", "Which {n} {w} can you think of?", "Can you name {n} {w}?", "Write {n} {w}.", "Say {n} {w}.", "Let me have {n} {w}.", "Please list {n} {w}.", "I want {n} {w}.", "Can you think of {n} {w}?", "give me {n} {w}", "A list of {n} {w}, please."]
OPEN_ASK = ["Give me some {w}.", "What are some {w}?", "List some {w}.", "I need some {w}.", "Can you suggest some {w}?", "Tell me some {w}.", "Give me a list of {w}.", "{W}?", "Name some {w}.", "Brainstorm {w}.", "Suggest {w}.", "What are good {w}?", "Do you have {w}?", "Can you name some {w}?",
            "I am looking for {w}.", "Could you give me some {w}?", "Make a list of {w}.", "Can you think of some {w}?", "Which {w} do you know?", "Please list some {w}.", "I would like some {w}.", "A few {w}, please.", "some {w} please", "Write down some {w}.", "Find some {w}.", "Let me have some {w}."]
OPEN_COUNT = 4  # entries when the request gives no number


def _common(pattern: str, of_animal: dict[str, str]) -> list[tuple[str, list[str]]]:
    """A list for every value that several animals share: animals that eat grass."""
    return [(pattern.format(value), [capital(name) for name, other in of_animal.items() if other == value]) for value in sorted(set(of_animal.values())) if list(of_animal.values()).count(value) > 3]


SHARED = _common("animals that eat {}", {entry[0]: entry[3] for entry in animals.ANIMALS}) + _common("animals that live in {}", {entry[0]: entry[4] for entry in animals.ANIMALS if entry[4] not in ("the sea", *animals.ON)})
SHARED += [(f"words that rhyme with {group[0]}", group[1:]) for group in vocabulary.RHYMES if len(group) > 4]


def _entries(draw) -> tuple[str, list[str]]:
    if draw.chance(0.6):
        return draw.pick(IDEAS)
    if draw.chance(0.2):
        return draw.pick(SHARED)
    if draw.chance(0.25):
        continent = draw.pick(["Europe", "Asia", "Africa", "South America", "North America", "Oceania"])
        thing = draw.pick(["countries in {}", "capital cities in {}"]).format(continent)
        column = 0 if thing.startswith("countries") else 1
        return thing, [capital(entry[column]) for entry in COUNTRIES if entry[2] == continent]
    kind = draw.pick(list(facts.KINDS))
    return plural(kind), [capital(name) for name in facts.KINDS[kind]]


def row(draw) -> Row:
    return _list(draw, *_entries(draw))


def _list(draw, what: str, entries: list[str]) -> Row:
    if draw.chance(0.3):
        phrasing, count, written = draw.phrasing(OPEN_ASK), OPEN_COUNT, ""
    else:
        phrasing, count = draw.phrasing(IDEA_ASK), draw.weighted({2: 2, 3: 5, 4: 3, 5: 5, 6: 2, 7: 1, 10: 1})
        count = min(count, len(entries))
        written = NUMBER_WORDS[count] if draw.chance(0.5) else str(count)
    question = phrasing.format(n=written, w=what, W=capital(what))
    start = draw.number(0, len(entries) - 1)
    answer = numbered((entries[start:] + entries[:start])[:count])
    return Row(question, answer, CATEGORY, items(min(count, len(entries)), entries), key=("list", what, phrasing, count))


def follow_up(draw) -> list[Row]:
    """A list, and then one more entry that is not on it."""
    what, entries = _entries(draw)
    first = _list(draw, what, entries)
    used = [line.split(". ", 1)[1] for line in first.response.split("\n")]
    left = [entry for entry in entries if entry not in used]
    if not left:
        return follow_up(draw)
    following = entries[(entries.index(used[-1]) + 1) % len(entries)]
    more = draw.pick(["One more, please.", "Give me one more.", "Another one?", "And one more?"])
    return [first, Row(more, following + ("" if following.endswith("?") else "."), CATEGORY, {"any": left}, key=None)]
