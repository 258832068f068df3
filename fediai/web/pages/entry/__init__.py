"""The doors: signing in and up, and what an app may do."""

from fediai.web.pages.entry import account, consent, letters, passkeys, second, sessions, signin, signup

PAGES = (signin, second, signup, consent, account, passkeys, sessions, letters)
