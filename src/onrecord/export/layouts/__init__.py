"""Events in the columns of older datasets: POLECAT, ICEWS, GDELT, ACLED, UCDP GED.

Columns and their order are those of the published files; what a record cannot fill stays empty, which is how each of
them writes a value that is not there. Nothing is chosen among accounts unless a policy was named.
"""
