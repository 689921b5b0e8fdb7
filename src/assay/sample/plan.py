"""Plans the everyday deals: who buys what from whom, when, and what each deal is like inside; then lets them live."""

from dataclasses import dataclass

from assay.sample.acts import Acts
from assay.sample.buyers import Buyers
from assay.sample.cast import Account, Contact, Seller
from assay.sample.clock import DAY, END, HOUR, START, in_office, moment, month_end, quarter_end
from assay.sample.deal import LOST, Deal, Member
from assay.sample.dice import Dice
from assay.sample.happenings import is_mailing
from assay.sample.lives import Life, Nature
from assay.sample.market import PRODUCTS, RIVALS, Product, Rival, compare
from assay.sample.sellers import Staff
from assay.sample.speech import Voice, read_topics
from assay.sample.titles import BOARD, HEAD

#: days on which a manager closed everything that nobody had touched for long: when, which team, after how long
SWEEPS = ((moment(2025, 6, 27, 15), "North", 75), (moment(2026, 3, 31, 14), "South", 75))
_SAMPLES = {
    "Food & Beverage": (
        ("milk powder", "Milchpulver", "poudre de lait"),
        ("biscuit dough", "Keksteig", "pâte à biscuits"),
        ("malt", "Malz", "malt"),
        ("cocoa mass", "Kakaomasse", "pâte de cacao"),
        ("wheat flour", "Weizenmehl", "farine de blé"),
    ),
    "Metals": (
        ("bar stock", "Stangenmaterial", "barres"),
        ("melt samples", "Schmelzproben", "échantillons de coulée"),
        ("scrap charges", "Schrottchargen", "lots de ferraille"),
        ("die castings", "Druckgussteile", "pièces moulées"),
    ),
    "Life Sciences": (
        ("tablet blend", "Tablettenmischung", "mélange pour comprimés"),
        ("freeze-dried vials", "lyophilisierte Fläschchen", "flacons lyophilisés"),
        ("buffer batches", "Pufferchargen", "lots de tampon"),
    ),
}
_WORDS = {
    "price": "cheaper",
    "reputation": "better known",
    "product mix": "broader",
    "quality": "more accurate",
    "features": "ahead",
    "service and support": "quicker",
}
_SIZES = ("Small site", "Mid-size", "Group")


@dataclass
class Planner:
    """Opens deals and lets them live."""

    buyers: Buyers
    staff: Staff
    seed: str

    def live_all(self, count: int) -> list[Deal]:
        """That many everyday deals with all that happened in them."""
        dice = Dice(self.seed, "plan")
        days = sorted(dice.whole(START // DAY, END // DAY - 4) for _ in range(count))
        deals = [self._open(in_office(day * DAY + dice.whole(7, 16) * HOUR, dice), dice) for day in days]
        for number, deal in enumerate(deals):
            self._live(deal, self._measure_load(deal, deals), number)
        self._sweep(deals)
        return deals

    def _open(self, at: int, dice: Dice) -> Deal:
        account = dice.pick([account for account in self.buyers.accounts if account.created < at])
        owner = account.owner
        if owner.hired > at or (owner.left and owner.left < at + 30 * DAY) or dice.chance(0.1):
            owner = dice.pick(
                [rep for rep in self.staff.reps if rep.hired < at and not (rep.left and rep.left < at + 30 * DAY)]
            )
        product = dice.weighted(tuple(zip(PRODUCTS, (4.0, 2.5, 2.2, 1.3), strict=True)))
        return open_deal(self.buyers, account, owner, product, at, dice)

    def _measure_load(self, deal: Deal, deals: list[Deal]) -> float:
        """How busy the owner is: 1 with sixteen deals begun in the last four months."""
        recent = [d for d in deals if d.owner is deal.owner and deal.opened - 120 * DAY < d.opened <= deal.opened]
        return min(len(recent) / 16, 1.0)

    def _live(self, deal: Deal, load: float, number: int) -> None:
        dice, words = Dice(self.seed, "life", number), Dice(self.seed, "words", number)
        nature = self._draw_nature(deal, load, dice)
        voice = make_voice(deal, nature.rival or dice.pick(RIVALS), words)
        foreign = dice.pick((0.0, 0.3, 0.6)) if voice.language != "en" else 0.0
        acts = Acts(deal, dice, voice, self.staff, foreign)
        voice.facts["engineer"] = acts.engineer.given
        life = Life(deal, nature, acts, dice)
        life.run()
        if deal.closed is not None:
            deal.log = [item for item in deal.log if item.at <= deal.closed or not is_mailing(item)]
        list_members(deal, life.circle, dice)
        if dice.chance(0.06):
            deal.log = sorted(dice.several(deal.log, dice.whole(1, 4)), key=lambda h: h.at)
        deal.next_step = "" if deal.is_over or dice.chance(0.3) else voice.headline("chore")
        if life.closing.abandoned:
            deal.story = "abandoned"

    def _draw_nature(self, deal: Deal, load: float, dice: Dice) -> Nature:
        rival = dice.weighted(tuple((rival, rival.weight) for rival in RIVALS)) if dice.chance(0.66) else None
        shock = deal.opened + dice.whole(20, 160) * DAY if dice.chance(0.13) else None
        stops = [c.letters_until for c in deal.account.contacts if c.letters_until and c.letters_until > deal.opened]
        heirs = [
            rep for rep in self.staff.reps if rep.team == deal.owner.team and rep is not deal.owner and not rep.left
        ]
        need, fit = dice.between(0.1, 0.95), min(max(0.55 + 0.2 * dice.bell(), 0.05), 0.98)
        return Nature(
            need, fit, dice.between(0.1, 0.95), load, rival, shock, min(stops, default=None), dice.pick(heirs)
        )

    def _sweep(self, deals: list[Deal]) -> None:
        """Closes what was left lying, all at once, as managers do at the end of a quarter."""
        for day, team, age in SWEEPS:
            boss = next(manager for manager in self.staff.managers if manager.team == team)
            at = day
            for deal in deals:
                last = max((h.at for h in deal.log), default=deal.opened)
                if (
                    deal.story == "abandoned"
                    and not deal.is_over
                    and deal.owner.team == team
                    and last < day - age * DAY
                ):
                    at += 37
                    deal.move(at, LOST, boss)
                    deal.state_reason(at, "No response", boss)


def open_deal(buyers: Buyers, account: Account, owner: Seller, product: Product, at: int, dice: Dice) -> Deal:
    """A new deal with its first amount and the close date that its owner hopes for."""
    low, high = product.prices[_SIZES.index(account.size)]
    currency = "USD" if account.tongue.country == "United States" else "EUR"
    amount = dice.whole(low * 4, high * 4) * 250
    purpose = dice.pick(product.purposes)
    hoped = at + dice.whole(50, 130) * DAY
    close_day = quarter_end(hoped) if dice.chance(0.55) else month_end(hoped)
    name = f"{account.name} - {product.name} {purpose}"
    deal = Deal(buyers.ids.take("Opportunity"), name, account, owner, product, at, amount, currency, close_day)
    deal.source = dice.pick(("Web", "Trade fair", "Referral", "Outbound", "Outbound", "Webinar"))
    if dice.chance(0.25):
        deal.source, deal.kind = "Existing customer", "Existing Business"
    return deal


def make_voice(deal: Deal, rival: Rival, dice: Dice) -> Voice:
    """The words of a deal, with the facts that fill them."""
    english, german, french = dice.pick(_SAMPLES[deal.account.industry])
    weakest = min(rival.ours, key=lambda theme: compare(rival, theme, deal.opened + 90 * DAY))
    colleague = dice.pick(sorted(deal.account.contacts, key=lambda c: -c.level)[:2])
    facts = {
        "account": deal.account.name,
        "product": deal.product.name,
        "makes": deal.product.makes,
        "purpose": deal.name.rsplit(f"{deal.product.name} ", 1)[1],
        "site": deal.account.city.split(",")[0],
        "sample": english,
        "Sample": english[0].upper() + english[1:],
        "sample_de": german,
        "sample_fr": french,
        "rival": rival.name,
        "rival_theme": weakest,
        "rival_word": _WORDS[weakest],
        "amount": f"{deal.amount:,} {deal.currency}",
        "colleague": colleague.name,
    }
    return Voice(dice, deal.account.tongue.code, facts, dice.several(read_topics(), 5))


def list_members(deal: Deal, circle: list[Contact], dice: Dice) -> None:
    """Enters the buyers' roles, as far as the owner bothered."""
    if dice.chance(0.12):
        return
    for number, contact in enumerate(circle):
        if number and not dice.chance(0.62):
            continue
        listed = deal.opened + dice.whole(0, 20) * DAY + number * dice.whole(5, 30) * DAY
        if listed < min(deal.closed or END, END):
            deal.members.append(Member(contact, _name_role(contact, dice), listed, primary=number == 0))


def _name_role(contact: Contact, dice: Dice) -> str:
    if dice.chance(0.15):
        return ""
    if contact.level >= BOARD or (contact.level >= HEAD and contact.function == "finance"):
        return dice.pick(("Economic Buyer", "Decision Maker"))
    if contact.function == "purchasing":
        return "Purchasing"
    if contact.level >= HEAD:
        return dice.pick(("Decision Maker", "Executive Sponsor", "Influencer"))
    return dice.pick(("Evaluator", "Technical Buyer", "Influencer", "Business User", "Champion"))
