"""Who is who across reports: names of bodies (`across`), people (`namesakes`), what is told twice (`retold`), and what a person decided about them."""
