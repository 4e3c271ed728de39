"""OAuth 2 as Mastodon's clients use it: apps, the page that asks, tokens, signing up by an app."""

# The header by which a page tells the middleware that writes policies that its form leads away; no browser sees it.
LEADS_AWAY = "Toctoc-Leads-Away"
