"""Six reports of the project's own writing: invented people and branches, three of them damaged as real pages are."""
