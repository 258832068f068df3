"""The doors: signing in and up, and what an app may do."""

from fediai.web.pages.entry import consent, signin, signup

PAGES = (signin, signup, consent)
