"""Names, addresses and numbers of people who do not exist.

E-mail addresses end in `.example`, which nobody can register (RFC 2606). Telephone numbers come
from the ranges that regulators set aside for films; each is given once, so nobody is mistaken for
somebody else. Where a language is not written in Latin letters, a name reads `own script/latin`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize


@dataclass(frozen=True, slots=True)
class Language:
    """First names and surnames of a language; any two go together."""

    given: tuple[str, ...]
    family: tuple[str, ...]


def _names(given: str, family: str) -> Language:
    return Language(tuple(given.split()), tuple(family.split()))


LANGUAGES: Mapping[str, Language] = {
    "german": _names(
        "Anna Bernd Claudia Dieter Elif Franz Greta Heike Ingo Julia Karl Lena Matthias Nadine Olaf Petra"
        " Ralf Sabine Thomas Ute Volker Wiebke",
        "Ackermann Brandt Conrad Dörfler Ehlers Färber Gruber Hölzl Jansen Kühn Lorenz Möller Neumann"
        " Oberhuber Pfeiffer Reuß Schäfer Thiele Vogt Weiß Yıldız Zöllner",
    ),
    "dutch": _names(
        "Anouk Bart Daan Esmée Femke Gijs Hanneke Joris Lotte Maarten Noor Pieter Sanne Wouter",
        "Bakker Dekker Dijkstra Hoekstra Jansen Kuipers Mulder Peeters Schouten Smit Veenstra Visser",
    ),
    "french": _names(
        "Agnès Benoît Camille Damien Élodie François Hélène Inès Jérôme Léa Mathieu Noémie Rémi Sylvie",
        "Arnaud Bérard Chevalier Delacroix Fournier Garnier Lefèvre Marchand Noël Pelletier Rousseau Vasseur",
    ),
    "english": _names(
        "Alice Brian Charlotte Declan Emma Fiona George Harriet Imran Joyce Kieran Megan Nigel Priya",
        "Ashworth Barker Cartwright Davies Ellison Fletcher Hughes Marlow O'Neill Patel Shaw Whitfield",
    ),
    "swedish": _names(
        "Astrid Björn Elin Fredrik Gunilla Håkan Ingrid Johan Karin Lars Maja Östen Sara Åke",
        "Ahlström Bergqvist Dahl Ekström Forsberg Hägg Lindqvist Nyström Öberg Sjögren Åkesson Wallin",
    ),
    "polish": _names(
        "Agnieszka Bartosz Celina Dariusz Elżbieta Grzegorz Hanna Jacek Łukasz Małgorzata Paweł Zofia",
        "Dąbek Gołąb Jabłonka Krawczyk Leśniak Mróz Nowak Pająk Sikora Wójcik Zając Żak",
    ),
    "italian": _names(
        "Alessia Bruno Chiara Davide Elena Fabio Giulia Lorenzo Martina Niccolò Paola Riccardo",
        "Amato Bellini Colombo D'Angelo Ferrari Galli Leone Marchetti Pellegrini Rinaldi Serra Vitale",
    ),
    "turkish": _names(
        "Ayşe Burak Cem Çiğdem Deniz Emre Gülşen Hakan İrem Kerem Ömer Seda Şule Umut",
        "Aksoy Bayraktar Çelik Demirci Erdoğdu Güneş Işık Kılıç Öztürk Polat Şahin Yılmaz",
    ),
    "ukrainian": _names(
        "Андрій/Andrii Богдан/Bohdan Віра/Vira Ганна/Hanna Дмитро/Dmytro Олена/Olena Ірина/Iryna"
        " Марія/Mariia Назар/Nazar Тарас/Taras Юлія/Yuliia Ярина/Yaryna",
        "Бондаренко/Bondarenko Гнатюк/Hnatiuk Дорошенко/Doroshenko Кравець/Kravets Лисенко/Lysenko"
        " Мельник/Melnyk Петренко/Petrenko Руденко/Rudenko Шевчук/Shevchuk Яремчук/Yaremchuk",
    ),
    "georgian": _names(
        "ანა/Ana ბექა/Beka გიორგი/Giorgi დავით/Davit ეკა/Eka თამარ/Tamar ირაკლი/Irakli ლაშა/Lasha"
        " მარიამ/Mariam ნინო/Nino სანდრო/Sandro ქეთევან/Ketevan",
        "ბერიძე/Beridze გელაშვილი/Gelashvili დოლიძე/Dolidze კაპანაძე/Kapanadze ლომიძე/Lomidze"
        " მაისურაძე/Maisuradze ნოზაძე/Nozadze ჩხეიძე/Chkheidze ჯაფარიძე/Japaridze",
    ),
}

JOKERS = (
    "Mickey Mouse", "Donald Duck", "Test Test", "Asdf Qwertz", "Max Mustermann", "James Bond",
    "Darth Vader", "Nobody Here", "Xxx Yyy", "Homer Simpson", "Foo Bar", "Super Mario",
)  # fmt: skip
JOKE_DOMAINS = ("tempmail.example", "ten-minutes.example", "trash-mail.example", "asdf.example")
JOKE_COMPANIES = ("asdf", "test", "n/a", "Duckburg Inc", "me", "-")

FIRST_HALVES = (
    "Ahren", "Birken", "Danu", "Elbtal", "Fjord", "Gran", "Hydro", "Inn", "Jura", "Kessel", "Lauter", "Mur",
    "Nor", "Oder", "Polar", "Quarz", "Rhen", "Silber", "Tatra", "Ulmen", "Vistula", "Wolga", "Ypsi", "Zell",
)  # fmt: skip
SECOND_HALVES = (
    "bach", "chem", "dal", "farm", "form", "gaz", "ia", "kraft", "lab", "mark", "med", "mont", "nova",
    "plast", "sol", "stahl", "tec", "term", "vit", "werk",
)  # fmt: skip

TITLES: Mapping[str, tuple[str, ...]] = {
    "engineer": ("Process engineer", "Maintenance engineer", "Plant planner", "Design engineer"),
    "buyer": ("Buyer", "Strategic purchaser", "Project buyer"),
    "head": ("Head of maintenance", "Plant manager", "Head of engineering", "Head of purchasing"),
    "director": ("Managing director", "Technical director", "Operations director"),
    "student": ("Student", "Trainee"),
}


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Telephone numbers set aside for fiction: `prefix`, then `digits` free digits."""

    prefix: str
    digits: int


FICTION_NUMBERS: Mapping[str, tuple[NumberRange, ...]] = {
    "DE": tuple(
        NumberRange(prefix, 3)
        for prefix in ("+49 30 23125 ", "+49 69 90009 ", "+49 40 66969 ", "+49 221 4710 ", "+49 89 99998 ")
    ),
    "FR": tuple(
        NumberRange(prefix, 4)
        for prefix in ("+33 1 99 00 ", "+33 2 61 91 ", "+33 3 53 01 ", "+33 4 65 71 ", "+33 5 36 49 ")
    ),
    "GB": tuple(
        NumberRange(prefix, 3)
        for prefix in ("+44 1632 960", "+44 20 7946 0", "+44 113 496 0", "+44 121 496 0", "+44 7700 900")
    ),
}

_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "ı": "i", "'": "", " ": "."})


def own_script(name: str) -> str:
    """The name as its bearer writes it.

    >>> own_script("ნინო/Nino")
    'ნინო'
    """
    return name.partition("/")[0]


def mail_part(name: str) -> str:
    """The name as it stands in an e-mail address: small Latin letters.

    >>> mail_part("ნინო/Nino"), mail_part("Łukasz"), mail_part("Reuß")
    ('nino', 'lukasz', 'reuss')
    """
    latin = normalize("NFKD", name.rpartition("/")[2].lower().translate(_LETTERS))
    return "".join(letter for letter in latin if letter.isascii())


def numbers_of(ranges: Sequence[NumberRange], count: int) -> list[str]:
    """The first `count` numbers of the ranges, or all that there are, each once."""
    every = (f"{r.prefix}{free:0{r.digits}d}" for r in ranges for free in range(10**r.digits))
    return [number for number, _ in zip(every, range(count), strict=False)]
