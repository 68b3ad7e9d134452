"""The command line: `program` has the verbs and their options, each verb's work begins in the file of its name."""
