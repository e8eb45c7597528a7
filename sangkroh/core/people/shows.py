"""What the house itself shows on the desk, in the menu and in a timeline."""

from django.utils.translation import gettext_lazy as _

from ..actions.forgetting import FORGETTERS
from ..roles import EVERYONE, Role
from ..shows import NEEDS, SAID, menu
from .queries import needs

menu(900, _("People"), "core:people", {Role.ADMINISTRATOR})
menu(905, _("The machine"), "core:aside", {Role.ADMINISTRATOR})
menu(910, _("Journal"), "core:journal", {Role.AUDITOR})
menu(915, _("Forgetting"), "core:forgetting", FORGETTERS)
menu(920, _("My log-in"), "core:me", EVERYONE)
NEEDS.append(needs)
SAID |= {
    "core.choose_language": _("Language chosen"),
    "core.correct_wording": _("Wording corrected"),
    "core.verify_wording": _("Wording verified"),
    "core.forget_apart": _("What confirms erased words was destroyed"),
    "core.invite": _("A person was invited"),
    "core.offer_link": _("A new one-time link was given"),
    "core.take_link": _("A one-time link was used"),
    "core.set_password": _("A password was set"),
    "core.deactivate": _("A person was shut out"),
    "core.reactivate": _("A person was let in again"),
    "core.grant_role": _("A role was given"),
    "core.end_role": _("A role was ended"),
    "core.add_second_factor": _("A second factor was set up"),
    "core.drop_second_factor": _("A second factor was taken away"),
    "core.issue_key": _("An API key was made"),
    "core.revoke_key": _("An API key was ended"),
    "core.propose_forgetting": _("Forgetting was proposed"),
    "core.approve_forgetting": _("Forgetting was approved"),
    "core.forget": _("Personal text was destroyed"),
    "core.note_restore": _("A backup was restored"),
    "core.set_aside": _("The system laid a piece of work aside"),
    "core.take_up_again": _("A piece of work is to be tried again"),
    "core.put_down": _("A piece of work was tried again"),
}
