"""What the OpenAPI document says beyond the declarations: three tables of words, and examples made of them.

`fields.tsv` holds an example of each field and its meaning, `values.tsv` the meaning of each value of a
closed list, `codes.tsv` each code of a problem. What a serializer says itself goes before the table; a line
`Shape.field` goes before `field`. Tests hold that nothing lacks its line.
"""
