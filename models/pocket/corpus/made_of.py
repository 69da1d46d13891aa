"""What things are made of, what materials are like, and what things are used for."""

from .row import table

# material | what it is made of or where it comes from | what it is like | what is made of it
MATERIALS = table("""
glass|sand|hard, clear and easily broken|windows and bottles
paper|wood fibres|thin and light|books and newspapers
steel|iron and a little carbon|hard and strong|bridges and cars
bronze|copper and tin|hard and brown|statues and bells
brass|copper and zinc|yellow and shiny|trumpets and door handles
concrete|cement, sand, gravel and water|hard and heavy|houses and bridges
brick|burnt clay|hard and red|walls and houses
wood|the trunks of trees|light and strong|furniture and houses
cotton|the cotton plant|soft and light|shirts and towels
wool|the coats of sheep|soft and warm|sweaters and socks
silk|the threads of silkworms|smooth and shiny|scarves and dresses
linen|the flax plant|cool and strong|tablecloths and shirts
leather|the skins of animals|strong and bendable|shoes and bags
plastic|oil|light and waterproof|bottles and toys
rubber|the juice of the rubber tree|elastic and waterproof|tyres and boots
porcelain|fine white clay|hard, white and easily broken|cups and plates
wax|the hives of bees or oil|soft and easily melted|candles and crayons
cork|the bark of the cork oak|light and soft|stoppers and floors
gold|ore from the ground|yellow, soft and heavy|rings and coins
iron|ore from the ground|hard and magnetic|tools and gates
diamond|pure carbon|very hard and clear|rings and drills
chocolate|cocoa beans|sweet and brown|sweets and cakes
""")

# thing | what it is made from
FOODS = table("""
bread|flour, water and yeast
cheese|milk
butter|cream
yoghurt|milk
wine|grapes
beer|barley, hops, water and yeast
cider|apples
sugar|sugar cane or sugar beet
chocolate|cocoa beans
flour|grain
pasta|flour and water or eggs
chips|potatoes
ketchup|tomatoes
honey|nectar by bees
tofu|soya beans
olive oil|olives
raisins|dried grapes
an omelette|eggs
popcorn|maize
jam|fruit and sugar
hummus|chickpeas
lemonade|lemons, water and sugar
ice cream|cream, milk and sugar
a pizza|dough, tomatoes and cheese
sushi|rice and fish
""")

# thing, with its article | what it is used for
USES = table("""
a hammer|to drive nails
a saw|to cut wood
a screwdriver|to turn screws
a drill|to make holes
a knife|to cut things
a spoon|to eat soup
a fork|to pick up food
a needle|to sew
a pen|to write
a brush|to paint or clean
a broom|to sweep the floor
an umbrella|to stay dry in the rain
a key|to open a lock
a clock|to tell the time
a lamp|to give light
a fridge|to keep food cold
an oven|to bake and roast
a kettle|to boil water
a toaster|to toast bread
a telescope|to look at the stars
a microscope|to look at very small things
a camera|to take pictures
a telephone|to talk to people far away
a map|to find the way
a compass|to find north
a ladder|to climb up high
a bridge|to cross a river
a boat|to travel on water
an axe|to chop wood
a rake|to gather leaves
a spade|to dig
a ruler|to measure length
a thermometer|to measure temperature
a washing machine|to wash clothes
a dictionary|to look up words
a calendar|to keep track of dates
a helmet|to protect the head
a wallet|to carry money
scissors|to cut paper
glasses|to see better
soap|to wash
a pillow|to rest the head
a mirror|to see yourself
a candle|to give light
a stamp|to send a letter
a net|to catch fish
""")
