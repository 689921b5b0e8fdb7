"""Makes the companies that buy, each with three to nine people, some entered twice, some without a title."""

from assay.sample.cast import Account, Contact, Seller
from assay.sample.clock import DAY, START
from assay.sample.dice import Dice
from assay.sample.ids import Ids
from assay.sample.market import INDUSTRIES
from assay.sample.names import TONGUES, Tongue, ascii_word, invent_firm, invent_person, is_woman
from assay.sample.titles import BENCH, BOARD, HEAD, MIDDLE, VICE, Post, find_posts

_CITIES = {
    "United Kingdom": ("Hexley", "Dunmarsh", "Colbridge", "Aldermoor"),
    "United States": ("Fairhollow, OH", "Port Kessler, WI", "Lindon Falls, PA"),
    "Germany": ("Neuenbrück", "Hollerstedt", "Waldangelsee", "Bad Lornau"),
    "France": ("Saint-Aubrel", "Montverdun-sur-Loire", "Villecroze-le-Haut"),
    "Sweden": ("Norrhamra", "Ekelund"),
    "Spain": ("Villaferro", "Puerto Lastre"),
    "Poland": ("Nowe Brzegi", "Lipogóra"),
}
_SOURCES = ("Web", "Trade fair", "Referral", "Outbound", "Webinar", "Existing customer")


class Buyers:
    """Every account of the sample, and the means to add people to one."""

    def __init__(self, ids: Ids, reps: list[Seller], seed: str) -> None:
        self.ids = ids
        self.reps = reps
        self.accounts: list[Account] = []
        self._dice = Dice(seed, "buyers")
        self._firms: set[str] = set()
        self._people: set[tuple[str, str]] = set()

    def reserve(self, names: list[tuple[str, str]]) -> None:
        """Keeps names, each first name and surname, for the people of the stories."""
        self._people.update(names)

    def found(self, count: int) -> list[Account]:
        """That many new accounts with their people."""
        return [self._found_one() for _ in range(count)]

    def add_account(self, name: str, industry: str, employees: int, tongue: Tongue, owner: Seller) -> Account:
        """A company by name, without people."""
        dice = self._dice
        created = START - dice.whole(5, 900) * DAY + dice.whole(0, 8 * 3600)
        city = dice.pick(_CITIES[tongue.country])
        domain = f"{'-'.join(filter(None, map(ascii_word, name.split())))}.example"
        account = Account(
            self.ids.take("Account"), name, name, domain, industry, employees, tongue, city, owner, created
        )
        self.accounts.append(account)
        return account

    def add_person(self, account: Account, post: Post, named: tuple[str, str] | None = None) -> Contact:
        """A new person in a post at an account."""
        dice = self._dice
        given, family = named or self._fresh_name(account)
        title = post.title(account.tongue.code, dice.whole(0, 5), woman=is_woman(given))
        contact = Contact(
            self.ids.take("Contact"),
            account,
            given,
            family,
            f"{ascii_word(given)}.{ascii_word(family)}@{account.domain}",
            f"{account.tongue.dialling}{dice.whole(1000, 9999)}",
            post.level,
            post.function,
            title,
            "" if dice.chance(0.09) else title,
            account.created + dice.whole(0, 3) * DAY,
            account.owner,
            dice.pick(_SOURCES),
            dice.chance(0.04),
        )
        account.contacts.append(contact)
        return contact

    def double(self, contact: Contact) -> Contact:
        """The same person entered a second time, spelt a little differently."""
        dice = self._dice
        twin = self.add_person(
            contact.account,
            Post(contact.level, contact.function, {"en": (contact.title,)}),
            (contact.given, contact.family),
        )
        style = dice.whole(0, 2)
        if style == 0:
            twin.given, twin.email = contact.given[0] + ".", contact.email
        elif style == 1:
            twin.email = f"{ascii_word(contact.given)[0]}{ascii_word(contact.family)}@{contact.account.domain}"
        else:
            twin.family, twin.email = contact.family.upper(), ""
        twin.created = contact.created + dice.whole(60, 700) * DAY
        return twin

    def _fresh_name(self, account: Account) -> tuple[str, str]:
        """A name that nobody bears yet: who bears it twice is the same person, entered twice."""
        while True:
            given, family = invent_person(account.tongue, self._dice)
            if (given, family) not in self._people:
                self._people.add((given, family))
                return given, family

    def _found_one(self) -> Account:
        dice = self._dice
        tongue = dice.weighted(TONGUES)
        firm = invent_firm(dice)
        while firm in self._firms:
            firm = invent_firm(dice)
        self._firms.add(firm)
        industry = dice.weighted(tuple(zip(INDUSTRIES, (4.0, 3.5, 2.5), strict=True)))
        forms = {"Food & Beverage": tongue.food, "Metals": tongue.metals, "Life Sciences": tongue.life}[industry]
        low, high = dice.weighted((((18, 149), 3.0), ((150, 999), 4.5), ((1000, 9000), 2.5)))
        account = self.add_account(
            dice.pick(forms).format(firm), industry, dice.whole(low, high), tongue, dice.pick(self.reps)
        )
        account.firm = firm
        for post in self._choose_posts(account.size):
            self.add_person(account, post)
        if dice.chance(0.12):
            self.double(dice.pick(account.contacts))
        return account

    def _choose_posts(self, size: str) -> list[Post]:
        """Three to nine different posts: a bench, the middle, and a head; the larger, the more of each."""
        dice = self._dice
        wanted = [BENCH, MIDDLE, BOARD if size == "Small site" else HEAD]
        more = {"Small site": (0, 2), "Mid-size": (1, 5), "Group": (2, 6)}[size]
        levels = ((BENCH, 2.0), (MIDDLE, 3.0), (HEAD, 2.5), (VICE, 0.0 if size == "Small site" else 1.0), (BOARD, 1.2))
        wanted += [dice.weighted(levels) for _ in range(dice.whole(*more))]
        posts: list[Post] = []
        for level in wanted:
            open_posts = [post for post in find_posts(level) if post not in posts]
            if open_posts:
                posts.append(dice.pick(open_posts))
        return posts
