"""The build on a cluster: `build` plans it, `parts` are its stages, `ray` shares them out, `files` are what all machines see, `load` brings the result home."""
