"""Short explanations, written by hand: what things are, why they happen, how to do them."""

from .row import table

# thing as asked | answer | words that show the answer is on topic
WHAT = table("""
photosynthesis|Photosynthesis is the way plants use sunlight, water and carbon dioxide to make sugar and oxygen.|sunlight
gravity|Gravity is the force that pulls things towards each other, such as an apple towards the Earth.|force
evaporation|Evaporation is the change of a liquid into a gas, as when a puddle dries in the sun.|liquid
condensation|Condensation is the change of a gas into a liquid, as when drops form on a cold window.|liquid
friction|Friction is the force that slows things down when they rub against each other.|force
energy|Energy is the ability to do work, such as moving, heating or lighting something.|work
electricity|Electricity is the flow of tiny charged particles called electrons, and it powers many machines.|electrons
magnetism|Magnetism is a force that pulls some metals, such as iron, and makes magnets attract or repel each other.|magnets
an atom|An atom is the smallest piece of an element, such as gold or oxygen.|element
a molecule|A molecule is a group of atoms that are joined together.|atoms
a cell|A cell is the smallest living part of a plant or animal.|living
a planet|A planet is a large round body that moves around a star.|star
a star|A star is a huge ball of hot gas that gives off light and heat.|gas
the sun|The sun is the star at the centre of our solar system, and it gives us light and heat.|star
the moon|The moon is a rocky body that moves around the Earth about once a month.|Earth
the solar system|The solar system is the sun together with the planets and other bodies that move around it.|planets
a galaxy|A galaxy is a huge group of stars, gas and dust held together by gravity.|stars
a comet|A comet is a ball of ice and dust that moves around the sun and can grow a bright tail.|ice
a volcano|A volcano is an opening in the ground through which hot melted rock, ash and gas come out.|rock
an earthquake|An earthquake is a shaking of the ground, caused by sudden movement of the rock below.|shaking
a glacier|A glacier is a large mass of ice that moves slowly over land.|ice
a desert|A desert is a very dry region where little rain falls and few plants grow.|dry
a rainforest|A rainforest is a thick forest where a lot of rain falls and many kinds of plants and animals live.|forest
an island|An island is a piece of land with water all around it.|water
a peninsula|A peninsula is a piece of land with water on most of its sides.|water
a river|A river is a long stream of water that flows to the sea, a lake or another river.|water
an ocean|An ocean is a very large body of salt water.|salt water
a rainbow|A rainbow is an arc of colours that appears when sunlight shines through drops of water.|colours
a tornado|A tornado is a fast spinning column of air that reaches from a cloud to the ground.|air
climate|Climate is the usual weather of a place over many years.|weather
the atmosphere|The atmosphere is the layer of air around the Earth.|air
oxygen|Oxygen is a gas in the air that people and animals need to breathe.|gas
carbon dioxide|Carbon dioxide is a gas that we breathe out and that plants take in.|gas
a fossil|A fossil is what is left in rock of a plant or animal that lived long ago.|rock
a dinosaur|A dinosaur is one of a group of animals that lived millions of years ago, most of which died out.|animals
a mammal|A mammal is an animal that has hair and feeds its young with milk.|milk
a reptile|A reptile is a cold-blooded animal with dry, scaly skin, such as a snake or a lizard.|skin
an amphibian|An amphibian is an animal, such as a frog, that lives both in water and on land.|water
an insect|An insect is a small animal with six legs and a body in three parts.|six legs
a vegetarian|A vegetarian is a person who does not eat meat or fish.|meat
a vaccine|A vaccine is a medicine that teaches the body to fight a disease before it meets it.|body
a virus|A virus is a tiny thing that gets into living cells and can make us ill.|cells
bacteria|Bacteria are tiny living things made of one cell; some are useful and some cause illness.|cell
a calorie|A calorie is a unit for the energy in food.|energy
a vitamin|A vitamin is a substance that the body needs in small amounts to stay healthy.|body
protein|Protein is a part of food, found in eggs, beans and meat, that the body uses to build muscle.|muscle
democracy|Democracy is a way of governing in which the people choose their leaders by voting.|voting
a republic|A republic is a country without a king or queen, usually led by a president.|country
a monarchy|A monarchy is a country whose head is a king or a queen.|king
a constitution|A constitution is the set of basic laws by which a country is governed.|laws
a law|A law is a rule made by a government that people must follow.|rule
a tax|A tax is money that people and companies must pay to the government.|money
inflation|Inflation is a general rise in prices over time.|prices
interest|Interest is the price paid for borrowing money, or the reward for saving it.|money
a budget|A budget is a plan for how to spend money.|plan
a loan|A loan is money that is borrowed and must be paid back.|paid back
a bank|A bank is a business that keeps people's money safe and lends money.|money
a mortgage|A mortgage is a loan used to buy a house.|loan
a contract|A contract is an agreement between people that the law protects.|agreement
the internet|The internet is a network that connects computers all over the world.|network
a computer|A computer is a machine that stores and works with information by following instructions.|machine
a web browser|A web browser is a program that shows web pages.|web pages
an algorithm|An algorithm is a list of steps for solving a problem.|steps
a password|A password is a secret word that proves who you are to a computer.|secret
an e-mail|An e-mail is a message sent from one computer to another.|message
a robot|A robot is a machine that can carry out tasks by itself.|machine
artificial intelligence|Artificial intelligence is the making of computer programs that do tasks which seem to need thought.|programs
machine learning|Machine learning is a way for computers to learn from examples instead of fixed rules.|examples
a language model|A language model is a program that has learned from text to guess the next word, and so can write.|text
a noun|A noun is a word that names a person, place or thing.|names
a verb|A verb is a word for an action or a state, such as run or be.|action
an adjective|An adjective is a word that describes a noun, such as red or happy.|describes
an adverb|An adverb is a word that describes a verb, such as quickly.|verb
a synonym|A synonym is a word that means nearly the same as another word.|same
a metaphor|A metaphor describes one thing as if it were another, such as a sea of stars.|another
a poem|A poem is a piece of writing in lines, often with rhythm or rhyme.|lines
a novel|A novel is a long story in a book about people and events that are made up.|story
a fable|A fable is a short story, often about animals, that teaches a lesson.|lesson
a haiku|A haiku is a short Japanese poem of three lines.|three lines
a biography|A biography is the story of a person's life, written by someone else.|life
a symphony|A symphony is a long piece of music for an orchestra.|orchestra
an orchestra|An orchestra is a large group of musicians who play together on many instruments.|musicians
a museum|A museum is a place where people can see art, history or science.|place
a library|A library is a place where people can read and borrow books.|books
a triangle|A triangle is a flat shape with three sides.|three sides
a circle|A circle is a round shape whose edge is everywhere equally far from the centre.|round
a prime number|A prime number is a whole number above 1 that can be divided only by 1 and itself.|divided
an even number|An even number is a whole number that can be divided by two.|two
an odd number|An odd number is a whole number that cannot be divided by two.|two
a fraction|A fraction is a part of a whole, such as one half.|part
a leap year|A leap year is a year with 366 days; it comes about every four years.|366
a compass|A compass is a tool with a magnetic needle that points north.|north
a thermometer|A thermometer is a tool that measures temperature.|temperature
a telescope|A telescope is a tool that makes far things look nearer.|far
a microscope|A microscope is a tool that makes very small things look larger.|small
a battery|A battery stores energy and gives it out as electricity.|energy
a dam|A dam is a wall across a river that holds back water.|water
a bridge|A bridge is a structure that lets people or vehicles cross a river, road or valley.|cross
renewable energy|Renewable energy comes from sources that do not run out, such as wind and sunlight.|wind
recycling|Recycling is turning used materials into new things.|new
compost|Compost is rotted plant matter that makes soil richer.|soil
pollution|Pollution is harmful matter in the air, water or soil.|harmful
yoga|Yoga is a practice of slow movements and breathing that keeps body and mind calm and fit.|breathing
meditation|Meditation is the practice of resting the mind, for example by paying attention to the breath.|mind
chess|Chess is a board game for two players who try to trap each other's king.|king
tennis|Tennis is a sport in which players hit a ball over a net with rackets.|net
football|Football is a sport in which two teams of eleven players try to kick a ball into a goal.|goal
basketball|Basketball is a sport in which two teams try to throw a ball through a high hoop.|hoop
bread|Bread is a food baked from flour, water and usually yeast.|flour
cheese|Cheese is a food made from milk.|milk
coffee|Coffee is a drink made from roasted coffee beans and hot water.|beans
tea|Tea is a drink made by pouring hot water over dried leaves.|leaves
sushi|Sushi is a Japanese dish of rice, often with raw fish.|rice
pizza|Pizza is an Italian dish of flat dough with tomato sauce, cheese and other toppings.|dough
soup|Soup is a liquid food made by cooking vegetables, meat or fish in water.|liquid
a birthday|A birthday is the day of the year on which a person was born.|born
a holiday|A holiday is a day or a longer time when people rest from work or school.|rest
friendship|Friendship is a bond between people who like, trust and help each other.|trust
courage|Courage is doing what is right or needed even when you are afraid.|afraid
patience|Patience is the ability to wait calmly.|wait
honesty|Honesty is telling the truth and not cheating.|truth
happiness|Happiness is the feeling of being pleased and content with life.|feeling
""")

# after "why" as a question | after "why" as a statement | answer | words that show it is on topic
WHY = table("""
is the sky blue|the sky is blue|The sky is blue because air scatters blue light more than the other colours of sunlight.|light
is grass green|grass is green|Grass is green because it contains chlorophyll, a green substance that takes in sunlight.|chlorophyll
is the sea salty|the sea is salty|The sea is salty because rivers carry minerals from rocks into it.|minerals
do leaves change colour in autumn|leaves change colour in autumn|Leaves change colour in autumn because the green chlorophyll breaks down and other colours show.|chlorophyll
does ice float|ice floats|Ice floats because it is less dense than liquid water.|dense
do boats float|boats float|Boats float because they push away water that weighs as much as they do.|water
do we have seasons|we have seasons|We have seasons because the Earth is tilted, so each half gets more sun for part of the year.|tilted
do we have day and night|we have day and night|We have day and night because the Earth turns once around itself every 24 hours.|turns
does the moon shine|the moon shines|The moon shines because it reflects the light of the sun.|reflects
does the moon change shape|the moon seems to change shape|The moon seems to change shape because we see different parts of its sunlit side as it moves around the Earth.|sunlit
do stars twinkle|stars twinkle|Stars twinkle because moving air bends their light on its way to us.|air
are there tides|there are tides|There are tides because the gravity of the moon and the sun pulls on the sea.|moon
does it rain|it rains|It rains because water vapour in clouds cools and forms drops that are heavy enough to fall.|drops
does it snow|it snows|It snows when water in cold clouds freezes into ice crystals that fall to the ground.|ice
do we hear thunder after lightning|we hear thunder after lightning|We hear thunder after lightning because light travels much faster than sound.|faster
does wind blow|wind blows|Wind blows because air moves from places of high pressure to places of low pressure.|pressure
do we sleep|we sleep|We sleep so that the body and the brain can rest and repair themselves.|rest
do we dream|we dream|Nobody knows for sure, but dreams may help the brain to sort memories and feelings.|brain
do we eat|we eat|We eat because food gives the body energy and material to grow.|energy
do we need water|we need water|We need water because every cell of the body uses it to work.|cell
do we breathe|we breathe|We breathe to take in oxygen and to get rid of carbon dioxide.|oxygen
do we sweat|we sweat|We sweat because drying sweat cools the skin.|cools
do we yawn|we yawn|Nobody knows for sure, but yawning is linked with being tired or bored.|tired
do we sneeze|we sneeze|We sneeze to blow dust and germs out of the nose.|nose
do we cry|we cry|We cry when we feel strong emotions, and tears also keep the eyes clean.|tears
do we blink|we blink|We blink to keep the eyes wet and clean.|eyes
do we get hungry|we get hungry|We get hungry because the body tells the brain that it needs energy.|energy
do onions make us cry|onions make us cry|Onions make us cry because cutting them releases a gas that stings the eyes.|gas
should we brush our teeth|we should brush our teeth|We should brush our teeth to remove food and germs that cause holes.|teeth
should we wash our hands|we should wash our hands|We should wash our hands to remove germs that can make us ill.|germs
is exercise good for us|exercise is good for us|Exercise is good for us because it makes the heart, muscles and mind stronger.|heart
is sleep important|sleep is important|Sleep is important because it helps the body repair itself and the mind remember.|body
is reading good for you|reading is good for you|Reading is good for you because it teaches new things and trains the mind.|mind
are vegetables healthy|vegetables are healthy|Vegetables are healthy because they contain vitamins and fibre.|vitamins
is too much sugar bad|too much sugar is bad|Too much sugar is bad because it harms the teeth and can lead to weight gain.|teeth
are bees important|bees are important|Bees are important because they carry pollen, so that plants can make fruit and seeds.|pollen
are trees important|trees are important|Trees are important because they make oxygen, store carbon and give homes to animals.|oxygen
are forests important|forests are important|Forests are important because they clean the air and are home to many animals and plants.|air
do birds migrate|birds migrate|Birds migrate to find food and warmer weather.|food
do birds sing|birds sing|Birds sing to attract mates and to guard their territory.|mates
do cats purr|cats purr|Cats purr mostly when they are content, and sometimes to calm themselves.|content
do dogs wag their tails|dogs wag their tails|Dogs wag their tails to show how they feel, often that they are happy.|feel
do dogs bark|dogs bark|Dogs bark to warn, to greet or to get attention.|warn
do bears hibernate|bears hibernate|Bears hibernate to save energy in winter, when there is little food.|energy
do giraffes have long necks|giraffes have long necks|Giraffes have long necks that help them reach leaves high in trees.|leaves
do camels have humps|camels have humps|Camels have humps to store fat, which they use when food is scarce.|fat
do zebras have stripes|zebras have stripes|Zebras have stripes that probably help to keep biting flies away.|flies
do spiders make webs|spiders make webs|Spiders make webs to catch insects to eat.|insects
do flowers smell|flowers smell|Flowers smell to attract insects that carry their pollen.|insects
do plants need light|plants need light|Plants need light because they use its energy to make their food.|energy
do plants have roots|plants have roots|Plants have roots to take up water and to hold on to the soil.|water
does bread rise|bread rises|Bread rises because yeast makes bubbles of gas in the dough.|yeast
does metal rust|iron rusts|Iron rusts because it reacts with oxygen and water.|oxygen
do magnets stick to iron|magnets stick to iron|Magnets stick to iron because their magnetic force pulls on it.|magnetic
do things fall down|things fall down|Things fall down because gravity pulls them towards the Earth.|gravity
do aeroplanes fly|aeroplanes can fly|Aeroplanes fly because air moving over their wings lifts them up.|wings
do we wear seat belts|we wear seat belts|We wear seat belts because they hold us in place in a crash.|crash
do we need traffic lights|we need traffic lights|We need traffic lights so that cars and people can cross safely in turn.|safely
do people save money|people save money|People save money so that they can pay for large or unexpected things later.|pay
do people pay taxes|people pay taxes|People pay taxes so that the government can pay for schools, roads and hospitals.|government
do we recycle|we recycle|We recycle to save materials and energy and to make less waste.|waste
do people learn languages|people learn languages|People learn languages to talk with others, travel, work and understand other cultures.|talk
do people listen to music|people listen to music|People listen to music because it can cheer, calm or move them.|music
do people keep pets|people keep pets|People keep pets because animals are good company.|company
is honesty important|honesty is important|Honesty is important because people can only trust those who tell the truth.|trust
is water wet|water is wet|Water feels wet because it is a liquid that clings to what it touches.|liquid
is snow white|snow is white|Snow is white because its crystals scatter all colours of light equally.|light
is blood red|blood is red|Blood is red because it contains haemoglobin, which carries oxygen and contains iron.|iron
are polar bears white|polar bears look white|Polar bears look white so that they are hard to see on snow.|snow
is the sun hot|the sun is hot|The sun is hot because deep inside it hydrogen turns into helium and sets energy free.|energy
does soap clean|soap cleans|Soap cleans because it binds both to fat and to water, so dirt can be rinsed away.|water
do we celebrate birthdays|we celebrate birthdays|We celebrate birthdays to mark the day someone was born and to show that we care.|born
""")

# after "how to" | answer | words that show it is on topic
HOW = table("""
boil an egg|Put the egg in boiling water, wait about eight minutes, then cool it in cold water.|water
make tea|Boil water, pour it over the tea leaves, wait about four minutes, and take the leaves out.|water
make coffee|Put ground coffee in a filter, pour hot water over it and let it drip into a pot.|coffee
cook rice|Rinse the rice, add about twice as much water, and simmer it with a lid until the water is gone.|water
cook pasta|Boil plenty of salted water, add the pasta, cook it until it is just firm, and drain it.|water
make a sandwich|Put your favourite filling, such as cheese and tomato, between two slices of bread.|bread
make pancakes|Mix flour, eggs and milk, pour a little into a hot pan, and fry both sides until golden.|flour
make an omelette|Beat some eggs with a little salt, pour them into a hot buttered pan, and fold when set.|eggs
make toast|Put slices of bread in a toaster and wait until they are golden.|bread
make a salad|Wash and cut fresh vegetables, then mix them with oil, vinegar and salt.|vegetables
bake bread|Knead flour, water, yeast and salt, let the dough rise, and bake it in a hot oven.|dough
peel an orange|Cut through the skin around the orange and pull it off in pieces with your fingers.|skin
save money|Make a budget, spend less than you earn, and put something aside every month.|budget
make a budget|List what you earn and what you spend, then decide how much each kind of cost may be.|spend
learn a language|Practise a little every day, learn common words first, and speak with people.|every day
learn to swim|Take lessons, start in shallow water, and practise breathing and floating first.|water
learn to play the piano|Find a teacher or a good course, practise a little every day, and start with easy pieces.|practise
improve my writing|Read a lot, write a little every day, and cut words that you do not need.|write
study for an exam|Start early, make a plan, test yourself often, and sleep well before the exam.|plan
remember things better|Repeat them over several days, test yourself, and link them to things you know.|repeat
sleep better|Go to bed at the same time every day, keep the room dark, and avoid screens late in the evening.|bed
fall asleep|Lie down in a dark, quiet room, breathe slowly, and put your phone away.|dark
wake up early|Go to bed earlier, put the alarm away from your bed, and get up at the first ring.|bed
relax|Breathe slowly, take a walk, listen to calm music, or read a good book.|breathe
reduce stress|Take breaks, move your body, sleep enough, and talk to someone you trust.|breaks
stay healthy|Eat plenty of vegetables, move every day, sleep enough, and do not smoke.|move
lose weight|Eat smaller and healthier meals and move more, and ask a doctor if you are unsure.|eat
get fit|Start with short walks, exercise a few times a week, and do a little more each time.|exercise
start running|Start slowly, mix running with walking, and wear good shoes.|slowly
treat a small cut|Wash the cut with clean water, stop the bleeding, and cover it with a plaster.|water
treat a cold|Rest, drink plenty of water or tea, and see a doctor if it gets worse.|rest
stop hiccups|Hold your breath for a moment or drink a glass of water slowly.|breath
make friends|Be kind, listen, ask questions, and join a group that does what you like.|listen
be a good friend|Listen well, be honest, keep your promises, and help when you are needed.|listen
apologise|Say what you did wrong, say that you are sorry, and say how you will make it better.|sorry
give a speech|Know your main point, practise aloud, speak slowly, and look at the audience.|speak
write a letter|Begin with a greeting, say why you write, keep it clear, and end with your name.|greeting
write a poem|Choose a feeling or a picture, find words that sound good together, and write short lines.|lines
write a story|Think of a character who wants something, put something in the way, and show how it ends.|character
prepare for an interview|Read about the company, practise answers to common questions, and arrive early.|practise
find a job|Write a good CV, look at job sites, ask people you know, and apply often.|apply
plan a trip|Choose a place, set a budget, book travel and a place to stay, and make a list of what to pack.|budget
pack a suitcase|Make a list, roll your clothes, put heavy things at the bottom, and leave some space.|list
grow tomatoes|Plant them in a sunny place, water them often, and tie the stems to a stick.|water
plant a tree|Dig a wide hole, set the roots in it, fill it with soil, and water it well.|soil
water plants|Water the soil when it feels dry, best in the morning, and let extra water run off.|soil
clean a window|Spray it with soapy water, wipe it, and dry it with a clean cloth.|cloth
wash a car|Rinse off the dirt, wash it with a soft sponge and soap, rinse again, and dry it.|soap
wash dishes|Scrape off the food, wash with hot soapy water, rinse, and let them dry.|water
remove a stain|Act quickly, dab the stain with cold water and soap, and then wash the cloth.|soap
tidy a room|Put things back in their places, throw away rubbish, dust, and then clean the floor.|places
iron a shirt|Set the right heat, start with the collar and the sleeves, then iron the back and the front.|heat
sew on a button|Thread a needle, sew through the holes of the button several times, and tie a knot.|needle
tie a tie|Cross the wide end over the narrow end, bring it around and up, and pull it down through the loop.|loop
ride a bicycle|Look ahead, push off, keep pedalling, and steer gently.|pedalling
change a tyre|Loosen the nuts, lift the car with a jack, change the wheel, and tighten the nuts.|wheel
drive safely|Keep your distance, follow the speed limit, and never use your phone while driving.|speed limit
use a compass|Hold it flat, wait until the needle points north, and turn until you face the way you want.|north
make a paper plane|Fold a sheet in half, fold the corners to the middle to make a point, and fold down the wings.|fold
choose a good password|Use a long phrase of several words, a different one for each account.|long
stay safe online|Use strong passwords, do not open strange links, and keep private things private.|passwords
take a good photo|Look for soft light, keep the camera still, and put the subject a little off the centre.|light
train a dog|Use short lessons, reward good behaviour at once, and be patient.|reward
take care of a cat|Give it food, fresh water, a clean box, play and visits to the vet.|food
save energy at home|Turn off lights you do not need, heat less, and use machines that need little power.|lights
reduce waste|Buy only what you need, reuse things, repair them, and recycle the rest.|reuse
make a decision|List your options, think about the good and bad sides of each, and choose what matters most.|options
solve a problem|Say clearly what is wrong, think of several ways out, try the best one, and look at the result.|try
ask good questions|Be clear about what you want to know, keep the question short, and listen to the answer.|clear
work in a team|Share the goal, listen to each other, divide the work, and talk often.|listen
run a meeting|Send the topics beforehand, start on time, let everyone speak, and note what was decided.|topics
play chess|Each player moves one piece in turn and tries to trap the other player's king.|king
build a snowman|Roll three balls of snow, stack them, and add a carrot for the nose.|snow
celebrate a birthday|Invite friends, bake a cake, sing together, and give a small present.|cake
""")

# two things, as asked | the difference | words that show it is on topic
DIFFERENCES = table("""
a frog and a toad|Frogs have smooth, wet skin and long legs, while toads have dry, bumpy skin and short legs.|skin
weather and climate|Weather is what the air is like now, while climate is the usual weather over many years.|years
a fruit and a vegetable|A fruit grows from a flower and holds seeds, while a vegetable is another part of a plant, such as a root or leaf.|seeds
a planet and a star|A star makes its own light, while a planet reflects the light of a star.|light
a city and a village|A city is large and has many people, while a village is small and has few people.|people
a novel and a poem|A novel is a long story, while a poem is a shorter text written in lines.|story
tea and coffee|Tea is made from dried leaves, while coffee is made from roasted beans.|leaves
a crocodile and an alligator|A crocodile has a narrow, pointed snout, while an alligator has a wide, round one.|snout
a violin and a cello|A violin is small and held under the chin, while a cello is large and stands on the floor.|chin
a lake and a sea|A lake is surrounded by land, while a sea is part of the ocean and is salty.|land
butter and margarine|Butter is made from milk, while margarine is made mostly from plant oils.|milk
a moth and a butterfly|Moths mostly fly at night, while butterflies fly by day.|night
a simile and a metaphor|A simile compares with like or as, while a metaphor says that one thing is another.|like
speed and velocity|Speed says how fast something moves, while velocity also says in which direction.|direction
mass and weight|Mass is how much matter a thing has, while weight is how strongly gravity pulls on it.|gravity
a turtle and a tortoise|Turtles live mostly in water, while tortoises live on land.|water
a credit card and a debit card|A credit card lends you money to pay back later, while a debit card takes money from your account at once.|money
""")
