"""Users with a role in a tree of teams, grants to single deals, invitations, private notes, and the log."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.people.log import LogEntry as LogEntry  # so that Django finds it among the models

#: an invitation that lies about longer is no longer a proof of the address
INVITATION_DAYS = 14


class Role(models.TextChoices):
    """What a user may see besides grants: own deals, the team's, all; an administrator also sets things up."""

    REP = "rep", _("rep")
    MANAGER = "manager", _("manager")
    ANALYST = "analyst", _("analyst")
    ADMINISTRATOR = "administrator", _("administrator")


class Team(models.Model):
    """A team, perhaps within a larger one. Its sellers are those of its users, and those placed in it by hand."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )

    version = models.PositiveIntegerField(default=1, editable=False)  # so that an old page is told from a new one

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class TeamSeller(models.Model):
    """A seller of the record placed in a team: also one who has no account here."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="sellers")
    seller_id = models.BigIntegerField(_("seller"), unique=True)
    name = models.CharField(_("name"), max_length=200)


class UserManager(BaseUserManager["User"]):
    """Makes users, whose name to sign in with is their address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user. Without a password nobody can sign in but through a provider or after a reset."""
        user = self.model(email=self.normalize_email(email).casefold(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """By address, however it is cased."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who may sign in."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.REP)
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="users", verbose_name=_("team")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=8, default="en")
    number_format = models.CharField(
        _("numbers are written"),
        max_length=8,
        default="language",
        choices=[("language", _("as in my language")), ("en", "1,234.56"), ("de", "1.234,56")],
    )
    theme = models.CharField(
        _("colours"),
        max_length=8,
        default="system",
        choices=[("system", _("as the system")), ("light", _("light")), ("dark", _("dark"))],
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # so that an old page is told from a new one

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "email"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_administrator(self) -> bool:
        """Whether this user sets things up for all."""
        return self.role == Role.ADMINISTRATOR

    @property
    def sees_all(self) -> bool:
        """Whether every deal is open to this user by role."""
        return self.role in {Role.ANALYST, Role.ADMINISTRATOR}


class SellerLink(models.Model):
    """Which seller of the record a user is; a user may be one in several sources."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="seller_links")
    seller_id = models.BigIntegerField(_("seller"), unique=True)
    name = models.CharField(_("name"), max_length=200)


class Grant(models.Model):
    """Lets one user see one deal for a while, besides what the role allows."""

    class Reason(models.TextChoices):
        """As what the user is let in."""

        PARTICIPANT = "participant", _("takes part in an investigation")
        PEER = "peer", _("was asked as a peer")
        DELEGATE = "delegate", _("is a delegate")
        AUDITOR = "auditor", _("is an auditor")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants", verbose_name=_("who"))
    deal_id = models.BigIntegerField(_("deal"))
    deal_name = models.CharField(max_length=300)
    reason = models.CharField(_("as what"), max_length=16, choices=Reason)
    why = models.CharField(_("why"), max_length=300, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="granted")
    granted_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-granted_at"]
        indexes: ClassVar = [models.Index(fields=["user", "expires_at"])]

    @property
    def is_standing(self) -> bool:
        """Whether it still lets in."""
        return self.revoked_at is None and self.expires_at > timezone.now()


def _end_of_invitation() -> Any:
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class Invitation(models.Model):
    """Asks somebody to join. The link in the letter proves the address; it serves once.

    Only a hash of what stands in the link is kept: who reads the database cannot join in somebody's place.
    """

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.REP)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("team"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=_end_of_invitation)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    @property
    def is_standing(self) -> bool:
        """Whether its link still serves."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class PrivateNote(models.Model):
    """What its owner alone may see: a self-analysis not yet shared, or that somebody is too upset to ask."""

    class Kind(models.TextChoices):
        """What it is."""

        SELF_ANALYSIS = "self_analysis", _("own analysis, not shared")
        TOO_UPSET = "too_upset", _("too upset to ask")

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="private_notes")
    deal_id = models.BigIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    text = models.TextField(_("note"), blank=True, max_length=20_000)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "deal_id", "kind"], name="one_private_note_of_a_kind")
        ]
