"""
An agency's file, from the bytes that came to a table that can be counted.

`bringing` turns whatever came into one plain shape, or says what is in doubt. `rules` check the
plain shape against its contract; they never see a spreadsheet. `keeping` writes what passed as a
typed table without anybody's name. All of it streams: no step holds a whole file in memory.
"""
