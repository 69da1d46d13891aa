"""Names of people, places and companies: some common, most made up from syllables.

Made-up names are what teaches the model to copy from a passage instead of recalling.
"""

from .row import capital, words

FIRST = words("""
Anna, Ben, Clara, David, Emma, Felix, Grace, Henry, Ida, Jack, Kate, Leo, Maria, Nina, Oscar, Paul,
Rosa, Sam, Tina, Victor, Wendy, Alice, Bruno, Carla, Daniel, Elena, Frank, Hanna, Ivan, Julia, Karl,
Laura, Max, Nora, Omar, Peter, Ruth, Simon, Tom, Vera, Amir, Lina, Yusuf, Mei, Ravi, Priya, Kenji,
Aisha, Diego, Sofia, Lucas, Zoe, Mary, John, Susan, James, Linda, Robert, Sarah, Michael
""")
LAST = words("""
Smith, Jones, Brown, Miller, Davis, Wilson, Clark, Lewis, Walker, Hall, Young, King, Wright, Hill,
Green, Adams, Baker, Nelson, Carter, Turner, Parker, Evans, Collins, Stewart, Morris, Murphy, Cook,
Rogers, Reed, Bell, Cooper, Ward, Gray, Watson, Kelly, Price, Bennett, Wood, Ross, Foster
""")
ONSETS = words("b, br, c, ch, d, dr, f, fl, g, gr, h, j, k, kr, l, m, n, p, pr, r, s, sh, st, t, th, tr, v, w, z")
VOWELS = words("a, e, i, o, u, a, e, i, o, ai, ee, or, an, el, in, on, ar, al, en")
ENDINGS = words("n, r, l, s, k, t, m, th, nd, x, ra, la, no, ni, ka, ta, vi, do, sa, len, mar, lin, ris")
TOWN_ENDINGS = words("ton, ford, ville, burg, ham, field, mouth, port, dale, bridge, stad, ova, ia, by")
LAND_ENDINGS = words("land, stan, ia, onia, mark, avia, istan, ania, gonia, uria")
COMPANY_ENDINGS = words("Foods, Tools, Motors, Books, Systems, Textiles, Energy, Toys, Shipping, Press, Labs, Glass")


def _stem(draw) -> str:
    return capital(draw.pick(ONSETS) + draw.pick(VOWELS) + (draw.pick(ONSETS) + draw.pick(VOWELS) if draw.chance(0.5) else ""))


def first_name(draw) -> str:
    if draw.chance(0.45):
        return draw.pick_mine("name", FIRST)
    return draw.until_mine("name", lambda: _stem(draw) + draw.pick(ENDINGS))


def last_name(draw) -> str:
    if draw.chance(0.3):
        return draw.pick_mine("name", LAST)
    return draw.until_mine("name", lambda: _stem(draw) + draw.pick(ENDINGS))


def person(draw) -> str:
    return first_name(draw) + " " + last_name(draw)


def town(draw) -> str:
    return draw.until_mine("name", lambda: _stem(draw) + draw.pick(TOWN_ENDINGS))


def company(draw) -> str:
    return last_name(draw) + " " + draw.pick(COMPANY_ENDINGS)


def year(draw, first: int = 1780, last: int = 2024) -> str:
    return draw.until_mine("year", lambda: str(draw.number(first, last)))


def amount(draw, low: int, high: int) -> str:
    return draw.until_mine("amount", lambda: str(draw.number(low, high)))


def land(draw) -> str:
    """A country that does not exist."""
    return draw.until_mine("name", lambda: _stem(draw) + draw.pick(LAND_ENDINGS))


def nonword(draw) -> str:
    """A word that does not exist."""
    return draw.until_mine("name", lambda: (_stem(draw) + draw.pick(ENDINGS)).lower())
