"""More records that passages are told from, as newspapers, notices and letters tell them."""

from . import names
from .domains import FOODS, JOBS, MATERIALS, PETS, PRODUCTS, SKILLS, Domain, month_day
from .facts import DAYS

SCIENCES = ["physics", "chemistry", "medicine", "history", "law", "biology", "mathematics", "music", "geology", "philosophy"]
ROOMS = ["kitchen", "garden", "cellar", "balcony", "garage", "terrace"]
CAUSES = ["a broken wire", "a candle", "a storm", "a burst pipe", "thick fog", "a fallen tree", "icy roads", "a gas leak"]
DISHES = ["soup", "stew", "cake", "pie", "salad", "curry", "pasta", "bread"]
HOURS = ["eight", "nine", "ten", "eleven"]
INVENTIONS = ["a new kind of lamp", "a folding boat", "a silent clock", "a solar oven", "a paper bridge", "a water filter", "a talking map", "a light bicycle"]
PRIZES = ["Golden Pen", "Silver Star", "Green Leaf", "Blue Wave", "North Light", "River", "Summer"]


def pronoun(draw) -> str:
    return draw.pick(["she", "he"])


DOMAINS = [
    Domain(
        fields=dict(p=names.person, t=names.town, y=lambda d: names.year(d, 1780, 1930), g=pronoun, s=lambda d: d.pick(SCIENCES), t2=names.town, y2=lambda d: names.year(d, 1955, 2024)),
        sentences=[["{p} was born in {t} in {y}.", "{p} came into the world in {t} in {y}.", "In {y}, {p} was born in {t}."], ["Later {g} moved to {t2} to study {s}.", "At the age of twenty, {g} went to {t2} and studied {s}.", "Then {g} studied {s} in {t2}."],
                   ["In {y2}, {g} died after a long illness.", "Death came in {y2}.", "{p} died in {y2}."]],
        questions=dict(t=["Where was {p} born?", "Where was {g} born?", "What is the birthplace of {p}?"], y=["When was {p} born?", "In which year was {g} born?", "What year was {p} born?"], t2=["Where did {p} study?", "Where did {g} move to?", "To which town did {g} go?"],
                       s=["What did {p} study?", "Which subject did {g} study?", "What did {g} learn in {t2}?"], y2=["When did {p} die?", "When did {g} die?", "In which year did {p} die?"]),
        answers=dict(t="{p} was born in {t}.", y="{p} was born in {y}.", t2="{p} studied in {t2}.", s="{p} studied {s}.", y2="{p} died in {y2}."),
        summary=["{p}, born in {t} in {y}, studied {s} in {t2} and died in {y2}."], about="the life of {p}", people=("p",), places=("t", "t2"), years=("y", "y2")),
    Domain(
        fields=dict(t=names.town, w=lambda d: d.pick(DAYS), c=lambda d: d.pick(CAUSES), n=lambda d: names.amount(d, 2, 40), p=names.person, m=lambda d: names.amount(d, 100, 900)),
        sentences=[["On {w} a house in {t} burned down.", "A fire destroyed a house in {t} on {w}.", "In {t}, a house was lost to fire on {w}."], ["The cause was {c}.", "According to the police, {c} had caused it.", "It was caused by {c}."],
                   ["{n} people were hurt.", "{n} persons had to go to hospital.", "The fire hurt {n} people."], ["{p}, who saw the smoke first, called for help.", "It was {p} who called the fire brigade.", "The fire brigade was called by {p}."], ["The damage is about {m} thousand euros.", "It caused damage of {m} thousand euros.", ""]],
        questions=dict(t=["Where was the fire?", "In which town did the house burn?", "Where did it burn?"], w=["When was the fire?", "On which day did the house burn down?", "What day was the fire?"], c=["What caused the fire?", "What was the cause?", "Why did the house burn down?"],
                       n=["How many people were hurt?", "How many had to go to hospital?", "How many people did the fire hurt?"], p=["Who called for help?", "Who called the fire brigade?", "Who saw the smoke?"]),
        answers=dict(t="The fire was in {t}.", w="The fire was on {w}.", c="The fire was caused by {c}.", n="{n} people were hurt.", p="{p} called for help."),
        summary=["On {w}, a house in {t} burned down because of {c}, and {n} people were hurt."], about="a fire in {t}", people=("p",), places=("t",)),
    Domain(
        fields=dict(m=names.last_name, t=names.town, h=lambda d: d.pick(HOURS), h2=lambda d: d.pick(["four", "five", "six", "seven"]), w=lambda d: d.pick(DAYS), e=lambda d: names.amount(d, 3, 30), x=lambda d: d.pick(PRODUCTS)),
        sentences=[["The {m} Museum in {t} shows old {x}.", "In {t} there is the {m} Museum, which shows {x}.", "The {m} Museum of {t} is full of {x}."], ["It is open from {h} to {h2}.", "It opens at {h} and closes at {h2}.", "Visitors can come between {h} and {h2}."],
                   ["On {w} it is closed.", "It is closed on {w}.", "It stays closed every {w}."], ["A ticket costs {e} euros.", "The entrance is {e} euros.", "Tickets are {e} euros."]],
        questions=dict(t=["Where is the museum?", "In which town is the {m} Museum?", "Where is the {m} Museum?"], h=["When does the museum open?", "At what time does it open?", "From when is the museum open?"], h2=["When does the museum close?", "At what time does it close?", "Until when is it open?"],
                       w=["On which day is the museum closed?", "When is it closed?", "Which day is the museum closed?"], e=["How much is a ticket?", "What does a ticket cost?", "How much does the entrance cost?"], x=["What does the museum show?", "What can I see in the museum?", "What is in the {m} Museum?"]),
        answers=dict(t="The museum is in {t}.", h="The museum opens at {h}.", h2="The museum closes at {h2}.", w="The museum is closed on {w}.", e="A ticket costs {e} euros.", x="The museum shows {x}."),
        summary=["The {m} Museum in {t} shows {x}, opens at {h} and costs {e} euros."], about="the {m} Museum", places=("t",)),
    Domain(
        fields=dict(t=names.town, n=lambda d: str(d.number(2, 9)), m=lambda d: names.amount(d, 100, 990), r=lambda d: d.pick(ROOMS), y=names.year, p=names.person),
        sentences=[["For sale: a house in {t} with {n} rooms.", "A house with {n} rooms is for sale in {t}.", "In {t}, a house with {n} rooms is for sale."], ["It was built in {y}.", "The year of construction is {y}.", "The house dates from {y}."], ["It has a {r}.", "A {r} belongs to it.", "There is also a {r}."],
                   ["The price is {m} thousand euros.", "It costs {m} thousand euros.", "The owner asks for {m} thousand euros."], ["Please call {p}.", "The owner is {p}.", "Ask for {p}."]],
        questions=dict(t=["Where is the house?", "In which town is the house?", "Where is the house that is for sale?"], n=["How many rooms does the house have?", "How many rooms are there?", "What is the number of rooms?"], m=["How much does the house cost?", "What is the price?", "What does the house cost?"],
                       y=["When was the house built?", "In which year was it built?", "How old is the house?"], r=["What else does the house have?", "What belongs to the house?", "What is there besides the rooms?"], p=["Whom should I call?", "Who sells the house?", "Who should I ask for?"]),
        answers=dict(t="The house is in {t}.", n="The house has {n} rooms.", m="The house costs {m} thousand euros.", y="The house was built in {y}.", r="The house has a {r}.", p="{p}."),
        summary=["A house in {t} with {n} rooms, built in {y}, is for sale for {m} thousand euros."], about="a house in {t}", people=("p",), places=("t",), years=("y",)),
    Domain(
        fields=dict(p=names.person, i=lambda d: d.pick(INVENTIONS), y=names.year, z=lambda d: d.pick(PRIZES), t=names.town, n=lambda d: names.amount(d, 2, 90)),
        sentences=[["{p} from {t} has invented {i}.", "In {t}, {p} invented {i}.", "{i} was invented by {p} in {t}."], ["The work took {n} months.", "It took {n} months to build it.", "After {n} months of work it was finished."],
                   ["For this, {p} received the {z} Prize in {y}.", "It won the {z} Prize in {y}.", "In {y}, it was given the {z} Prize."]],
        questions=dict(p=["Who invented {i}?", "Who is the inventor?", "Who won the {z} Prize?"], i=["What did {p} invent?", "What was invented?", "What is the invention of {p}?"], y=["When was the prize given?", "In which year did {p} win the prize?", "When did {p} receive the {z} Prize?"],
                       z=["Which prize did {p} win?", "What prize did the invention win?", "Which prize was given?"], t=["Where does {p} come from?", "In which town was it invented?", "Where was it invented?"], n=["How long did the work take?", "How many months did it take?", "How long did {p} work on it?"]),
        answers=dict(p="{p} invented {i}.", i="{p} invented {i}.", y="The prize was given in {y}.", z="{p} won the {z} Prize.", t="{p} comes from {t}.", n="The work took {n} months."),
        summary=["{p} from {t} invented {i} and won the {z} Prize in {y}."], about="an invention of {p}", people=("p",), places=("t",), years=("y",)),
    Domain(
        fields=dict(t=names.town, n=lambda d: names.amount(d, 10, 900), r=names.town, y=names.year, x=lambda d: d.pick(PRODUCTS), p=names.person),
        sentences=[["{t} is a town of {n} thousand people on the river {r}.", "The town of {t} lies on the river {r} and has {n} thousand inhabitants.", "On the river {r} lies {t}, a town with {n} thousand people."], ["It was founded in {y}.", "People have lived there since {y}.", "The town goes back to {y}."],
                   ["It is known for its {x}.", "Its {x} are known everywhere.", "{t} is famous for {x}."], ["The mayor is {p}.", "{p} is the mayor.", "Since last year, {p} has been mayor."]],
        questions=dict(n=["How many people live in {t}?", "How many inhabitants does {t} have?", "What is the population of {t}?"], r=["On which river is {t}?", "Which river flows through {t}?", "At which river does {t} lie?"], y=["When was {t} founded?", "In which year was the town founded?", "Since when have people lived there?"],
                       x=["What is {t} known for?", "What is the town famous for?", "For what is {t} known?"], p=["Who is the mayor?", "Who is the mayor of {t}?", "What is the name of the mayor?"]),
        answers=dict(n="{n} thousand people live in {t}.", r="{t} is on the river {r}.", y="{t} was founded in {y}.", x="{t} is known for {x}.", p="The mayor is {p}."),
        summary=["{t}, a town of {n} thousand people on the river {r}, was founded in {y} and is known for {x}."], about="the town of {t}", people=("p",), years=("y",)),
    Domain(
        fields=dict(o=names.company, j=lambda d: d.pick(JOBS), t=names.town, h=lambda d: str(d.number(10, 40)), m=lambda d: names.amount(d, 900, 6000), d=month_day, p=names.person),
        sentences=[["{o} in {t} is looking for {j:a}.", "Wanted: {j:a} for {o} in {t}.", "{o} needs {j:a} in {t}."], ["The work is {h} hours a week.", "You will work {h} hours a week.", "Working time: {h} hours a week."], ["The pay is {m} euros a month.", "We offer {m} euros a month.", "It pays {m} euros a month."],
                   ["Please write to {p} before {d}.", "Applications go to {p} until {d}.", "Write to {p} by {d}."]],
        questions=dict(o=["Which company is looking for {j:a}?", "Who needs {j:a}?", "What is the name of the company?"], j=["Who is wanted?", "What kind of worker is needed?", "Which job is offered?"], t=["Where is the job?", "In which town is the job?", "Where is {o}?"],
                       h=["How many hours a week is the work?", "How long is the working week?", "How many hours does one work?"], m=["How much does the job pay?", "What is the pay?", "How many euros a month are paid?"], d=["Until when can I apply?", "What is the last day to apply?", "By when should I write?"], p=["To whom should I write?", "Who receives the applications?", "Whom do I write to?"]),
        answers=dict(o="{o} is looking for {j:a}.", j="{o} is looking for {j:a}.", t="The job is in {t}.", h="The work is {h} hours a week.", m="The job pays {m} euros a month.", d="You can apply until {d}.", p="You should write to {p}."),
        summary=["{o} in {t} is looking for {j:a} for {h} hours a week at {m} euros a month."], about="a job at {o}", people=("p",), places=("t",), companies=("o",)),
    Domain(
        fields=dict(p=names.first_name, d=lambda d: d.pick(DISHES), f=lambda d: d.pick(FOODS), n=lambda d: str(d.number(2, 12)), q=names.first_name, h=lambda d: str(d.number(2, 6)), m=lambda d: str(d.number(10, 90))),
        sentences=[["{p} is making {d} for {n} guests.", "{p} cooks {d} for {n} people.", "For {n} guests, {p} makes {d}."], ["It takes {m} minutes.", "That takes {m} minutes.", "It needs {m} minutes on the stove."], ["{q} has brought {h} {f}.", "{q} helps and brings {h} {f}.", "{h} {f} come from {q}."]],
        questions=dict(p=["Who is cooking?", "Who makes the {d}?", "Who cooks for the guests?"], d=["What is {p} making?", "What does {p} cook?", "What will the guests eat?"], n=["How many guests are there?", "For how many people does {p} cook?", "How many guests will come?"], q=["Who helps {p}?", "Who has brought the {f}?", "Who brings the {f}?"],
                       m=["How long does it take?", "How many minutes does it take?", "How long does the {d} need?"], f=["What did {q} bring?", "What does {q} bring?", "What comes from {q}?"]),
        answers=dict(p="{p} is cooking.", d="{p} is making {d}.", n="There are {n} guests.", q="{q} brings {h} {f}.", m="It takes {m} minutes.", f="{q} brings {h} {f}."),
        summary=["{p} makes {d} for {n} guests, and {q} brings {h} {f}."], about="a meal for {n} guests", people=("p", "q")),
    Domain(
        fields=dict(o=lambda d: str(d.number(1000, 9999)), x=lambda d: d.pick(PRODUCTS), n=lambda d: str(d.number(2, 30)), p=names.person, t=names.town, d=month_day, m=lambda d: names.amount(d, 20, 900)),
        sentences=[["Order {o}: {n} {x} for {p} in {t}.", "{p} from {t} ordered {n} {x}. The order number is {o}.", "Thank you for your order {o}, {p}. {n} {x} will go to {t}."], ["The price is {m} euros.", "The total is {m} euros.", "You pay {m} euros."], ["It will arrive on {d}.", "Delivery is on {d}.", "The goods come on {d}."]],
        questions=dict(o=["What is the order number?", "Which number does the order have?", "What number is the order?"], x=["What was ordered?", "What did {p} order?", "Which goods were ordered?"], n=["How many {x} were ordered?", "How many {x} did {p} order?", "What is the number of {x}?"], p=["Who ordered the {x}?", "Who made the order?", "For whom are the {x}?"],
                       t=["Where do the {x} go?", "To which town is it sent?", "Where does {p} live?"], d=["When will it arrive?", "When is the delivery?", "On which day do the goods come?"], m=["How much is it?", "What is the total?", "How much does the order cost?"]),
        answers=dict(o="The order number is {o}.", x="{p} ordered {n} {x}.", n="{p} ordered {n} {x}.", p="{p} ordered the {x}.", t="The order goes to {t}.", d="The order arrives on {d}.", m="The order costs {m} euros."),
        summary=["{p} in {t} ordered {n} {x} for {m} euros, and they arrive on {d}."], about="order {o}", people=("p",), places=("t",), fixed=True),
    Domain(
        fields=dict(z=lambda d: d.pick(PETS), t=names.town, p=names.person, w=lambda d: d.pick(DAYS), n=lambda d: str(d.number(2, 14)), q=names.first_name, m=lambda d: names.amount(d, 20, 500)),
        sentences=[["A lost {z} was found in {t} on {w}.", "On {w}, {p} found a lost {z} in {t}.", "In {t}, {p} came upon a lost {z} on {w}."], ["The animal had been missing for {n} days.", "It had been gone for {n} days.", "For {n} days it had been missing."], ["{p} brought it home.", "It was {p} who brought it back.", "{p} took it back to its owner."],
                   ["Its owner {q} paid a reward of {m} euros.", "{q}, the owner, gave {m} euros as thanks.", "The happy owner, {q}, gave a reward of {m} euros."]],
        questions=dict(z=["What was found?", "Which animal was lost?", "What kind of animal was it?"], t=["Where was the {z} found?", "In which town was it found?", "Where did {p} find the {z}?"], p=["Who found the {z}?", "Who brought it home?", "Who brought the {z} back?"], w=["On which day was the {z} found?", "When was it found?", "What day was the {z} found?"],
                       n=["How long was the {z} missing?", "For how many days was it gone?", "How many days was the {z} lost?"], q=["Who is the owner?", "Who owns the {z}?", "Whose {z} is it?"], m=["How much was the reward?", "What reward was paid?", "How many euros did the owner give?"]),
        answers=dict(z="A {z} was found.", t="The {z} was found in {t}.", p="{p} found the {z}.", w="The {z} was found on {w}.", n="The {z} was missing for {n} days.", q="The owner is {q}.", m="The reward was {m} euros."),
        summary=["{p} found a lost {z} in {t}, and the owner {q} paid {m} euros."], about="a lost {z}", people=("p", "q"), places=("t",)),
    Domain(
        fields=dict(k=names.town, h=lambda d: names.amount(d, 900, 7000), p=names.person, y=names.year, t=names.town, q=names.person, n=lambda d: str(d.number(2, 20))),
        sentences=[["Mount {k} is {h} metres high and lies near {t}.", "Near {t} stands Mount {k}, which is {h} metres high.", "The height of Mount {k}, near {t}, is {h} metres."], ["{p} was the first to climb it, in {y}.", "It was first climbed by {p} in {y}.", "In {y}, {p} reached the top first."], ["The way up takes {n} hours.", "It takes {n} hours to walk up.", "The climb lasts {n} hours."],
                   ["The hut at the top is kept by {q}.", "{q} runs the hut at the top.", ""]],
        questions=dict(h=["How high is Mount {k}?", "What is the height of Mount {k}?", "How tall is the mountain?"], p=["Who climbed Mount {k} first?", "Who was the first at the top?", "By whom was it first climbed?"], y=["When was Mount {k} first climbed?", "In which year was it first climbed?", "What year did {p} reach the top?"],
                       t=["Where is Mount {k}?", "Near which town is the mountain?", "Which town is near Mount {k}?"], n=["How long does the climb take?", "How many hours does the way up take?", "How long is the way up?"]),
        answers=dict(h="Mount {k} is {h} metres high.", p="{p} climbed Mount {k} first.", y="Mount {k} was first climbed in {y}.", t="Mount {k} is near {t}.", n="The climb takes {n} hours."),
        summary=["Mount {k} near {t} is {h} metres high and was first climbed by {p} in {y}."], about="Mount {k}", people=("p",), years=("y",)),
    Domain(
        fields=dict(c=names.last_name, p=names.person, n=lambda d: names.amount(d, 8, 90), s=lambda d: d.pick(SKILLS), w=lambda d: d.pick(DAYS), m=lambda d: str(d.number(5, 60)), x=lambda d: d.pick(MATERIALS)),
        sentences=[["The {c} Club meets every {w} for {s}.", "Every {w}, the {c} Club meets for {s}.", "{s} is what the {c} Club does every {w}."], ["It has {n} members.", "The club has {n} members.", "{n} people are members."], ["It is led by {p}.", "{p} leads it.", "The head of the club is {p}."], ["A year costs {m} euros.", "Members pay {m} euros a year.", "The fee is {m} euros a year."], ["They meet in an old house of {x}.", "Their house is built of {x}.", ""]],
        questions=dict(w=["When does the club meet?", "On which day does the {c} Club meet?", "Which day is the meeting?"], s=["What does the club do?", "For what do they meet?", "What is the {c} Club for?"], n=["How many members does the club have?", "How many people are in the club?", "What is the number of members?"], p=["Who leads the club?", "Who is the head of the club?", "Who leads the {c} Club?"],
                       m=["What do members pay?", "How much is the fee?", "How much does a year cost?"]),
        answers=dict(w="The club meets on {w}.", s="The club meets for {s}.", n="The club has {n} members.", p="{p} leads the club.", m="Members pay {m} euros a year."),
        summary=["The {c} Club, led by {p}, has {n} members and meets every {w} for {s}."], about="the {c} Club", people=("p",)),
]
