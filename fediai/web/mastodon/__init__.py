"""The client API as Mastodon documents it: one module per page of its documentation."""
