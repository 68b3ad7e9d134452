"""A reader that learns: what a careful reader would state, in whatever words.

`scheme` names the spans and links that it finds, `windows` makes numbers of a text, `reader` runs the trained network (onnxruntime), `decoding`
makes facts of what it found. `training` makes the network.
"""
