"""The words of core's refusals."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "core.not-found": _("Not found, or not for you to see."),
    "core.not-allowed": _("Your role may not do this."),
    "core.unknown-action": _("There is no such act."),
    "core.bad-json": _("This is not readable JSON."),
    "core.too-large": _("This is too large."),
    "core.id-taken": _("Another act already has this id."),
    "core.already-there": _("This has been recorded already."),
    "core.in-the-future": _("This time has not come yet."),
    "core.latest-before-earliest": _("The latest time is before the earliest."),
    "core.username-taken": _("This log-in name is taken."),
    "core.not-grantable": _("This role is not given to anybody."),
    "core.not-for-oneself": _("Nobody does this for themselves."),
    "core.only-for-oneself": _("Everybody does this for themselves only."),
    "core.not-active": _("This is shut already."),
    "core.active-already": _("This is open already."),
    "core.link-is-over": _("This link is over. Ask your administrator for a new one."),
    "core.role-is-over": _("This role is over already."),
    "core.last-administrator": _("There is no other administrator; name one first."),
    "core.no-second-factor": _("There is no second factor to use."),
    "core.not-both": _(
        "Whoever gave this person a link in the last 72 hours cannot also take away the second "
        "factor; ask another administrator."
    ),
    "core.not-your-role": _("You can give only roles that you hold."),
    "core.not-by-a-key": _(
        "Two people decide this, each under their own log-in. A key neither asks nor answers."
    ),
    "core.not-for-a-key": _("A key cannot hold this role."),
    "core.already-over": _("Choose a day that is still to come."),
    "core.too-far": _("Too far ahead; at most %(limit)s days."),
    "core.plain-words": _("Write words alone, without the signs <, > and straight quotes."),
    "core.other-placeholders": _(
        "Keep each sign like %%(limit)s of the English text, once each: a value stands there."
    ),
    "core.no-such-text": _("The product has no such text."),
    "core.changed-meanwhile": _("Somebody changed this meanwhile. Read it again."),
    "core.bad-kilograms": _("Give kilograms, with a point before the grams: 1.25 is 1 kg 250 g."),
    "core.when-or-unknown": _("Say what is known of the time, or mark it as not known."),
    "core.log-in-first": _("Log in first, or send a key."),
    "core.second-factor-first": _("Show your second factor first."),
    "core.csrf": _("This request did not come from a page of this house."),
    "core.only-pages": _("This is done on its page only, which asks for your password or code."),
    "core.only-json": _("Send application/json."),
    "core.too-many": _("Too many requests; wait a minute."),
    "core.missing": _("Fill this in."),
    "core.unknown-field": _("There is no such field."),
    "core.bad-id": _("This is not an id."),
    "core.bad-code": _("Use letters, digits, dot, dash and underscore only."),
    "core.whole-number": _("Give a whole number."),
    "core.too-small": _("Give a larger number; the least is %(limit)s."),
    "core.too-large-number": _("Give a smaller number; the most is %(limit)s."),
    "core.too-long": _("Too long; at most %(limit)s."),
    "core.not-text": _("Give text."),
    "core.not-yes-no": _("Say yes or no."),
    "core.not-a-choice": _("Choose one of the list."),
    "core.not-a-list": _("Give a list."),
    "core.bad-number": _("This is not a number that can be used here."),
    "core.bad-time": _("This is not a time that can be read."),
    "core.control-characters": _("This holds characters that cannot be kept; type it again."),
    "core.one-line": _("Keep this on one line."),
    "core.no-markup": _("Leave out the signs < and >."),
    "core.bad-input": _("This cannot be read."),
}
