"""Who is who across reports: names of bodies (`across`), people (`namesakes`), what is told twice (`coreference`), and what a person decided about them."""
