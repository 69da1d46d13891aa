"""Why things are so: short explanations, written by hand."""

from .row import table

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
does thunder follow lightning|thunder follows lightning|Thunder follows lightning because sound travels much more slowly than light.|light
is the grass green|the grass is green|Grass is green because of chlorophyll, which it needs to use sunlight.|chlorophyll
do leaves fall in autumn|leaves fall in autumn|Leaves fall in autumn because trees save water and energy for the winter.|winter
does the moon change its shape|the moon changes its shape|The moon seems to change its shape because we see more or less of its sunlit side.|side
is it dark at night|it is dark at night|It is dark at night because our side of the Earth is turned away from the sun.|sun
is it cold in winter|it is cold in winter|It is cold in winter because our half of the Earth is tilted away from the sun.|sun
do we cough|we cough|We cough to clear dust and slime out of the airways.|clear
do we shiver|we shiver|We shiver because moving muscles make heat.|heat
do we have eyebrows|we have eyebrows|We have eyebrows to keep sweat out of the eyes and to show feelings.|eyes
do we laugh|we laugh|We laugh because something is funny, and because laughing together brings people closer.|funny
do we get goose bumps|we get goose bumps|We get goose bumps because small muscles raise the hairs when we are cold or moved.|hairs
do teeth fall out|milk teeth fall out|Milk teeth fall out to make room for larger ones.|room
does hair turn grey|hair turns grey|Hair turns grey because with age it makes less colour.|colour
do we need vitamins|we need vitamins|We need vitamins because the body cannot make most of them itself.|body
is sugar bad for teeth|sugar is bad for teeth|Sugar is bad for teeth because bacteria turn it into acid.|acid
is smoking bad|smoking is bad|Smoking is bad because it harms the lungs and the heart and can cause cancer.|lungs
should we drink water|we should drink water|We should drink water because the body loses it all day and needs it to work.|body
do bees sting|bees sting|Bees sting to defend themselves and their hive.|defend
do bees make honey|bees make honey|Bees make honey as food for the winter.|food
do cats have whiskers|cats have whiskers|Cats have whiskers to feel what is near them, also in the dark.|feel
do bears sleep in winter|bears sleep in winter|Bears sleep in winter because there is little food then.|food
do owls hunt at night|owls hunt at night|Owls hunt at night because mice are out then and owls see and hear very well.|mice
can penguins not fly|penguins cannot fly|Penguins cannot fly because their wings became flippers for swimming.|swimming
do fish have gills|fish have gills|Fish have gills to take oxygen from the water.|oxygen
do snakes shed their skin|snakes shed their skin|Snakes shed their skin because it does not grow with them.|grow
did the dinosaurs die out|the dinosaurs died out|Most dinosaurs died out about 66 million years ago, probably after a huge rock from space hit the Earth.|rock
can planes fly|planes can fly|Planes can fly because air flowing over their wings lifts them.|air
does a compass point north|a compass points north|A compass points north because the Earth itself is a large magnet.|magnet
does popcorn pop|popcorn pops|Popcorn pops because the water inside each grain turns to steam and bursts it.|water
does milk turn sour|milk turns sour|Milk turns sour because bacteria turn its sugar into acid.|bacteria
do apples turn brown|cut apples turn brown|Cut apples turn brown because they react with oxygen in the air.|oxygen
do we cook food|we cook food|We cook food to kill germs and to make it softer and tastier.|germs
do we put salt on icy roads|we put salt on icy roads|We put salt on icy roads because salty water freezes at a lower temperature.|freezes
does wood burn|wood burns|Wood burns because it reacts with oxygen when it is hot and gives off heat.|oxygen
do mirrors show us|mirrors show us|Mirrors show us because they throw light back evenly.|light
do we have leap years|we have leap years|We have leap years because the Earth takes about a quarter of a day more than 365 days to go around the sun.|sun
do we have time zones|we have time zones|We have time zones because the sun rises at different times in different places.|sun
do we pay taxes|we pay taxes|We pay taxes so that the state can pay for schools, roads and hospitals.|schools
do we vote|we vote|We vote to choose who governs us.|choose
do we have laws|we have laws|We have laws so that people can live together safely and fairly.|fairly
do people work|people work|People work to earn money and to do something useful.|money
do people travel|people travel|People travel to see new places, to meet people and to rest.|places
is education important|education is important|Education is important because it helps people to understand the world and to find work.|understand
is reading good|reading is good|Reading is good because it teaches new words and ideas and calms the mind.|words
is the ocean important|the ocean is important|The ocean is important because it gives food and oxygen and keeps the climate mild.|climate
is the desert hot|the desert is hot|The desert is hot because few clouds and plants shade the ground from the sun.|sun
do volcanoes erupt|volcanoes erupt|Volcanoes erupt because gas and melted rock push up from below the ground.|rock
do earthquakes happen|earthquakes happen|Earthquakes happen because the plates of the Earth move and slip.|plates
is the ocean blue|the ocean is blue|The ocean looks blue because water swallows red light more than blue light.|light
""")
