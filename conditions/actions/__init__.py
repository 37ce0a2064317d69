"""Every change of data: one verb each, keyword-only, atomic, told who acts and when."""
