"""The doors: signing in and up, and what an app may do."""

from fediai.web.pages.entry import account, consent, second, sessions, signin, signup

PAGES = (signin, second, signup, consent, account, sessions)
