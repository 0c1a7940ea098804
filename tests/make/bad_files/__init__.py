"""Files as agencies may bring them: good ones in odd clothes, and bad ones of every kind."""
