"""The chemical elements in the order of their atomic numbers, with their symbols, and what each of the known ones is."""

from .row import words

ELEMENTS = [entry.rsplit(" ", 1) for entry in words("""
hydrogen H, helium He, lithium Li, beryllium Be, boron B, carbon C, nitrogen N, oxygen O, fluorine F, neon Ne,
sodium Na, magnesium Mg, aluminium Al, silicon Si, phosphorus P, sulphur S, chlorine Cl, argon Ar, potassium K, calcium Ca,
scandium Sc, titanium Ti, vanadium V, chromium Cr, manganese Mn, iron Fe, cobalt Co, nickel Ni, copper Cu, zinc Zn,
gallium Ga, germanium Ge, arsenic As, selenium Se, bromine Br, krypton Kr, rubidium Rb, strontium Sr, yttrium Y, zirconium Zr,
niobium Nb, molybdenum Mo, technetium Tc, ruthenium Ru, rhodium Rh, palladium Pd, silver Ag, cadmium Cd, indium In, tin Sn,
antimony Sb, tellurium Te, iodine I, xenon Xe, caesium Cs, barium Ba, lanthanum La, cerium Ce, praseodymium Pr, neodymium Nd,
promethium Pm, samarium Sm, europium Eu, gadolinium Gd, terbium Tb, dysprosium Dy, holmium Ho, erbium Er, thulium Tm, ytterbium Yb,
lutetium Lu, hafnium Hf, tantalum Ta, tungsten W, rhenium Re, osmium Os, iridium Ir, platinum Pt, gold Au, mercury Hg,
thallium Tl, lead Pb, bismuth Bi, polonium Po, astatine At, radon Rn, francium Fr, radium Ra, actinium Ac, thorium Th,
protactinium Pa, uranium U, neptunium Np, plutonium Pu, americium Am, curium Cm, berkelium Bk, californium Cf, einsteinium Es, fermium Fm,
mendelevium Md, nobelium No, lawrencium Lr, rutherfordium Rf, dubnium Db, seaborgium Sg, bohrium Bh, hassium Hs, meitnerium Mt, darmstadtium Ds,
roentgenium Rg, copernicium Cn, nihonium Nh, flerovium Fl, moscovium Mc, livermorium Lv, tennessine Ts, oganesson Og
""")]
NUMBER_OF = {name: place for place, (name, _) in enumerate(ELEMENTS, 1)}

GASES = {"hydrogen", "nitrogen", "oxygen", "fluorine", "chlorine"}
NOBLE_GASES = {"helium", "neon", "argon", "krypton", "xenon", "radon"}
LIQUIDS = {"bromine", "mercury"}
NONMETALS = {"boron", "carbon", "silicon", "phosphorus", "sulphur", "arsenic", "selenium", "iodine", "tellurium", "germanium", "antimony", "bromine"}
KNOWN = 92  # what kind an element is, is asked up to this atomic number


def kind(name: str) -> str:
    if name in NOBLE_GASES:
        return "noble gas"
    if name in GASES:
        return "gas"
    return "nonmetal" if name in NONMETALS else "metal"


# element | what it is used for or known for
USES = {
    "hydrogen": "is the lightest element and burns to water", "helium": "fills balloons because it is lighter than air", "lithium": "is used in batteries", "carbon": "is the element that all living things are built on",
    "nitrogen": "makes up most of the air", "oxygen": "is the part of the air that we need to breathe", "neon": "glows red in signs", "sodium": "is a part of table salt", "magnesium": "burns with a bright white light",
    "aluminium": "is a light metal used for cans and aeroplanes", "silicon": "is used for computer chips and is found in sand", "phosphorus": "is used in fertilisers and matches", "sulphur": "is yellow and smells when it burns",
    "chlorine": "keeps swimming pools clean", "calcium": "makes bones and teeth hard", "titanium": "is a light and strong metal", "iron": "is used to make steel and rusts when wet", "copper": "is a reddish metal used for wires",
    "zinc": "protects steel from rust", "silver": "is a shiny precious metal", "tin": "was used for cans and is a part of bronze", "iodine": "is needed in small amounts by the thyroid", "tungsten": "has the highest melting point of all metals",
    "platinum": "is a precious metal used in jewellery", "gold": "is a yellow precious metal that does not rust", "mercury": "is the metal that is liquid at room temperature", "lead": "is a heavy and poisonous metal",
    "radium": "glows in the dark and is radioactive", "uranium": "is the radioactive fuel of nuclear power stations", "argon": "is a noble gas used in lamps", "nickel": "is used in coins and steel", "chromium": "makes steel stainless",
}
