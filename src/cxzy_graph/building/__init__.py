"""Folders in, graph out.

`build` has the files read (`reading`: a report the whole way is `road`), works out what holds of all reports together on disk (`ledger`), has
the graphs written in parts (`writing`) and put together (`publishing`, or `patching` where little changed), and swaps the finished folder in
(`swapping`). Processes share the work (`pool`); what became of each file is an `outcome`.
"""
