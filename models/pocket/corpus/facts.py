"""The facts of the small world. Public knowledge, written down by hand."""

from .row import table, words

# name | capital | continent | main language | currency
COUNTRIES = table("""
France|Paris|Europe|French|the euro
Germany|Berlin|Europe|German|the euro
Italy|Rome|Europe|Italian|the euro
Spain|Madrid|Europe|Spanish|the euro
Portugal|Lisbon|Europe|Portuguese|the euro
Austria|Vienna|Europe|German|the euro
Greece|Athens|Europe|Greek|the euro
the Netherlands|Amsterdam|Europe|Dutch|the euro
Ireland|Dublin|Europe|English|the euro
Finland|Helsinki|Europe|Finnish|the euro
Estonia|Tallinn|Europe|Estonian|the euro
Latvia|Riga|Europe|Latvian|the euro
Lithuania|Vilnius|Europe|Lithuanian|the euro
Slovakia|Bratislava|Europe|Slovak|the euro
Slovenia|Ljubljana|Europe|Slovene|the euro
Croatia|Zagreb|Europe|Croatian|the euro
Norway|Oslo|Europe|Norwegian|the Norwegian krone
Sweden|Stockholm|Europe|Swedish|the Swedish krona
Denmark|Copenhagen|Europe|Danish|the Danish krone
Iceland|Reykjavik|Europe|Icelandic|the Icelandic krona
the United Kingdom|London|Europe|English|the pound sterling
Poland|Warsaw|Europe|Polish|the zloty
Hungary|Budapest|Europe|Hungarian|the forint
Romania|Bucharest|Europe|Romanian|the Romanian leu
Ukraine|Kyiv|Europe|Ukrainian|the hryvnia
Russia|Moscow|Europe and Asia|Russian|the ruble
Serbia|Belgrade|Europe|Serbian|the Serbian dinar
Albania|Tirana|Europe|Albanian|the lek
Turkey|Ankara|Europe and Asia|Turkish|the Turkish lira
China|Beijing|Asia|Chinese|the yuan
Japan|Tokyo|Asia|Japanese|the yen
South Korea|Seoul|Asia|Korean|the won
India|New Delhi|Asia|Hindi|the Indian rupee
Pakistan|Islamabad|Asia|Urdu|the Pakistani rupee
Nepal|Kathmandu|Asia|Nepali|the Nepalese rupee
Bangladesh|Dhaka|Asia|Bengali|the taka
Thailand|Bangkok|Asia|Thai|the baht
Vietnam|Hanoi|Asia|Vietnamese|the dong
Indonesia|Jakarta|Asia|Indonesian|the rupiah
Malaysia|Kuala Lumpur|Asia|Malay|the ringgit
the Philippines|Manila|Asia|Filipino|the Philippine peso
Mongolia|Ulaanbaatar|Asia|Mongolian|the tugrik
Iran|Tehran|Asia|Persian|the rial
Iraq|Baghdad|Asia|Arabic|the Iraqi dinar
Saudi Arabia|Riyadh|Asia|Arabic|the riyal
Jordan|Amman|Asia|Arabic|the Jordanian dinar
Cambodia|Phnom Penh|Asia|Khmer|the riel
Laos|Vientiane|Asia|Lao|the kip
Egypt|Cairo|Africa|Arabic|the Egyptian pound
Morocco|Rabat|Africa|Arabic|the dirham
Algeria|Algiers|Africa|Arabic|the Algerian dinar
Tunisia|Tunis|Africa|Arabic|the Tunisian dinar
Kenya|Nairobi|Africa|Swahili|the Kenyan shilling
Ethiopia|Addis Ababa|Africa|Amharic|the birr
Nigeria|Abuja|Africa|English|the naira
Ghana|Accra|Africa|English|the cedi
Senegal|Dakar|Africa|French|the CFA franc
Madagascar|Antananarivo|Africa|Malagasy|the ariary
the United States|Washington, D.C.|North America|English|the US dollar
Mexico|Mexico City|North America|Spanish|the Mexican peso
Cuba|Havana|North America|Spanish|the Cuban peso
Costa Rica|San Jose|North America|Spanish|the colon
Brazil|Brasilia|South America|Portuguese|the real
Argentina|Buenos Aires|South America|Spanish|the Argentine peso
Chile|Santiago|South America|Spanish|the Chilean peso
Peru|Lima|South America|Spanish|the sol
Colombia|Bogota|South America|Spanish|the Colombian peso
Uruguay|Montevideo|South America|Spanish|the Uruguayan peso
Ecuador|Quito|South America|Spanish|the US dollar
Australia|Canberra|Oceania|English|the Australian dollar
New Zealand|Wellington|Oceania|English|the New Zealand dollar
""")

# Countries the pocket model is not taught, so that it can say that it does not know.
UNKNOWN_COUNTRIES = words("""
Bhutan, Burkina Faso, Mali, Niger, Chad, Togo, Benin, Gabon, Angola, Zambia, Malawi, Botswana,
Namibia, Lesotho, Eritrea, Somalia, Rwanda, Burundi, Djibouti, Comoros, Mauritius, Suriname, Guyana,
Belize, Honduras, Nicaragua, Haiti, Barbados, Fiji, Tonga, Samoa, Vanuatu, Kiribati, Nauru, Palau,
Tuvalu, Oman, Yemen, Qatar, Kuwait, Bahrain, Armenia, Georgia, Moldova, Andorra, Monaco, San Marino
""")

# name | plural | class | food | home | young
ANIMALS = table("""
dog|dogs|mammal|meat|houses|puppy
cat|cats|mammal|meat|houses|kitten
horse|horses|mammal|grass|fields|foal
cow|cows|mammal|grass|fields|calf
sheep|sheep|mammal|grass|fields|lamb
goat|goats|mammal|grass and leaves|mountains|kid
pig|pigs|mammal|plants and roots|farms|piglet
lion|lions|mammal|meat|grasslands|cub
tiger|tigers|mammal|meat|forests|cub
bear|bears|mammal|berries and fish|forests|cub
wolf|wolves|mammal|meat|forests|pup
fox|foxes|mammal|mice and berries|forests|cub
rabbit|rabbits|mammal|grass|meadows|kit
elephant|elephants|mammal|grass and leaves|grasslands|calf
giraffe|giraffes|mammal|leaves|grasslands|calf
zebra|zebras|mammal|grass|grasslands|foal
monkey|monkeys|mammal|fruit|forests|infant
kangaroo|kangaroos|mammal|grass|grasslands|joey
koala|koalas|mammal|eucalyptus leaves|trees|joey
panda|pandas|mammal|bamboo|mountain forests|cub
whale|whales|mammal|small sea animals|the sea|calf
dolphin|dolphins|mammal|fish|the sea|calf
seal|seals|mammal|fish|the sea|pup
bat|bats|mammal|insects|caves|pup
mouse|mice|mammal|seeds|fields|pup
squirrel|squirrels|mammal|nuts|trees|kit
hedgehog|hedgehogs|mammal|insects|gardens|hoglet
camel|camels|mammal|dry plants|deserts|calf
deer|deer|mammal|leaves|forests|fawn
owl|owls|bird|mice|trees|owlet
eagle|eagles|bird|small animals|mountains|eaglet
duck|ducks|bird|water plants|ponds|duckling
goose|geese|bird|grass|ponds|gosling
chicken|chickens|bird|grain|farms|chick
swan|swans|bird|water plants|lakes|cygnet
penguin|penguins|bird|fish|cold coasts|chick
parrot|parrots|bird|seeds and fruit|forests|chick
sparrow|sparrows|bird|seeds|towns|chick
ostrich|ostriches|bird|plants|grasslands|chick
robin|robins|bird|worms|gardens|chick
shark|sharks|fish|fish|the sea|pup
salmon|salmon|fish|small sea animals|rivers and the sea|fry
trout|trout|fish|insects|rivers|fry
tuna|tuna|fish|fish|the sea|fry
snake|snakes|reptile|mice|deserts and forests|snakelet
crocodile|crocodiles|reptile|fish and meat|rivers|hatchling
turtle|turtles|reptile|water plants|the sea|hatchling
lizard|lizards|reptile|insects|warm places|hatchling
frog|frogs|amphibian|insects|ponds|tadpole
toad|toads|amphibian|insects|gardens|tadpole
newt|newts|amphibian|worms|ponds|larva
bee|bees|insect|nectar|hives|larva
ant|ants|insect|seeds and insects|nests|larva
butterfly|butterflies|insect|nectar|meadows|caterpillar
beetle|beetles|insect|leaves|gardens|larva
""")

LEGS = {"mammal": 4, "bird": 2, "insect": 6, "amphibian": 4}
LEGLESS = {"whale", "dolphin", "seal", "snake", "shark", "salmon", "trout", "tuna"}
TWO_LEGGED = {"kangaroo", "bat", "monkey"}

# animal | sound
SOUNDS = table("""
dog|barks
cat|meows
cow|moos
sheep|baas
horse|neighs
pig|oinks
duck|quacks
lion|roars
wolf|howls
frog|croaks
bee|buzzes
owl|hoots
snake|hisses
mouse|squeaks
""")

# Kinds of things: class -> members. The class name is singular.
KINDS = {
    "fruit": words("apple, pear, banana, cherry, grape, lemon, mango, orange, peach, plum, strawberry, pineapple, kiwi, melon, raspberry"),
    "vegetable": words("carrot, potato, onion, cabbage, spinach, broccoli, leek, turnip, radish, celery, cauliflower, beetroot, parsnip"),
    "colour": words("red, blue, green, yellow, orange, purple, pink, brown, black, white, grey"),
    "sport": words("football, tennis, basketball, swimming, cricket, hockey, rugby, golf, volleyball, cycling, rowing, skiing"),
    "musical instrument": words("piano, violin, guitar, flute, trumpet, drum, harp, cello, clarinet, trombone, saxophone, banjo"),
    "profession": words("doctor, teacher, baker, pilot, farmer, nurse, lawyer, chef, plumber, carpenter, engineer, painter, dentist, librarian, firefighter, gardener"),
    "tool": words("hammer, saw, screwdriver, drill, wrench, axe, spade, rake, chisel, pliers"),
    "flower": words("rose, tulip, daisy, lily, sunflower, daffodil, orchid, violet, poppy, iris"),
    "tree": words("oak, pine, maple, birch, willow, beech, cedar, ash, elm, fir"),
    "metal": words("iron, gold, silver, copper, aluminium, lead, tin, zinc, nickel"),
    "vehicle": words("car, bus, train, bicycle, truck, boat, tram, motorcycle, van, helicopter"),
    "planet": words("Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus, Neptune"),
    "drink": words("water, tea, coffee, milk, juice, lemonade, cocoa"),
    "piece of furniture": words("table, chair, sofa, bed, desk, wardrobe, bookcase, stool, cupboard"),
    "piece of clothing": words("shirt, coat, hat, scarf, jacket, skirt, sweater, dress, glove, sock"),
    "shape": words("circle, square, triangle, rectangle, oval, pentagon, hexagon, cube"),
    "part of the body": words("arm, leg, head, hand, foot, nose, ear, knee, elbow, shoulder"),
    "kind of weather": words("rain, snow, wind, fog, hail, sunshine, thunder"),
    "language": words("English, French, Spanish, German, Italian, Japanese, Arabic, Hindi, Russian, Korean"),
    "spice": words("pepper, cinnamon, ginger, paprika, cumin, turmeric, nutmeg, saffron"),
    "room": words("kitchen, bedroom, bathroom, cellar, attic, hall, study"),
}
for animal in ANIMALS:
    KINDS.setdefault(animal[2], []).append(animal[0])

PLURAL_KINDS = {
    "fruit": "fruits", "piece of furniture": "pieces of furniture", "piece of clothing": "pieces of clothing",
    "part of the body": "parts of the body", "kind of weather": "kinds of weather", "fish": "fish",
}

# profession | what they do | where they work
WORK = table("""
doctor|treats people who are ill|in a hospital
teacher|helps students learn|in a school
baker|bakes bread and cakes|in a bakery
pilot|flies aeroplanes|in an aeroplane
farmer|grows crops and keeps animals|on a farm
nurse|cares for people who are ill|in a hospital
lawyer|gives advice about the law|in an office
chef|cooks meals|in a restaurant
plumber|repairs water pipes|in people's homes
carpenter|makes things from wood|in a workshop
engineer|designs machines and structures|in an office
painter|paints pictures or walls|in a studio
dentist|looks after people's teeth|in a dental clinic
librarian|looks after books and helps readers|in a library
firefighter|puts out fires|in a fire station
gardener|looks after plants|in a garden
tailor|makes and repairs clothes|in a workshop
astronaut|travels into space|in a spacecraft
journalist|reports the news|in a newsroom
mechanic|repairs cars and machines|in a garage
scientist|studies how the world works|in a laboratory
waiter|serves food to guests|in a restaurant
""")

# thing | colour
COLOURS = table("""
the sky on a clear day|blue
grass|green
snow|white
a ripe banana|yellow
a ripe strawberry|red
coal|black
a carrot|orange
a lemon|yellow
blood|red
chocolate|brown
milk|white
an emerald|green
a ruby|red
a crow|black
a flamingo|pink
an elephant|grey
a sunflower|yellow
the sea|blue
""")

OPPOSITES = table("""
hot|cold
big|small
tall|short
fast|slow
happy|sad
light|dark
old|young
early|late
full|empty
open|closed
hard|soft
high|low
rich|poor
strong|weak
wet|dry
clean|dirty
noisy|quiet
thick|thin
wide|narrow
deep|shallow
heavy|light
near|far
up|down
left|right
inside|outside
always|never
begin|end
buy|sell
push|pull
win|lose
love|hate
remember|forget
arrive|depart
true|false
good|bad
easy|difficult
brave|cowardly
sweet|sour
day|night
friend|enemy
laugh|cry
rough|smooth
cheap|expensive
ancient|modern
polite|rude
generous|mean
""")

# word | a word with nearly the same meaning
SYNONYMS = table("""
big|large
happy|glad
sad|unhappy
fast|quick
smart|clever
begin|start
end|finish
small|little
angry|cross
difficult|hard
beautiful|lovely
quiet|silent
rich|wealthy
ill|sick
odd|strange
brave|courageous
buy|purchase
help|assist
answer|reply
shout|yell
tired|weary
tasty|delicious
funny|amusing
scared|afraid
correct|right
""")

PLURALS = table("""
child|children
mouse|mice
foot|feet
tooth|teeth
man|men
woman|women
goose|geese
sheep|sheep
fish|fish
leaf|leaves
knife|knives
wolf|wolves
city|cities
baby|babies
story|stories
box|boxes
bus|buses
dish|dishes
church|churches
tomato|tomatoes
potato|potatoes
hero|heroes
person|people
book|books
house|houses
tree|trees
key|keys
day|days
party|parties
country|countries
loaf|loaves
shelf|shelves
watch|watches
fox|foxes
ox|oxen
""")

PAST = table("""
go|went
eat|ate
see|saw
run|ran
swim|swam
write|wrote
sing|sang
take|took
give|gave
come|came
know|knew
think|thought
buy|bought
bring|brought
teach|taught
catch|caught
drive|drove
speak|spoke
break|broke
fly|flew
draw|drew
drink|drank
begin|began
find|found
make|made
sleep|slept
walk|walked
play|played
talk|talked
jump|jumped
cook|cooked
stop|stopped
try|tried
carry|carried
read|read
build|built
forget|forgot
choose|chose
fall|fell
win|won
""")

DAYS = words("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")
MONTHS = words("January, February, March, April, May, June, July, August, September, October, November, December")
MONTH_DAYS = dict(zip(MONTHS, ["31", "28 (29 in leap years)", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31"]))
SEASONS = {"winter": "December, January and February", "spring": "March, April and May",
           "summer": "June, July and August", "autumn": "September, October and November"}
NUMBER_WORDS = words("zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty")

# Ordered from smallest to largest.
SIZES = words("an ant, a bee, a mouse, a squirrel, a cat, a fox, a sheep, a lion, a horse, a giraffe, an elephant, a whale")
SPEEDS = words("a snail, a turtle, a person on foot, a bicycle, a car, an aeroplane, a rocket")

# question | answer, one sentence; asked in the given form only, with small variations
SINGLE_FACTS = table("""
How many days are there in a week?|There are seven days in a week.|seven
How many months are there in a year?|There are twelve months in a year.|twelve
How many hours are there in a day?|There are 24 hours in a day.|24
How many minutes are there in an hour?|There are 60 minutes in an hour.|60
How many seconds are there in a minute?|There are 60 seconds in a minute.|60
How many days are there in a year?|There are 365 days in a year, and 366 in a leap year.|365
How many letters are there in the English alphabet?|There are 26 letters in the English alphabet.|26
How many continents are there?|There are seven continents.|seven
How many planets are in the solar system?|There are eight planets in the solar system.|eight
How many sides does a triangle have?|A triangle has three sides.|three
How many sides does a square have?|A square has four sides.|four
How many sides does a hexagon have?|A hexagon has six sides.|six
How many sides does a pentagon have?|A pentagon has five sides.|five
How many wheels does a bicycle have?|A bicycle has two wheels.|two
How many wheels does a car have?|A car has four wheels.|four
How many legs does a spider have?|A spider has eight legs.|eight
How many arms does an octopus have?|An octopus has eight arms.|eight
How many strings does a violin have?|A violin has four strings.|four
How many strings does a guitar have?|A guitar usually has six strings.|six
How many keys does a piano have?|A piano usually has 88 keys.|88
How many players are on a football team?|A football team has eleven players.|eleven
How many colours are in a rainbow?|A rainbow is often said to have seven colours.|seven
How many centimetres are in a metre?|There are 100 centimetres in a metre.|100
How many metres are in a kilometre?|There are 1000 metres in a kilometre.|1000
How many grams are in a kilogram?|There are 1000 grams in a kilogram.|1000
How many years are in a century?|There are 100 years in a century.|100
How many years are in a decade?|There are ten years in a decade.|ten
How many things are in a dozen?|There are twelve things in a dozen.|twelve
What is the largest planet in the solar system?|The largest planet in the solar system is Jupiter.|Jupiter
What is the smallest planet in the solar system?|The smallest planet in the solar system is Mercury.|Mercury
Which planet is closest to the sun?|Mercury is the planet closest to the sun.|Mercury
Which planet is known as the red planet?|Mars is known as the red planet.|Mars
Which planet has bright rings?|Saturn is known for its bright rings.|Saturn
What is the largest ocean?|The largest ocean is the Pacific Ocean.|Pacific
What is the largest animal on Earth?|The blue whale is the largest animal on Earth.|blue whale
What is the tallest animal?|The giraffe is the tallest animal.|giraffe
What is the fastest land animal?|The cheetah is the fastest land animal.|cheetah
What is the largest bird?|The ostrich is the largest bird.|ostrich
What is the highest mountain in the world?|The highest mountain in the world is Mount Everest.|Everest
What is the largest continent?|The largest continent is Asia.|Asia
What is the smallest continent?|The smallest continent is Australia.|Australia
What is the largest country in the world?|The largest country in the world by area is Russia.|Russia
What is the largest hot desert?|The largest hot desert is the Sahara.|Sahara
What is the longest river in Africa?|The longest river in Africa is the Nile.|Nile
Which river flows through Paris?|The Seine flows through Paris.|Seine
Which river flows through London?|The Thames flows through London.|Thames
Which river flows through Vienna?|The Danube flows through Vienna.|Danube
Which river flows through Cairo?|The Nile flows through Cairo.|Nile
Who wrote Romeo and Juliet?|William Shakespeare wrote Romeo and Juliet.|Shakespeare
Who wrote Hamlet?|William Shakespeare wrote Hamlet.|Shakespeare
Who wrote Pride and Prejudice?|Jane Austen wrote Pride and Prejudice.|Austen
Who wrote Oliver Twist?|Charles Dickens wrote Oliver Twist.|Dickens
Who wrote Don Quixote?|Miguel de Cervantes wrote Don Quixote.|Cervantes
Who wrote War and Peace?|Leo Tolstoy wrote War and Peace.|Tolstoy
Who wrote Faust?|Johann Wolfgang von Goethe wrote Faust.|Goethe
Who painted the Mona Lisa?|Leonardo da Vinci painted the Mona Lisa.|Leonardo
Who painted The Starry Night?|Vincent van Gogh painted The Starry Night.|Gogh
Who composed The Magic Flute?|Wolfgang Amadeus Mozart composed The Magic Flute.|Mozart
Who composed The Four Seasons?|Antonio Vivaldi composed The Four Seasons.|Vivaldi
Who invented the telephone?|Alexander Graham Bell is usually named as the inventor of the telephone.|Bell
Who developed the theory of relativity?|Albert Einstein developed the theory of relativity.|Einstein
Who discovered penicillin?|Alexander Fleming discovered penicillin.|Fleming
Who discovered radium?|Marie and Pierre Curie discovered radium.|Curie
Who was the first person on the moon?|Neil Armstrong was the first person on the moon.|Armstrong
Who was the first person in space?|Yuri Gagarin was the first person in space.|Gagarin
Who was the first president of the United States?|George Washington was the first president of the United States.|Washington
When did the first people land on the moon?|The first people landed on the moon in 1969.|1969
When did the Second World War end?|The Second World War ended in 1945.|1945
When did the First World War begin?|The First World War began in 1914.|1914
When did the Berlin Wall fall?|The Berlin Wall fell in 1989.|1989
When did the French Revolution begin?|The French Revolution began in 1789.|1789
At what temperature does water boil?|Water boils at 100 degrees Celsius at sea level.|100
At what temperature does water freeze?|Water freezes at 0 degrees Celsius.|0
What is the chemical symbol for gold?|The chemical symbol for gold is Au.|Au
What is the chemical symbol for iron?|The chemical symbol for iron is Fe.|Fe
What is the chemical symbol for silver?|The chemical symbol for silver is Ag.|Ag
What is the chemical symbol for oxygen?|The chemical symbol for oxygen is O.|is O
What is the chemical formula of water?|The chemical formula of water is H2O.|H2O
What is the chemical formula of table salt?|The chemical formula of table salt is NaCl.|NaCl
Which gas do plants take in?|Plants take in carbon dioxide.|carbon dioxide
Which gas do we need to breathe?|We need oxygen to breathe.|oxygen
What do bees make?|Bees make honey.|honey
What do caterpillars turn into?|Caterpillars turn into butterflies or moths.|butterflies
What is bread made from?|Bread is made from flour, water and usually yeast.|flour
What is cheese made from?|Cheese is made from milk.|milk
What is wine made from?|Wine is made from grapes.|grapes
What is glass made from?|Glass is made mostly from sand.|sand
What is paper made from?|Paper is made mostly from wood fibres.|wood
What is wool made from?|Wool comes from the coats of sheep.|sheep
What is chocolate made from?|Chocolate is made from cocoa beans.|cocoa
What are the primary colours of paint?|The primary colours of paint are red, yellow and blue.|yellow
What colour do you get by mixing blue and yellow?|Mixing blue and yellow gives green.|green
What colour do you get by mixing red and yellow?|Mixing red and yellow gives orange.|orange
What colour do you get by mixing red and blue?|Mixing red and blue gives purple.|purple
What colour do you get by mixing red and white?|Mixing red and white gives pink.|pink
What colour do you get by mixing black and white?|Mixing black and white gives grey.|grey
In which city is the Eiffel Tower?|The Eiffel Tower is in Paris.|Paris
In which city is the Colosseum?|The Colosseum is in Rome.|Rome
In which country are the pyramids of Giza?|The pyramids of Giza are in Egypt.|Egypt
In which country is the Taj Mahal?|The Taj Mahal is in India.|India
In which country is Machu Picchu?|Machu Picchu is in Peru.|Peru
In which city is the Statue of Liberty?|The Statue of Liberty is in New York.|New York
In which city is Big Ben?|Big Ben is in London.|London
""")
