"""What kinds of things there are, what people do, what colour things have, and the calendar."""

from .animals import ANIMALS
from .row import table, words

# Kinds of things: class -> members. The class name is singular.
KINDS = {
    "fruit": words("apple, pear, banana, cherry, grape, lemon, mango, orange, peach, plum, strawberry, pineapple, kiwi, melon, raspberry, apricot, blueberry, blackberry, fig, date, lime, grapefruit, papaya, coconut, pomegranate, gooseberry"),
    "vegetable": words("carrot, potato, onion, cabbage, spinach, broccoli, leek, turnip, radish, celery, cauliflower, beetroot, parsnip, lettuce, cucumber, pumpkin, courgette, aubergine, asparagus, kale, garlic, pea, bean, fennel, artichoke"),
    "colour": words("red, blue, green, yellow, orange, purple, pink, brown, black, white, grey, turquoise, violet, beige, gold, silver"),
    "sport": words("football, tennis, basketball, swimming, cricket, hockey, rugby, golf, volleyball, cycling, rowing, skiing, handball, badminton, boxing, judo, fencing, sailing, surfing, baseball, gymnastics, archery, wrestling, skating, climbing, table tennis"),
    "musical instrument": words("piano, violin, guitar, flute, trumpet, drum, harp, cello, clarinet, trombone, saxophone, banjo, oboe, bassoon, tuba, organ, accordion, viola, xylophone, mandolin, ukulele, harmonica, recorder, double bass, tambourine"),
    "profession": words("doctor, teacher, baker, pilot, farmer, nurse, lawyer, chef, plumber, carpenter, engineer, painter, dentist, librarian, firefighter, gardener, tailor, astronaut, journalist, mechanic, scientist, waiter, judge, actor, architect, electrician, photographer, hairdresser, postman, soldier"),
    "tool": words("hammer, saw, screwdriver, drill, wrench, axe, spade, rake, chisel, pliers, file, plane, shovel, hoe, crowbar, spanner"),
    "flower": words("rose, tulip, daisy, lily, sunflower, daffodil, orchid, violet, poppy, iris, carnation, lavender, marigold, snowdrop, crocus, hyacinth, dandelion, peony, jasmine"),
    "tree": words("oak, pine, maple, birch, willow, beech, cedar, ash, elm, fir, spruce, poplar, larch, chestnut, palm, cypress, yew"),
    "metal": words("iron, gold, silver, copper, aluminium, lead, tin, zinc, nickel, platinum, titanium, chromium, cobalt, tungsten"),
    "vehicle": words("car, bus, train, bicycle, truck, boat, tram, motorcycle, van, helicopter, aeroplane, ferry, scooter, tractor, ship, taxi"),
    "planet": words("Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus, Neptune"),
    "drink": words("water, tea, coffee, milk, juice, lemonade, cocoa, wine, beer, cider"),
    "piece of furniture": words("table, chair, sofa, bed, desk, wardrobe, bookcase, stool, cupboard, bench, armchair, shelf, chest of drawers"),
    "piece of clothing": words("shirt, coat, hat, scarf, jacket, skirt, sweater, dress, glove, sock, blouse, cap, cardigan, waistcoat, pullover"),
    "shape": words("circle, square, triangle, rectangle, oval, pentagon, hexagon, cube, octagon, cone, cylinder, pyramid, sphere"),
    "part of the body": words("arm, leg, head, hand, foot, nose, ear, knee, elbow, shoulder, finger, toe, neck, back, chin, wrist, ankle"),
    "kind of weather": words("rain, snow, wind, fog, hail, sunshine, thunder, frost, drizzle"),
    "language": words("English, French, Spanish, German, Italian, Japanese, Arabic, Hindi, Russian, Korean, Portuguese, Dutch, Swedish, Polish, Turkish, Greek, Chinese"),
    "spice": words("pepper, cinnamon, ginger, paprika, cumin, turmeric, nutmeg, saffron, cardamom, clove, chilli"),
    "herb": words("basil, parsley, mint, thyme, rosemary, oregano, sage, dill, chives, coriander"),
    "room": words("kitchen, bedroom, bathroom, cellar, attic, hall, study, living room, dining room"),
    "cheese": words("cheddar, gouda, brie, feta, mozzarella, camembert, parmesan"),
    "grain": words("wheat, rice, rye, barley, oats, maize, millet"),
    "nut": words("walnut, almond, hazelnut, cashew, pistachio, pecan"),
    "gemstone": words("diamond, ruby, emerald, sapphire, amethyst, topaz, opal"),
    "dance": words("waltz, tango, salsa, polka, samba, ballet"),
}
for animal in ANIMALS:
    KINDS.setdefault(animal[2], []).append(animal[0])

PLURAL_KINDS = {
    "fruit": "fruits", "piece of furniture": "pieces of furniture", "piece of clothing": "pieces of clothing",
    "part of the body": "parts of the body", "kind of weather": "kinds of weather", "fish": "fish",
}

INSTRUMENT_KINDS = {
    "string instrument": words("violin, guitar, harp, cello, banjo, viola, mandolin, ukulele, double bass"),
    "wind instrument": words("flute, trumpet, clarinet, trombone, saxophone, oboe, bassoon, tuba, harmonica, recorder"),
    "percussion instrument": words("drum, xylophone, tambourine"),
    "keyboard instrument": words("piano, organ, accordion"),
}
BALL_SPORTS = words("football, tennis, basketball, cricket, rugby, golf, volleyball, handball, baseball, table tennis")
WATER_SPORTS = words("swimming, rowing, sailing, surfing")
WINTER_SPORTS = words("skiing, skating")

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
judge|decides cases of law|in a court
actor|plays roles in films and plays|in a theatre
architect|designs buildings|in an office
electrician|installs and repairs electric wires|in people's homes
photographer|takes pictures|in a studio
hairdresser|cuts hair|in a salon
postman|brings letters and parcels|in the streets
soldier|defends a country|in an army
police officer|keeps people safe and enforces the law|in a police station
butcher|cuts and sells meat|in a butcher's shop
florist|sells flowers|in a flower shop
pharmacist|prepares and sells medicine|in a pharmacy
vet|treats animals that are ill|in a veterinary clinic
fisherman|catches fish|on a boat
miner|digs coal or ore out of the ground|in a mine
sailor|works on a ship|at sea
musician|plays music|in a concert hall
singer|sings songs|on a stage
writer|writes books|at a desk
translator|turns texts into another language|in an office
programmer|writes computer programs|in an office
accountant|keeps track of money|in an office
cashier|takes the money of customers|in a shop
shepherd|looks after sheep|in the fields
bricklayer|builds walls|on a building site
shoemaker|makes and repairs shoes|in a workshop
optician|makes and sells glasses|in an optician's shop
taxi driver|drives people where they want to go|in a taxi
astronomer|studies the stars|in an observatory
historian|studies the past|at a university
""")

# thing | colour
COLOURS = table("""
the sky on a clear day|blue
the sky|blue
grass|green
snow|white
a ripe banana|yellow
a banana|yellow
a ripe strawberry|red
a strawberry|red
coal|black
a carrot|orange
a lemon|yellow
blood|red
chocolate|brown
milk|white
an emerald|green
a ruby|red
a sapphire|blue
a crow|black
a flamingo|pink
an elephant|grey
a sunflower|yellow
the sea|blue
the sun|yellow
an orange|orange
a tomato|red
a cucumber|green
a polar bear|white
a frog|green
a lime|green
a raven|black
a swan|white
ash|grey
butter|yellow
cinnamon|brown
coffee|brown
gold|yellow
lavender|purple
a pea|green
salt|white
the night sky|black
wood|brown
""")

DAYS = words("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")
MONTHS = words("January, February, March, April, May, June, July, August, September, October, November, December")
MONTH_DAYS = dict(zip(MONTHS, ["31", "28 (29 in leap years)", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31"]))
SEASONS = {"winter": "December, January and February", "spring": "March, April and May",
           "summer": "June, July and August", "autumn": "September, October and November"}
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
CONTINENTS = ["Africa", "Antarctica", "Asia", "Australia", "Europe", "North America", "South America"]
NUMBER_WORDS = words("zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty")
