"""Single facts, each with its question."""

from .row import table

# question | answer, one sentence | words that show the answer is right
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
How many bones does a person have?|An adult has 206 bones.|206
How many teeth does an adult have?|An adult usually has 32 teeth.|32
How many fingers does a hand have?|A hand has five fingers, counting the thumb.|five
How many eyes does a spider have?|Most spiders have eight eyes.|eight
How many hearts does an octopus have?|An octopus has three hearts.|three
How many oceans are there?|There are five oceans.|five
How many states does the United States have?|The United States has 50 states.|50
How many countries are there?|There are about 195 countries.|195
How many people live on Earth?|About eight billion people live on Earth.|eight billion
How many sides does an octagon have?|An octagon has eight sides.|eight
How many sides does a circle have?|A circle has no straight sides.|no
How many sides does a cube have?|A cube has six faces.|six
How many degrees does a circle have?|A circle has 360 degrees.|360
How many cards are in a deck?|A deck has 52 cards.|52
How many squares are on a chessboard?|A chessboard has 64 squares.|64
How many players are on a basketball team?|A basketball team has five players on the court.|five
How many players are on a volleyball team?|A volleyball team has six players on the court.|six
How many strings does a cello have?|A cello has four strings.|four
How many weeks are there in a year?|There are 52 weeks in a year.|52
How many seasons are there?|There are four seasons.|four
How many years are in a millennium?|There are 1000 years in a millennium.|1000
How many zeros does a million have?|A million has six zeros.|six
How long does the Earth take to go around the sun?|The Earth takes one year to go around the sun.|one year
How long does the moon take to go around the Earth?|The moon takes about 27 days to go around the Earth.|27
How far is the moon from the Earth?|The moon is about 384,000 kilometres from the Earth.|384,000
How far is the sun from the Earth?|The sun is about 150 million kilometres from the Earth.|150 million
How old is the Earth?|The Earth is about four and a half billion years old.|billion
How fast is light?|Light travels about 300,000 kilometres a second.|300,000
How fast is sound?|Sound travels about 340 metres a second in air.|340
How high is Mount Everest?|Mount Everest is about 8849 metres high.|8849
How long is the Nile?|The Nile is about 6650 kilometres long.|6650
How big is the Earth?|The Earth is about 12,700 kilometres wide.|12,700
How many moons does Mars have?|Mars has two moons.|two
What is the hottest planet?|The hottest planet is Venus.|Venus
What is the coldest planet?|The coldest planets are Uranus and Neptune, farthest from the sun.|Neptune
What is the smallest country in the world?|The smallest country in the world is Vatican City.|Vatican
What is the smallest ocean?|The smallest ocean is the Arctic Ocean.|Arctic
What is the deepest lake?|The deepest lake is Lake Baikal in Russia.|Baikal
What is the largest lake?|The largest lake is the Caspian Sea.|Caspian
What is the longest river in the world?|The Nile is usually called the longest river in the world.|Nile
What is the longest river in Europe?|The longest river in Europe is the Volga.|Volga
What is the largest island?|The largest island is Greenland.|Greenland
What is the largest desert?|The largest desert is Antarctica; the largest hot one is the Sahara.|Antarctica
What is the tallest mountain?|The tallest mountain above the sea is Mount Everest.|Everest
What is the highest mountain in Africa?|The highest mountain in Africa is Kilimanjaro.|Kilimanjaro
What is the highest mountain in Europe?|The highest mountain in Europe is Mount Elbrus.|Elbrus
What is the highest mountain in South America?|The highest mountain in South America is Aconcagua.|Aconcagua
What is the highest mountain in North America?|The highest mountain in North America is Denali.|Denali
What is the tallest building in the world?|The tallest building in the world is the Burj Khalifa in Dubai.|Burj Khalifa
What is the largest city in the United States?|The largest city in the United States is New York.|New York
What is the country with the most people?|India has the most people of all countries.|India
What is the slowest animal?|The sloth is one of the slowest animals.|sloth
What is the smallest bird?|The smallest bird is the bee hummingbird.|hummingbird
What is the fastest bird?|The peregrine falcon is the fastest bird.|falcon
What is the fastest animal?|The peregrine falcon is the fastest animal, and the cheetah the fastest on land.|falcon
What is the largest fish?|The largest fish is the whale shark.|whale shark
What is the largest land animal?|The African elephant is the largest land animal.|elephant
What is the largest cat?|The tiger is the largest cat.|tiger
What is the king of the animals?|The lion is called the king of the animals.|lion
What is the hardest natural material?|Diamond is the hardest natural material.|diamond
What is the lightest element?|Hydrogen is the lightest element.|hydrogen
What is the most common gas in the air?|Nitrogen is the most common gas in the air.|nitrogen
What is the largest organ of the body?|The skin is the largest organ of the body.|skin
What is the longest bone in the body?|The thigh bone is the longest bone in the body.|thigh
What is the normal body temperature?|The normal body temperature is about 37 degrees Celsius.|37
What is the square root of 9?|The square root of 9 is 3.|3
What is the square root of 16?|The square root of 16 is 4.|4
What is the square root of 25?|The square root of 25 is 5.|5
What is the square root of 36?|The square root of 36 is 6.|6
What is the square root of 49?|The square root of 49 is 7.|7
What is the square root of 64?|The square root of 64 is 8.|8
What is the square root of 81?|The square root of 81 is 9.|9
What is the square root of 100?|The square root of 100 is 10.|10
What is the first letter of the alphabet?|The first letter of the alphabet is A.|A
What is the last letter of the alphabet?|The last letter of the alphabet is Z.|Z
What are the vowels?|The vowels are a, e, i, o and u.|e
What is the first month of the year?|The first month of the year is January.|January
What is the shortest month?|The shortest month is February.|February
What is the chemical formula of carbon dioxide?|The chemical formula of carbon dioxide is CO2.|CO2
What is the freezing point of water in Fahrenheit?|Water freezes at 32 degrees Fahrenheit.|32
What is heavier, a kilogram of iron or a kilogram of wool?|They weigh the same: a kilogram is a kilogram.|same
What is the language of Brazil?|People in Brazil speak Portuguese.|Portuguese
What do cows give us?|Cows give us milk and meat.|milk
What do sheep give us?|Sheep give us wool, milk and meat.|wool
What do chickens lay?|Chickens lay eggs.|eggs
What do plants need to grow?|Plants need light, water, air and soil to grow.|light
What do we use to breathe?|We breathe with our lungs.|lungs
What do we hear with?|We hear with our ears.|ears
What do we see with?|We see with our eyes.|eyes
What do we smell with?|We smell with the nose.|nose
What are the five senses?|The five senses are sight, hearing, smell, taste and touch.|sight
What are the three states of matter?|The three states of matter are solid, liquid and gas.|liquid
What are the four directions?|The four directions are north, east, south and west.|north
What comes after summer?|Autumn comes after summer.|autumn
What comes after winter?|Spring comes after winter.|spring
Where does the sun rise?|The sun rises in the east.|east
Where does the sun set?|The sun sets in the west.|west
Where do penguins live?|Penguins live on cold coasts, most of them in the south.|south
Who wrote Macbeth?|William Shakespeare wrote Macbeth.|Shakespeare
Who wrote The Odyssey?|Homer is named as the author of The Odyssey.|Homer
Who wrote Harry Potter?|J. K. Rowling wrote Harry Potter.|Rowling
Who wrote The Lord of the Rings?|J. R. R. Tolkien wrote The Lord of the Rings.|Tolkien
Who wrote Frankenstein?|Mary Shelley wrote Frankenstein.|Shelley
Who wrote Alice in Wonderland?|Lewis Carroll wrote Alice in Wonderland.|Carroll
Who wrote The Little Prince?|Antoine de Saint-Exupery wrote The Little Prince.|Saint-Exupery
Who wrote Moby Dick?|Herman Melville wrote Moby Dick.|Melville
Who wrote 1984?|George Orwell wrote 1984.|Orwell
Who wrote The Trial?|Franz Kafka wrote The Trial.|Kafka
Who painted Guernica?|Pablo Picasso painted Guernica.|Picasso
Who painted The Scream?|Edvard Munch painted The Scream.|Munch
Who painted the ceiling of the Sistine Chapel?|Michelangelo painted the ceiling of the Sistine Chapel.|Michelangelo
Who painted Water Lilies?|Claude Monet painted Water Lilies.|Monet
Who composed the Moonlight Sonata?|Ludwig van Beethoven composed the Moonlight Sonata.|Beethoven
Who composed Swan Lake?|Pyotr Tchaikovsky composed Swan Lake.|Tchaikovsky
Who invented the light bulb?|Thomas Edison is usually named as the inventor of the light bulb.|Edison
Who invented the printing press?|Johannes Gutenberg invented the printing press in Europe.|Gutenberg
Who invented the steam engine?|James Watt made the first good steam engine.|Watt
Who invented the aeroplane?|The brothers Wright built the first powered aeroplane.|Wright
Who invented the World Wide Web?|Tim Berners-Lee invented the World Wide Web.|Berners-Lee
Who invented dynamite?|Alfred Nobel invented dynamite.|Nobel
Who discovered gravity?|Isaac Newton described the law of gravity.|Newton
Who discovered America?|Christopher Columbus reached America in 1492; people had lived there for thousands of years.|Columbus
Who developed the theory of evolution?|Charles Darwin developed the theory of evolution.|Darwin
Who was Albert Einstein?|Albert Einstein was a physicist who developed the theory of relativity.|physicist
Who was Isaac Newton?|Isaac Newton was an English scientist who described gravity and the laws of motion.|scientist
Who was Charles Darwin?|Charles Darwin was an English naturalist who developed the theory of evolution.|naturalist
Who was Marie Curie?|Marie Curie was a scientist who discovered radium and won two Nobel Prizes.|scientist
Who was Galileo Galilei?|Galileo Galilei was an Italian astronomer who looked at the sky with a telescope.|astronomer
Who was Leonardo da Vinci?|Leonardo da Vinci was an Italian painter and inventor who painted the Mona Lisa.|painter
Who was William Shakespeare?|William Shakespeare was an English poet who wrote plays such as Hamlet.|plays
Who was Mozart?|Wolfgang Amadeus Mozart was a composer from Salzburg in Austria.|composer
Who was Beethoven?|Ludwig van Beethoven was a German composer.|composer
Who was Vincent van Gogh?|Vincent van Gogh was a Dutch painter.|painter
Who was Pablo Picasso?|Pablo Picasso was a Spanish painter.|painter
Who was Napoleon?|Napoleon was a French general and emperor.|emperor
Who was Julius Caesar?|Julius Caesar was a Roman general and ruler.|Roman
Who was Cleopatra?|Cleopatra was the last queen of ancient Egypt.|queen
Who was George Washington?|George Washington was the first president of the United States.|president
Who was Abraham Lincoln?|Abraham Lincoln was a president of the United States who ended slavery there.|president
Who was Mahatma Gandhi?|Mahatma Gandhi led India to independence without violence.|India
Who was Nelson Mandela?|Nelson Mandela fought against apartheid and became president of South Africa.|South Africa
Who was Martin Luther King?|Martin Luther King was an American leader who fought for equal rights.|rights
Who was Ada Lovelace?|Ada Lovelace was an English mathematician who wrote the first computer program.|program
Who was Alan Turing?|Alan Turing was an English mathematician and a founder of computer science.|computer
Who was Plato?|Plato was a philosopher in ancient Greece.|philosopher
Who was Socrates?|Socrates was a philosopher in ancient Greece.|philosopher
Who was Aristotle?|Aristotle was a philosopher in ancient Greece and a student of Plato.|philosopher
Who was Anne Frank?|Anne Frank was a Jewish girl who wrote a famous diary while hiding from the Nazis.|diary
When did the Second World War begin?|The Second World War began in 1939.|1939
When did the First World War end?|The First World War ended in 1918.|1918
When did Columbus reach America?|Columbus reached America in 1492.|1492
When did the Titanic sink?|The Titanic sank in 1912.|1912
When did the United States become independent?|The United States declared its independence in 1776.|1776
When is Christmas?|Christmas is on 25 December.|December
When is New Year's Day?|New Year's Day is on 1 January.|January
When is Halloween?|Halloween is on 31 October.|October
When is Valentine's Day?|Valentine's Day is on 14 February.|February
Which river flows through Rome?|The Tiber flows through Rome.|Tiber
Which river flows through Budapest?|The Danube flows through Budapest.|Danube
Which river flows through Berlin?|The Spree flows through Berlin.|Spree
Which ocean lies between Europe and America?|The Atlantic Ocean lies between Europe and America.|Atlantic
Which ocean lies between Asia and America?|The Pacific Ocean lies between Asia and America.|Pacific
Which planet is the largest?|Jupiter is the largest planet.|Jupiter
Which planet do we live on?|We live on the planet Earth.|Earth
Which animal is called man's best friend?|The dog is called man's best friend.|dog
Which metal is liquid at room temperature?|Mercury is liquid at room temperature.|mercury
Which language has the most native speakers?|Chinese has the most native speakers.|Chinese
Which language do people speak in England?|People in England speak English.|English
Which city is called the Big Apple?|New York is called the Big Apple.|New York
Which city is called the City of Light?|Paris is called the City of Light.|Paris
Which country is shaped like a boot?|Italy is shaped like a boot.|Italy
Which country do kangaroos come from?|Kangaroos come from Australia.|Australia
Which country does pizza come from?|Pizza comes from Italy.|Italy
Which country does sushi come from?|Sushi comes from Japan.|Japan
Which country does tequila come from?|Tequila comes from Mexico.|Mexico
In which country is the Great Wall?|The Great Wall is in China.|China
In which country is Stonehenge?|Stonehenge is in England.|England
In which country is Mount Fuji?|Mount Fuji is in Japan.|Japan
In which city is the Louvre?|The Louvre is in Paris.|Paris
In which city is the Brandenburg Gate?|The Brandenburg Gate is in Berlin.|Berlin
In which city is the Acropolis?|The Acropolis is in Athens.|Athens
In which city is the Kremlin?|The Kremlin is in Moscow.|Moscow
In which city is the Golden Gate Bridge?|The Golden Gate Bridge is in San Francisco.|San Francisco
In which city is the Sydney Opera House?|The Sydney Opera House is in Sydney.|Sydney
In which city is the White House?|The White House is in Washington, D.C.|Washington
Is a tomato a fruit or a vegetable?|A tomato is a fruit, although it is used as a vegetable.|fruit
Is a whale a fish?|No, a whale is a mammal.|mammal
Is a bat a bird?|No, a bat is a mammal.|mammal
Is a spider an insect?|No, a spider is an arachnid and has eight legs.|arachnid
Is a penguin a bird?|Yes, a penguin is a bird that cannot fly.|bird
Is the sun a star?|Yes, the sun is a star.|star
Is the moon a planet?|No, the moon is a natural satellite of the Earth.|satellite
Is the Earth flat?|No, the Earth is round.|round
Is Pluto a planet?|Pluto is now called a dwarf planet.|dwarf
Is zero an even number?|Yes, zero is an even number.|even
Is Africa a country?|No, Africa is a continent.|continent
Is Antarctica a continent?|Yes, Antarctica is a continent.|continent
Is glass a liquid?|No, glass is a solid.|solid
Can penguins fly?|No, penguins cannot fly, but they swim very well.|swim
Can fish breathe in air?|No, most fish breathe in water with their gills.|gills
Can humans fly?|No, humans cannot fly without a machine.|machine
Do fish sleep?|Yes, fish rest, but with open eyes.|rest
Do plants breathe?|Yes, plants take in and give off gases through their leaves.|leaves
Does the sun go around the Earth?|No, the Earth goes around the sun.|Earth goes around
""")
