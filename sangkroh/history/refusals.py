from django.utils.translation import gettext_lazy as _

WORDS = {
    "history.brought-in-already": _("This case was brought in before."),
}
