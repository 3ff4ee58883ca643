"""Model: what a record of each kind is.

Takes nodes. Gives typed records, or problems in Swedish; also the JSON Schema for editors' tools, and the one form in
which a file is written. Reads no files.
"""
