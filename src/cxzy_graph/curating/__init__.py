"""A person decides: at the `desk` facts are looked at (`reviewing`), decided on (`deciding`), explained (`explaining`), builds compared (`comparing`)."""
