"""The case desk: from a Careline call to closure. What is here and who may see it: README.md."""
