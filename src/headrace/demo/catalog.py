"""The made-up company as data: what it sells, to whom, through which channels, by which people.

Shares and weights say how often; factors say how much better or worse than the company's average.
Every name of a company, fair or colleague is invented.
"""

from dataclasses import dataclass

from headrace.demo.chance import Spread

NAME = "Isenquell Pumps & Valves"
CURRENCY = "EUR"
YEARLY_PAY = 54_000
"""What an employee of the made-up company is paid in a year, in its currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel: its share of first inquiries, and what becomes of them.

    `again` is its share of later inquiries, `rhythm` the days and hours when it brings people,
    `fake` the share of fakes, `called` the share that is ever called, `fit` a factor on the chance
    to qualify and `worth` one on every later step. `per_visit` is the share of visits that end in an
    inquiry (0: the channel has no visits). `prompt` says that its people wait for a call.
    """

    name: str
    share: float
    again: float
    rhythm: str
    fake: float
    called: float
    fit: float
    worth: float
    per_visit: float = 0.0
    prompt: bool = False
    forms: tuple[str, ...]
    campaigns: tuple[str, ...] = ()


CHANNELS = (
    Channel(
        name="organic_search", share=0.24, again=0.25, rhythm="web",
        fake=0.07, called=0.93, fit=1.1, worth=1.05, per_visit=0.021, prompt=True,
        forms=("contact", "datasheet"),
    ),
    Channel(
        name="paid_search", share=0.19, again=0.15, rhythm="web",
        fake=0.12, called=0.92, fit=0.85, worth=0.92, per_visit=0.026, prompt=True,
        forms=("quote", "landing page"), campaigns=("search brand", "search pumps", "search valves"),
    ),
    Channel(
        name="webinar", share=0.20, again=0.20, rhythm="webinar",
        fake=0.06, called=0.80, fit=0.62, worth=0.70, per_visit=0.22,
        forms=("webinar sign-up",), campaigns=("webinar energy saving", "webinar leak-free plants"),
    ),
    Channel(
        name="trade_fair", share=0.12, again=0.0, rhythm="fair",
        fake=0.01, called=0.84, fit=1.2, worth=1.08,
        forms=("badge scan", "talk at the stand"), campaigns=("fair",),
    ),
    Channel(
        name="referral", share=0.035, again=0.03, rhythm="office",
        fake=0.01, called=0.99, fit=1.9, worth=1.32, per_visit=0.085, prompt=True,
        forms=("contact", "entered by sales"),
    ),
    Channel(
        name="email", share=0.07, again=0.27, rhythm="office",
        fake=0.02, called=0.85, fit=0.95, worth=1.0, per_visit=0.045,
        forms=("datasheet", "newsletter reply"), campaigns=("newsletter",),
    ),
    Channel(
        name="partner", share=0.05, again=0.04, rhythm="office",
        fake=0.02, called=0.95, fit=1.4, worth=1.2, per_visit=0.04, prompt=True,
        forms=("partner portal",), campaigns=("partner programme",),
    ),
    Channel(
        name="social", share=0.065, again=0.06, rhythm="web",
        fake=0.19, called=0.78, fit=0.66, worth=0.80, per_visit=0.009,
        forms=("whitepaper",), campaigns=("social posts", "social ads"),
    ),
    Channel(
        name="cold_outbound", share=0.03, again=0.0, rhythm="office",
        fake=0.0, called=1.0, fit=0.62, worth=0.85, prompt=True,
        forms=("entered by sales",), campaigns=("outbound",),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an attribute: how often, and factors on the chance to win and on the amount."""

    name: str
    weight: float
    worth: float = 1.0
    price: float = 1.0


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its share of the companies, sales region, language and forms of company."""

    name: str
    weight: float
    region: str
    language: str
    legal_forms: tuple[str, ...]


COUNTRIES = (
    Country("DE", 34, "DACH", "german", ("GmbH", "AG", "GmbH & Co. KG")),
    Country("AT", 6, "DACH", "german", ("GmbH", "AG")),
    Country("CH", 6, "DACH", "german", ("AG", "GmbH")),
    Country("NL", 7, "West", "dutch", ("B.V.", "N.V.")),
    Country("FR", 10, "West", "french", ("SAS", "SARL")),
    Country("GB", 9, "North", "english", ("Ltd", "plc")),
    Country("SE", 6, "North", "swedish", ("AB",)),
    Country("PL", 7, "East", "polish", ("Sp. z o.o.", "S.A.")),
    Country("IT", 5, "East", "italian", ("S.r.l.", "S.p.A.")),
    Country("TR", 4, "East", "turkish", ("A.Ş.", "Ltd. Şti.")),
    Country("UA", 3, "East", "ukrainian", ("ТОВ",)),
    Country("GE", 3, "East", "georgian", ("შპს",)),
)
REGIONS = ("DACH", "West", "North", "East")

INDUSTRIES = (
    Choice("chemicals", 20, 1.05, 1.3),
    Choice("water and waste water", 22, 1.1, 1.1),
    Choice("food and drink", 18),
    Choice("energy", 12, 0.95, 1.7),
    Choice("machinery", 18, 0.95, 0.8),
    Choice("pharma", 10, 1.0, 1.4),
)
SIZES = (
    Choice("1-49", 34, 0.95, 0.55),
    Choice("50-249", 33, 1.1, 0.9),
    Choice("250-999", 21, 1.02, 1.5),
    Choice("1000+", 12, 0.85, 2.6),
)
TITLE_LEVELS = (
    Choice("engineer", 38, 0.9),
    Choice("buyer", 20, 0.95),
    Choice("head", 26, 1.15),
    Choice("director", 12, 1.2),
    Choice("student", 4, 0.25),
)


@dataclass(frozen=True, slots=True)
class Product:
    """A product line: its share of the interest, its usual price (EUR) and time to decide (working days)."""

    name: str
    weight: float
    price: int
    patience: Spread


PRODUCTS = (
    Product("centrifugal pumps", 30, 21_000, Spread(4, 24, 42, 70, 130, 210)),
    Product("dosing pumps", 22, 8_500, Spread(3, 15, 27, 46, 95, 160)),
    Product("control valves", 26, 13_000, Spread(3, 19, 34, 58, 110, 180)),
    Product("skid systems", 9, 96_000, Spread(15, 50, 80, 125, 210, 300)),
    Product("service contracts", 13, 5_500, Spread(2, 11, 20, 36, 75, 130)),
)


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A tele-qualifier: share of the work, and factors on delay, on saying yes, and on being right."""

    name: str
    weight: float
    delay: float
    yes: float
    right: float


QUALIFIERS = (
    Qualifier("kim", 1.0, 0.6, 1.0, 1.12),
    Qualifier("ola", 1.1, 0.8, 1.02, 1.04),
    Qualifier("timo", 1.0, 1.5, 0.95, 1.0),
    Qualifier("zeynep", 0.9, 0.7, 0.86, 1.22),
    Qualifier("dato", 1.0, 1.3, 1.26, 0.72),
)


@dataclass(frozen=True, slots=True)
class Seller:
    """A sales desk: its region, factors on delay and on winning, and who took it over later."""

    name: str
    region: str
    delay: float
    worth: float
    successor: str = ""


SELLERS = (
    Seller("lee", "DACH", 0.8, 1.12),
    Seller("marta", "DACH", 1.0, 1.05),
    Seller("jonas", "DACH", 1.1, 0.95, "aylin"),
    Seller("henrik", "DACH", 1.3, 0.92, "petra"),
    Seller("claire", "West", 0.9, 1.08),
    Seller("bram", "West", 1.4, 0.9),
    Seller("nora", "North", 1.0, 1.04),
    Seller("oksana", "East", 0.7, 1.1),
    Seller("luca", "East", 1.7, 0.8),
)

# The quarter (counted from the one of the first day) that began without jonas and henrik and ended
# with their successors. Nobody told the routing.
BAD_QUARTER = 4
