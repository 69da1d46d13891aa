"""Words about words: opposites, synonyms, plurals, past tenses, rhymes, spelling, meanings."""

from .row import words


def pairs(text: str) -> list[list[str]]:
    """The pairs of a comma-separated block: "hot cold, big small"."""
    return [entry.rsplit(" ", 1) for entry in words(text)]


OPPOSITES = pairs("""
hot cold, big small, tall short, fast slow, happy sad, light dark, old young, early late, full empty, open closed, hard soft, high low,
rich poor, strong weak, wet dry, clean dirty, noisy quiet, thick thin, wide narrow, deep shallow, heavy light, near far, up down, left right,
inside outside, always never, begin end, buy sell, push pull, win lose, love hate, remember forget, arrive depart, true false, good bad,
easy difficult, brave cowardly, sweet sour, day night, friend enemy, laugh cry, rough smooth, cheap expensive, ancient modern, polite rude,
generous mean, above below, accept refuse, add subtract, alive dead, asleep awake, before after, beautiful ugly, black white, bright dull,
calm nervous, careful careless, come go, front back, give take, guilty innocent, healthy ill, import export, include exclude, increase decrease,
interesting boring, kind cruel, large small, lazy hard-working, long short, loose tight, loud quiet, male female, many few, maximum minimum,
more less, north south, east west, old new, patient impatient, peace war, possible impossible, present absent, public private, question answer,
raw cooked, real fake, right wrong, safe dangerous, same different, sharp blunt, simple complicated, start stop, stupid clever, success failure,
summer winter, teach learn, top bottom, victory defeat, visible invisible, warm cool, wise foolish, yes no, hope despair, fresh stale, flat steep,
float sink, freeze melt, honest dishonest, lend borrow, lucky unlucky, tidy messy, usual unusual, tame wild, straight crooked, shout whisper
""")

SYNONYMS = pairs("""
big large, happy glad, sad unhappy, fast quick, smart clever, begin start, end finish, small little, angry cross, difficult hard, beautiful lovely,
quiet silent, rich wealthy, ill sick, odd strange, brave courageous, buy purchase, help assist, answer reply, shout yell, tired weary, tasty delicious,
funny amusing, scared afraid, correct right, easy simple, huge enormous, tiny minute, cold chilly, hot boiling, wet damp, clean spotless, dirty filthy,
old ancient, new modern, kind gentle, nice pleasant, bad awful, good fine, choose select, jump leap, look glance, speak talk, walk stroll, run dash,
close shut, hide conceal, show display, fix repair, build construct, break smash, throw toss, present gift, house home, road street, friend companion,
trip journey, job work, idea thought, mistake error, important essential, famous well-known, calm peaceful, careful cautious, lazy idle, polite courteous,
wonderful marvellous, terrible dreadful, interesting fascinating, strong powerful, weak feeble, false untrue, empty vacant, rude impolite, loud noisy
""")

PLURALS = pairs("""
child children, mouse mice, foot feet, tooth teeth, man men, woman women, goose geese, sheep sheep, fish fish, leaf leaves, knife knives, wolf wolves,
city cities, baby babies, story stories, box boxes, bus buses, dish dishes, church churches, tomato tomatoes, potato potatoes, hero heroes, person people,
book books, house houses, tree trees, key keys, day days, party parties, country countries, loaf loaves, shelf shelves, watch watches, fox foxes, ox oxen,
apple apples, cat cats, dog dogs, cherry cherries, berry berries, lady ladies, family families, toy toys, boy boys, monkey monkeys, glass glasses, class classes,
brush brushes, wish wishes, bench benches, match matches, life lives, wife wives, half halves, thief thieves, scarf scarves, roof roofs, cliff cliffs,
photo photos, piano pianos, radio radios, deer deer, aircraft aircraft, louse lice, crisis crises, cactus cacti, fungus fungi, medium media, penny pennies,
lorry lorries, butterfly butterflies, table tables, chair chairs, flower flowers, car cars, pen pens, window windows, garden gardens, friend friends
""")

PAST = pairs("""
go went, eat ate, see saw, run ran, swim swam, write wrote, sing sang, take took, give gave, come came, know knew, think thought, buy bought, bring brought,
teach taught, catch caught, drive drove, speak spoke, break broke, fly flew, draw drew, drink drank, begin began, find found, make made, sleep slept, walk walked,
play played, talk talked, jump jumped, cook cooked, stop stopped, try tried, carry carried, read read, build built, forget forgot, choose chose, fall fell, win won,
be was, become became, bite bit, blow blew, burn burned, do did, dig dug, dream dreamed, feed fed, feel felt, fight fought, freeze froze, get got, grow grew,
have had, hear heard, hide hid, hit hit, hold held, keep kept, lead led, leave left, lend lent, let let, lose lost, mean meant, meet met, pay paid, put put,
ride rode, ring rang, rise rose, say said, sell sold, send sent, shake shook, shine shone, shoot shot, show showed, shut shut, sit sat, spend spent, stand stood,
steal stole, swear swore, tell told, throw threw, understand understood, wake woke, wear wore, work worked, live lived, love loved, look looked, ask asked, call called,
cry cried, study studied, hurry hurried, plan planned, travel travelled, watch watched, wash washed, visit visited, listen listened, dance danced, laugh laughed
""")

# Words of one line rhyme.
RHYMES = [words(line.replace(" ", ", ")) for line in """
cat hat mat rat bat flat
dog fog log frog jog
house mouse blouse
tree bee sea free knee key
sun fun run bun gun
moon soon spoon noon tune
star car far jar bar
night light bright right kite white
day play say way grey stay
rain train plane brain lane cane
sky fly high eye pie cry
snow go low grow slow show
book cook look hook brook
ring sing king spring wing thing
bed red head bread said
blue shoe true new two zoo
bear chair hair pear care share
cake lake snake make bake wake
ball tall wall fall small call
boat coat goat note float
bell well tell smell shell
fish dish wish
hand sand land band stand
heart art start part smart
home comb foam roam
ice mice nice rice price
love glove dove above
man can pan fan van plan
mind kind find blind
name game same flame fame
nose rose toes those hose
rock clock sock block lock
road toad code load
sea tea me we bee
song long strong wrong
sweet feet meet street heat
time lime rhyme climb
town brown down crown clown
green queen bean seen mean
hill mill bill still will
day May clay tray
door floor four more store
gold cold old bold told
rest best nest west test
stone bone phone alone
""".strip().splitlines()]

SPELLED = words("""
apple, banana, orange, cherry, bread, butter, cheese, water, coffee, sugar, chocolate, tomato, potato, onion, carrot, necessary, beautiful, because, believe, receive,
friend, neighbour, library, February, Wednesday, Saturday, Tuesday, January, August, tomorrow, yesterday, restaurant, separate, definitely, different, difficult,
government, environment, knowledge, language, business, calendar, colour, favourite, foreign, forty, height, island, knife, machine, minute, mountain, ocean, people, piece,
quiet, rhythm, school, science, secret, station, straight, surprise, teacher, thought, through, together, umbrella, vegetable, weather, window, winter, summer, spring, autumn,
yellow, purple, green, black, white, house, garden, kitchen, bicycle, elephant, giraffe, kangaroo, butterfly, dolphin, penguin, tiger, horse, mouse, rabbit, animal, flower, planet,
letter, number, paper, pencil, picture, music, piano, guitar, violin, doctor, engineer, family, mother, father, sister, brother, daughter, birthday, holiday, breakfast, dinner,
eight, eleven, twelve, twenty, hundred, thousand, answer, question, sentence, country, city, village, street, bridge, river, forest, island, accommodate, occasion, embarrass,
address, achieve, across, awkward, cemetery, committee, disappear, disappoint, exercise, grammar, guarantee, independent, maintenance, millennium, misspell, possession, privilege,
pronunciation, recommend, schedule, successful, vacuum, weird, hello, world, computer, internet, dolly, model
""")
SPELLED = list(dict.fromkeys(SPELLED))

# word | its meaning
MEANINGS = [line.split("|") for line in """
ancient|very old
annual|happening once a year
brief|short
cautious|careful
commence|to begin
conceal|to hide
confident|sure of yourself
courageous|brave
cunning|clever in a sly way
curious|wanting to know more
delicate|easily broken or hurt
eager|wanting very much to do something
enormous|very large
essential|absolutely necessary
exhausted|very tired
familiar|well known to you
fragile|easily broken
frequently|often
furious|very angry
generous|glad to give and share
genuine|real
gigantic|very large
gloomy|dark and sad
grateful|thankful
humble|not proud
identical|exactly the same
immediately|at once
inevitable|sure to happen
jealous|wanting what somebody else has
keen|very interested
lenient|not strict
loyal|always true to friends
meticulous|very careful about details
miserable|very unhappy
mysterious|hard to explain
numerous|many
obvious|easy to see or understand
optimistic|expecting good things
peculiar|strange
pessimistic|expecting bad things
precise|exact
rapid|very fast
rarely|not often
reluctant|not willing
resilient|able to recover quickly
scarce|hard to find because there is little of it
sincere|honest and meant
stubborn|not willing to change your mind
sufficient|enough
temporary|lasting only a short time
tranquil|calm and quiet
transparent|easy to see through
tremendous|very great
urgent|needing to be done at once
vague|not clear
vast|very large
vital|very important
weary|tired
wealthy|rich
nostalgia|a warm longing for the past
empathy|the ability to feel what others feel
procrastinate|to put off what you should do now
""".strip().splitlines()]
