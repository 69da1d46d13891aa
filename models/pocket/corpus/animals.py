"""Animals: name | plural | class | food | home | young, and what they do."""

from .row import table, words

ANIMALS = table("""
dog|dogs|mammal|meat|houses|puppy
cat|cats|mammal|meat|houses|kitten
horse|horses|mammal|grass|fields|foal
donkey|donkeys|mammal|grass|fields|foal
cow|cows|mammal|grass|fields|calf
sheep|sheep|mammal|grass|fields|lamb
goat|goats|mammal|grass and leaves|mountains|kid
pig|pigs|mammal|plants and roots|farms|piglet
lion|lions|mammal|meat|grasslands|cub
tiger|tigers|mammal|meat|forests|cub
leopard|leopards|mammal|meat|forests and grasslands|cub
cheetah|cheetahs|mammal|meat|grasslands|cub
hyena|hyenas|mammal|meat|grasslands|cub
bear|bears|mammal|berries and fish|forests|cub
polar bear|polar bears|mammal|seals|the Arctic|cub
wolf|wolves|mammal|meat|forests|pup
fox|foxes|mammal|mice and berries|forests|cub
badger|badgers|mammal|worms and roots|forests|cub
otter|otters|mammal|fish|rivers|pup
beaver|beavers|mammal|bark and leaves|rivers|kit
raccoon|raccoons|mammal|fruit and insects|forests|kit
skunk|skunks|mammal|insects and fruit|forests|kit
rabbit|rabbits|mammal|grass|meadows|kit
hare|hares|mammal|grass|fields|leveret
elephant|elephants|mammal|grass and leaves|grasslands|calf
rhinoceros|rhinoceroses|mammal|grass|grasslands|calf
hippopotamus|hippopotamuses|mammal|grass|rivers|calf
giraffe|giraffes|mammal|leaves|grasslands|calf
zebra|zebras|mammal|grass|grasslands|foal
antelope|antelopes|mammal|grass|grasslands|calf
buffalo|buffaloes|mammal|grass|grasslands|calf
monkey|monkeys|mammal|fruit|forests|infant
gorilla|gorillas|mammal|leaves and fruit|rainforests|infant
chimpanzee|chimpanzees|mammal|fruit|rainforests|infant
sloth|sloths|mammal|leaves|rainforests|infant
kangaroo|kangaroos|mammal|grass|grasslands|joey
koala|koalas|mammal|eucalyptus leaves|trees|joey
panda|pandas|mammal|bamboo|mountain forests|cub
whale|whales|mammal|small sea animals|the sea|calf
dolphin|dolphins|mammal|fish|the sea|calf
seal|seals|mammal|fish|the sea|pup
walrus|walruses|mammal|clams|the Arctic|calf
bat|bats|mammal|insects|caves|pup
mouse|mice|mammal|seeds|fields|pup
rat|rats|mammal|grain and scraps|towns|pup
hamster|hamsters|mammal|seeds|cages and fields|pup
squirrel|squirrels|mammal|nuts|trees|kit
hedgehog|hedgehogs|mammal|insects|gardens|hoglet
mole|moles|mammal|worms|the ground|pup
camel|camels|mammal|dry plants|deserts|calf
llama|llamas|mammal|grass|mountains|cria
deer|deer|mammal|leaves|forests|fawn
moose|moose|mammal|leaves and twigs|northern forests|calf
reindeer|reindeer|mammal|moss and lichen|the Arctic|calf
owl|owls|bird|mice|trees|owlet
eagle|eagles|bird|small animals|mountains|eaglet
hawk|hawks|bird|small animals|forests|chick
vulture|vultures|bird|dead animals|deserts and mountains|chick
duck|ducks|bird|water plants|ponds|duckling
goose|geese|bird|grass|ponds|gosling
chicken|chickens|bird|grain|farms|chick
turkey|turkeys|bird|seeds and insects|farms|poult
swan|swans|bird|water plants|lakes|cygnet
penguin|penguins|bird|fish|cold coasts|chick
parrot|parrots|bird|seeds and fruit|forests|chick
pigeon|pigeons|bird|seeds|towns|squab
crow|crows|bird|almost anything|fields and towns|chick
raven|ravens|bird|almost anything|forests and mountains|chick
sparrow|sparrows|bird|seeds|towns|chick
swallow|swallows|bird|insects|farms|chick
stork|storks|bird|frogs|wet meadows|chick
flamingo|flamingos|bird|small water animals|salt lakes|chick
pelican|pelicans|bird|fish|coasts|chick
gull|gulls|bird|fish|coasts|chick
ostrich|ostriches|bird|plants|grasslands|chick
peacock|peacocks|bird|seeds and insects|forests|chick
robin|robins|bird|worms|gardens|chick
woodpecker|woodpeckers|bird|insects|trees|chick
hummingbird|hummingbirds|bird|nectar|gardens and forests|chick
shark|sharks|fish|fish|the sea|pup
salmon|salmon|fish|small sea animals|rivers and the sea|fry
trout|trout|fish|insects|rivers|fry
tuna|tuna|fish|fish|the sea|fry
cod|cod|fish|fish|the sea|fry
herring|herring|fish|plankton|the sea|fry
carp|carp|fish|water plants|ponds|fry
goldfish|goldfish|fish|fish food|ponds and bowls|fry
eel|eels|fish|small fish|rivers and the sea|elver
seahorse|seahorses|fish|tiny shrimps|the sea|fry
snake|snakes|reptile|mice|deserts and forests|snakelet
crocodile|crocodiles|reptile|fish and meat|rivers|hatchling
alligator|alligators|reptile|fish and meat|swamps|hatchling
turtle|turtles|reptile|water plants|the sea|hatchling
tortoise|tortoises|reptile|leaves|dry places|hatchling
lizard|lizards|reptile|insects|warm places|hatchling
chameleon|chameleons|reptile|insects|trees|hatchling
frog|frogs|amphibian|insects|ponds|tadpole
toad|toads|amphibian|insects|gardens|tadpole
newt|newts|amphibian|worms|ponds|larva
salamander|salamanders|amphibian|worms|wet forests|larva
bee|bees|insect|nectar|hives|larva
wasp|wasps|insect|insects and fruit|nests|larva
ant|ants|insect|seeds and insects|nests|larva
butterfly|butterflies|insect|nectar|meadows|caterpillar
moth|moths|insect|nectar|gardens|caterpillar
beetle|beetles|insect|leaves|gardens|larva
ladybird|ladybirds|insect|greenfly|gardens|larva
grasshopper|grasshoppers|insect|grass|meadows|nymph
dragonfly|dragonflies|insect|small insects|ponds|nymph
mosquito|mosquitoes|insect|blood and nectar|wet places|larva
fly|flies|insect|scraps|almost everywhere|maggot
""")
ON = ("cold coasts", "farms", "coasts")  # animals live on these, and in all others

LEGS = {"mammal": 4, "bird": 2, "insect": 6, "amphibian": 4}
LEGLESS = {"whale", "dolphin", "seal", "walrus", "snake"}
LEGLESS |= {animal[0] for animal in ANIMALS if animal[2] == "fish"}
TWO_LEGGED = {"kangaroo", "bat", "monkey", "gorilla", "chimpanzee"}

FLYERS = {animal[0] for animal in ANIMALS if animal[2] == "bird"} - {"penguin", "ostrich"} | set(words("bat, bee, wasp, butterfly, moth, ladybird, dragonfly, mosquito, fly"))
EGG_LAYING = {"bird", "fish", "reptile", "amphibian", "insect"}

# animal | sound
SOUNDS = table("""
dog|barks
cat|meows
cow|moos
sheep|baas
horse|neighs
donkey|brays
pig|oinks
goat|bleats
duck|quacks
goose|honks
chicken|clucks
turkey|gobbles
pigeon|coos
crow|caws
lion|roars
wolf|howls
elephant|trumpets
monkey|chatters
hyena|laughs
frog|croaks
bee|buzzes
owl|hoots
snake|hisses
mouse|squeaks
sparrow|chirps
""")

# Ordered from smallest to largest.
SIZES = words("an ant, a bee, a mouse, a squirrel, a rabbit, a cat, a fox, a sheep, a lion, a horse, a giraffe, an elephant, a whale")
SPEEDS = words("a snail, a turtle, a person on foot, a bicycle, a horse, a car, an aeroplane, a rocket")
