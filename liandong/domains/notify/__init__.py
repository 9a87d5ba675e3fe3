"""Tell people what they have to know: an inbox first, then a daily letter, or a text message.

`actions.notify(queries.nearest(permission, place, on=…), …)`; a letter holds titles and links.
"""
