def write_page(path, triples): path.write_text("")
