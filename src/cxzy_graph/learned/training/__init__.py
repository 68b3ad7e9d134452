"""The reader is trained: ``python -m cxzy_graph.learned.training`` (``make train``). Needs ``pip install 'cxzy-graph[train]'``.

`labels` turns labelled reports into spans and links, `examples` these into numbers, `network` is the network, `train` the loop, `exported` the
file that the reader runs.
"""
