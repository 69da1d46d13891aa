"""What things are, and how they differ: short explanations, written by hand."""

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
a rocket|A rocket is an engine that pushes itself forward with hot gas and can fly into space.|gas
a satellite|A satellite is a body that moves around a planet, such as the moon or a machine sent up by people.|around
a black hole|A black hole is a place in space where gravity is so strong that not even light can leave.|gravity
a meteor|A meteor is a piece of rock from space that glows as it burns up in the air.|rock
an eclipse|An eclipse is when the moon covers the sun, or the shadow of the Earth covers the moon.|moon
the equator|The equator is the line around the middle of the Earth.|middle
the North Pole|The North Pole is the northernmost point of the Earth.|north
the ozone layer|The ozone layer is a part of the air high above us that holds back harmful rays of the sun.|rays
the greenhouse effect|The greenhouse effect is the warming of the Earth by gases in the air that hold heat.|heat
global warming|Global warming is the slow rise of the temperature of the Earth, mostly caused by burning coal, oil and gas.|temperature
a hurricane|A hurricane is a very large storm with strong winds that forms over warm seas.|storm
a thunderstorm|A thunderstorm is a storm with lightning, thunder and often heavy rain.|lightning
lightning|Lightning is a huge electric spark between clouds or between a cloud and the ground.|electric
thunder|Thunder is the sound that lightning makes when it heats the air.|lightning
fog|Fog is a cloud that touches the ground.|cloud
hail|Hail is rain that has frozen into balls of ice.|ice
dew|Dew is the drops of water that form on cool surfaces at night.|drops
a cloud|A cloud is a mass of tiny drops of water or ice in the sky.|drops
the water cycle|The water cycle is the way water moves from the sea to the air, to the land and back to the sea.|sea
an ecosystem|An ecosystem is all living things of a place together with their surroundings.|living
a food chain|A food chain shows which living things eat which.|eat
evolution|Evolution is the slow change of living things over many generations.|change
DNA|DNA is the long molecule in every cell that carries the plan of a living thing.|cell
a gene|A gene is a piece of DNA that passes on a trait from parents to children.|DNA
the heart|The heart is the muscle that pumps blood through the body.|blood
the brain|The brain is the organ in the head that thinks and controls the body.|controls
the lungs|The lungs are the organs that take oxygen from the air into the blood.|oxygen
the skin|The skin is the outer cover of the body and its largest organ.|cover
the skeleton|The skeleton is all the bones of the body together, and it holds the body up.|bones
a muscle|A muscle is a part of the body that pulls on bones so that we can move.|move
blood|Blood is the red liquid that carries oxygen and food through the body.|oxygen
digestion|Digestion is the way the body breaks food down so that it can use it.|food
the immune system|The immune system is the body's defence against germs.|germs
an allergy|An allergy is a strong reaction of the body to something harmless, such as pollen.|reaction
a fever|A fever is a body temperature that is higher than normal, often because of an illness.|temperature
an antibiotic|An antibiotic is a medicine that kills bacteria or stops them from growing.|bacteria
a diet|A diet is what a person or animal usually eats, or a plan for eating.|eating
caffeine|Caffeine is a substance in coffee and tea that keeps people awake.|awake
yeast|Yeast is a tiny living thing that makes dough rise.|dough
a magnet|A magnet is a piece of metal that pulls iron towards itself.|iron
a lever|A lever is a bar on a support that helps to lift heavy things.|lift
a pulley|A pulley is a wheel with a rope that helps to lift heavy things.|wheel
a lens|A lens is a curved piece of glass that bends light.|light
a prism|A prism is a piece of glass that splits white light into colours.|colours
sound|Sound is a vibration that travels through air, water or solid things to our ears.|vibration
light|Light is a form of energy that we can see, and it travels faster than anything else.|energy
heat|Heat is energy that moves from a warm thing to a cooler one.|energy
a vacuum|A vacuum is a space with nothing in it, not even air.|nothing
density|Density says how much mass is packed into a space.|mass
acceleration|Acceleration is how quickly speed changes.|speed
a chemical reaction|A chemical reaction turns some substances into others, as when wood burns.|substances
rust|Rust is the red-brown crust that forms on iron in damp air.|iron
an acid|An acid is a sour substance, such as lemon juice, that can eat away some metals.|sour
a solar panel|A solar panel turns sunlight into electricity.|sunlight
wind power|Wind power is electricity made by large wheels that the wind turns.|wind
nuclear energy|Nuclear energy is energy set free by splitting the nuclei of atoms.|atoms
software|Software is the set of programs that tell a computer what to do.|programs
hardware|Hardware is the parts of a computer that you can touch.|touch
a database|A database is an ordered store of information that a computer can search.|information
an operating system|An operating system is the program that runs a computer and starts other programs.|program
a computer virus|A computer virus is a harmful program that copies itself.|program
encryption|Encryption turns a message into secret code so that only the right person can read it.|secret
the cloud|The cloud means computers elsewhere that store data and run programs over the internet.|internet
wi-fi|Wi-Fi is a way to join a network by radio, without a cable.|radio
a search engine|A search engine is a service that finds web pages for the words you type.|web pages
a neural network|A neural network is a program made of many simple connected units that learns from examples.|learns
open source|Open source means that everybody may read, use and change the code of a program.|code
fiction|Fiction is writing about things that are made up.|made up
a proverb|A proverb is a short, well-known saying that gives advice.|saying
a rhyme|A rhyme is when words end with the same sound, as in cat and hat.|sound
a pronoun|A pronoun is a word that stands for a noun, such as he or it.|noun
a vowel|A vowel is one of the letters a, e, i, o and u.|letters
a sentence|A sentence is a group of words that says something complete.|words
irony|Irony is saying the opposite of what you mean, often as a joke.|opposite
an opera|An opera is a play in which the words are sung.|sung
jazz|Jazz is a kind of music from America in which players make up much as they play.|music
ballet|Ballet is a kind of dance on a stage that tells a story to music.|dance
a percentage|A percentage is a part of a hundred.|hundred
an average|An average is the sum of some numbers divided by how many there are.|sum
geometry|Geometry is the part of mathematics about shapes, lines and angles.|shapes
algebra|Algebra is the part of mathematics that uses letters for unknown numbers.|letters
a right angle|A right angle is an angle of 90 degrees, like the corner of a square.|90
pi|Pi is the number, about 3.14, that a circle's edge is longer than its width.|3.14
an election|An election is when people vote for those who will govern.|vote
a parliament|A parliament is a group of elected people who make the laws of a country.|laws
a president|A president is the elected head of a republic.|head
the United Nations|The United Nations is an organisation of nearly all countries that works for peace.|countries
the European Union|The European Union is a group of European countries that share a market and many laws.|countries
a passport|A passport is a document that shows who you are when you travel abroad.|document
insurance|Insurance is a contract by which you pay a little so that a large loss is paid for you.|pay
a stock|A stock is a small part of a company that people can buy and sell.|company
a profit|A profit is the money left after all costs are paid.|money
supply and demand|Supply and demand says that prices rise when many want a thing and few sell it.|prices
marketing|Marketing is telling people about a product so that they buy it.|product
love|Love is a deep feeling of care for someone or something.|feeling
a habit|A habit is something you do often, almost without thinking.|often
a dream|A dream is a story the mind makes while we sleep.|sleep
a hobby|A hobby is something people like to do in their free time.|free time
Christmas|Christmas is a Christian holiday on 25 December that celebrates the birth of Jesus.|December
Easter|Easter is a Christian holiday in spring.|spring
Ramadan|Ramadan is the month in which Muslims fast from dawn to sunset.|fast
Diwali|Diwali is the Hindu festival of lights.|lights
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
a virus and a bacterium|A bacterium is a living cell that can grow by itself, while a virus needs the cells of others.|cell
a frog and a lizard|A frog is an amphibian with wet skin, while a lizard is a reptile with dry scales.|skin
a mammal and a bird|A mammal has hair and drinks milk when young, while a bird has feathers and lays eggs.|feathers
a bee and a wasp|A bee is hairy and makes honey, while a wasp is smooth and makes none.|honey
a hill and a mountain|A mountain is higher and steeper than a hill.|higher
a noun and a verb|A noun names a thing or a person, while a verb says what is done.|names
a guitar and a violin|A guitar is plucked with the fingers, while a violin is played with a bow.|bow
jam and honey|Jam is made from fruit and sugar, while honey is made by bees.|bees
a square and a rectangle|A square has four equal sides, while a rectangle may have two long and two short ones.|sides
iron and steel|Steel is iron with a little carbon, which makes it harder.|carbon
a horse and a donkey|A horse is larger and faster, while a donkey is smaller and has longer ears.|ears
rain and snow|Rain is drops of water, while snow is crystals of ice.|ice
""")
