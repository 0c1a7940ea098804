"""
How many people no list knows, from lists that overlap: multiple systems estimation.

`histories` and `stepwise` read a table and choose a model; `criteria` tries every model;
`bootstrap` makes the choice again in every sample; `small` needs no model. NumPy is loaded by the
modules within, never by this package.
"""
