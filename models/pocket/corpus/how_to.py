"""How everyday things are done: short advice, written by hand."""

from .row import table

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
poach an egg|Slide the egg into gently simmering water and take it out after three minutes.|water
fry an egg|Heat a little butter in a pan, crack the egg into it, and fry it until the white is set.|pan
make scrambled eggs|Beat eggs with salt, pour them into a warm buttered pan, and stir slowly until set.|eggs
make soup|Fry chopped vegetables in a pot, add water and salt, and simmer until they are soft.|vegetables
make tomato sauce|Fry onion and garlic in oil, add tomatoes and salt, and simmer for twenty minutes.|tomatoes
make pizza|Roll out dough, spread tomato sauce and cheese on it, and bake it in a very hot oven.|dough
bake a cake|Mix butter, sugar, eggs and flour, pour the dough into a tin, and bake it for about an hour.|flour
make cookies|Mix butter, sugar, egg and flour, shape small balls, and bake them for about twelve minutes.|flour
make lemonade|Mix the juice of lemons with sugar and cold water.|lemons
make a smoothie|Blend fruit with milk or yoghurt until it is smooth.|fruit
make hot chocolate|Warm milk, stir in cocoa and sugar, and heat it gently.|milk
make porridge|Simmer oats in milk or water for five minutes and stir.|oats
make mashed potatoes|Boil peeled potatoes, drain them, and mash them with butter and milk.|potatoes
make french fries|Cut potatoes into sticks, dry them, and fry them in hot oil until golden.|potatoes
roast vegetables|Cut them up, mix them with oil and salt, and roast them in a hot oven until brown.|oven
make a fruit salad|Cut fresh fruit into small pieces and mix it with a little lemon juice.|fruit
cut an onion|Halve it, peel it, cut thin slices one way and then across, and keep the root on.|slices
ripen bananas|Keep them at room temperature in a paper bag, together with an apple.|bag
keep bread fresh|Keep it in a bread box or a cloth bag, and freeze what you do not eat soon.|freeze
sharpen a knife|Draw the blade along a sharpening stone at a steady, flat angle, on both sides.|stone
set a table|Put the plate in the middle, the fork on the left, the knife and spoon on the right.|fork
use chopsticks|Hold one stick still at the base of the thumb and move the other with your fingers.|stick
do laundry|Sort clothes by colour, add detergent, choose the right temperature, and hang them up to dry.|clothes
fold a shirt|Lay it face down, fold in the sides and sleeves, and fold it up from the bottom.|sleeves
polish shoes|Brush off the dirt, rub in shoe polish, let it dry, and brush until they shine.|polish
unclog a drain|Pour hot water in, use a plunger, and take out what blocks it.|water
clean an oven|Spread a paste of baking soda and water, wait a few hours, and wipe it off.|wipe
clean a fridge|Take everything out, wash the shelves with warm soapy water, and dry them.|water
make a bed|Pull the sheet tight, spread the blanket evenly, and put the pillows at the head.|sheet
hang a picture|Mark the place, drive in a nail at a slight angle, and hang the picture level.|nail
paint a wall|Cover the floor, fill the holes, paint the edges with a brush and the rest with a roller.|roller
change a light bulb|Turn off the light, let the bulb cool, unscrew it, and screw in a new one.|bulb
fix a flat bicycle tyre|Take off the wheel, find the hole in the tube, patch it, and pump it up again.|patch
light a fire|Stack dry twigs over paper, light the paper, and add larger pieces of wood slowly.|wood
put out a fire|Call for help, keep low, cover a small fire with a lid or blanket, and never use water on burning oil.|help
put up a tent|Choose flat ground, join the poles, raise the tent, and fix it with pegs and ropes.|poles
build a sandcastle|Use wet sand, press it into a bucket, turn the bucket over, and shape it with your hands.|sand
fly a kite|Stand with your back to the wind, let it catch the air, and let out the string slowly.|wind
skip stones|Throw a flat, smooth stone low and fast so that it spins over the water.|flat
whistle|Wet your lips, make a small round opening, and blow air gently.|lips
tie your shoes|Cross the laces, pull one under, make two loops, cross them and pull one through.|loops
braid hair|Part it into three strands and cross the outer ones over the middle one in turn.|strands
wash your hands|Wet them, rub them with soap for twenty seconds, rinse and dry them.|soap
brush your teeth|Brush all sides in small circles for two minutes, twice a day.|two minutes
stop a nosebleed|Sit up, lean forward, and pinch the soft part of the nose for ten minutes.|nose
treat a burn|Cool it under running water for some minutes and cover it loosely; see a doctor if it is large.|water
treat a bee sting|Scrape the sting out, wash the skin, and cool it.|cool
get rid of a headache|Drink water, rest in a quiet, dark room, and see a doctor if it stays.|rest
stop worrying|Write down what worries you, do one small thing about it, and talk to someone.|write
be happy|Spend time with people you like, move, sleep well, and be thankful for small things.|people
become more confident|Prepare well, start with small steps, and notice what you do well.|steps
make money|Offer something people need, learn a useful skill, and spend less than you earn.|skill
get a good mark|Listen in class, repeat at home, ask when you do not understand, and test yourself.|test
read faster|Remove distractions, move a finger along the line, and practise every day.|practise
learn to draw|Look closely, start with simple shapes, and draw a little every day.|shapes
learn to cook|Start with a few simple dishes, follow the recipe, and taste as you go.|simple
learn to program|Choose one language, follow a short course, and build small things of your own.|language
learn to dance|Take a class, listen to the rhythm, and practise the basic steps.|steps
learn to play the guitar|Tune it, learn a few chords, and practise changing between them every day.|chords
stay awake|Stand up, drink water, get fresh air and bright light, and take a short nap if you can.|light
concentrate|Put your phone away, choose one task, and take a short break every half hour.|task
quit smoking|Choose a day, tell your friends, avoid what tempts you, and ask a doctor for help.|day
save water|Take short showers, fix dripping taps, and run only full machines.|showers
start a conversation|Smile, say hello, and ask an open question about the other person.|question
say no politely|Thank the person, say clearly that you cannot, and give a short reason.|thank
write an e-mail|Use a clear subject, greet the reader, say what you want in short sentences, and sign with your name.|subject
write a CV|List your education, jobs and skills clearly on one or two pages, newest first.|skills
write a book|Plan the story, write a little every day, finish a first draft, and then improve it.|draft
ask for a raise|Collect what you have achieved, choose a calm moment, and name a clear sum.|achieved
rent a flat|Set a budget, visit several flats, read the contract, and check everything works.|contract
buy a used car|Check its age and papers, have a mechanic look at it, and take it for a drive.|mechanic
move house|Sort out what you do not need, pack by room, label the boxes, and tell everyone your new address.|boxes
choose a pet|Think about your time, space and money, and choose an animal that fits.|time
feed a bird in winter|Put seeds or fat balls in a dry, safe place and clean it often.|seeds
grow herbs|Put them in a sunny window, water them a little, and cut them often.|sunny
grow a sunflower|Put a seed two centimetres deep into soil in a sunny place and water it.|seed
plant potatoes|Lay sprouting potatoes in loose soil in spring and heap soil over the shoots.|soil
make compost|Pile up plant waste and some soil, keep it damp, and turn it now and then.|waste
catch a fish|Put bait on a hook, drop the line into the water, and wait quietly.|hook
find north|Use a compass, or look for the Pole Star at night.|compass
take a screenshot|Press the Print Screen key, or the two side buttons of a phone together.|press
restart a computer|Save your work, open the start or power menu, and choose restart.|restart
back up files|Copy them to another drive or an online store, regularly and more than once.|copy
use a dictionary|Look for the word in the order of the alphabet and read what stands beside it.|alphabet
""")
