"""The web application for people: search, pages of things, reports with their facts, pictures, questions, review."""
