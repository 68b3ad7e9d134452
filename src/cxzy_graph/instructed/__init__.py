"""A reader that is instructed: a language model of the user's own, whose every fact is cut out of the page.

`prompt` makes the requests, `answers` keeps what came back, `client` asks a server, `batch` carries both on foot, `cutting` makes facts of answers
and refuses what the report does not say, `asking` finds out what there is to ask of a folder.
"""
