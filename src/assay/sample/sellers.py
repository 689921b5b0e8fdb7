"""Larkmoor's own people: two field teams, their managers, and those who help them."""

from dataclasses import dataclass

from assay.sample.cast import Seller
from assay.sample.clock import moment
from assay.sample.ids import Ids


@dataclass(frozen=True)
class Role:
    """A post in the hierarchy of the CRM."""

    id: str
    name: str
    parent: str


@dataclass
class Staff:
    """Everyone at Larkmoor who appears in the files."""

    roles: list[Role]
    director: Seller
    managers: list[Seller]
    reps: list[Seller]
    engineers: list[Seller]
    marketing: Seller
    robot: Seller

    @property
    def everyone(self) -> list[Seller]:
        return [self.director, *self.managers, *self.reps, *self.engineers, self.marketing, self.robot]

    def find(self, name: str) -> Seller:
        return next(seller for seller in self.everyone if seller.name == name)


# name, team, hired, left, days to reply, reach, hope, late logging, promises kept
_REPS = (
    ("Maren Okafor", "North", (2021, 3, 1), None, 0.35, 0.75, 0.45, 0.10, 0.92),
    ("Tobias Relling", "North", (2019, 9, 2), None, 0.70, 0.55, 0.75, 0.45, 0.78),
    ("Isla Trevanion", "North", (2023, 1, 9), None, 0.50, 0.40, 0.55, 0.20, 0.86),
    ("Piotr Halewicz", "North", (2024, 6, 3), None, 0.80, 0.35, 0.50, 0.30, 0.74),
    ("Claudine Vasseron", "South", (2018, 5, 14), None, 0.45, 0.70, 0.40, 0.15, 0.90),
    ("Emeka Lindqvist", "South", (2022, 10, 3), None, 0.90, 0.50, 0.65, 0.55, 0.68),
    ("Renata Solberg", "South", (2020, 2, 3), (2025, 9, 30), 0.60, 0.60, 0.60, 0.25, 0.82),
    ("Hugh Castellane", "South", (2023, 8, 21), None, 1.30, 0.45, 0.80, 0.60, 0.60),
)


def hire_staff(ids: Ids) -> Staff:
    """Everyone, with the roles that make two teams under one director."""
    roles = [Role(ids.take("UserRole"), "Sales Director", "")]
    roles += [Role(ids.take("UserRole"), f"Team {team} Manager", roles[0].id) for team in ("North", "South")]
    roles += [Role(ids.take("UserRole"), f"Team {team}", roles[i].id) for i, team in ((1, "North"), (2, "South"))]
    roles += [
        Role(ids.take("UserRole"), "Application Engineering", roles[0].id),
        Role(ids.take("UserRole"), "Marketing", ""),
    ]
    by_name = {role.name: role.id for role in roles}

    def hire(name: str, title: str, team: str, role: str, boss: Seller | None, day: tuple[int, int, int]) -> Seller:
        given, family = name.split(" ", 1)
        return Seller(ids.take("User"), given, family, title, team, by_name.get(role, ""), boss, moment(*day))

    director = hire("Judith Amberley", "Sales Director", "", "Sales Director", None, (2016, 1, 4))
    north = hire("Konrad Ellery", "Sales Manager", "North", "Team North Manager", director, (2018, 4, 2))
    south = hire("Solène Marchetti", "Sales Manager", "South", "Team South Manager", director, (2019, 11, 4))
    engineer_role = "Application Engineering"
    first = hire("Deepa Thorsby", "Application Engineer", "", engineer_role, director, (2017, 8, 7))
    second = hire("Mattias Quenby", "Application Engineer", "", engineer_role, director, (2022, 2, 1))
    marketing = hire("Lorna Pettifer", "Marketing Lead", "", "Marketing", None, (2020, 6, 1))
    robot = hire("Automated Process", "Integration", "", "", None, (2016, 1, 4))
    reps = []
    for name, team, hired, left, *habits in _REPS:
        rep = hire(name, "Account Executive", team, f"Team {team}", north if team == "North" else south, hired)
        rep.left = moment(*left, 17) if left else None
        rep.reply_days, rep.reach, rep.hope, rep.late, rep.follow_up = habits
        reps.append(rep)
    return Staff(roles, director, [north, south], reps, [first, second], marketing, robot)
