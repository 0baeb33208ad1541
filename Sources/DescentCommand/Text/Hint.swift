import Descent

/// `; did you mean 'adam'?`, to follow a name that nothing has; empty where no name is near.
func hint(for word: String, in names: [String]) -> String { hint(nearest(to: word, in: names)) }

/// The same of a name that is known to be near.
func hint(_ suggestion: String?) -> String { suggestion.map { "; did you mean '\($0)'?" } ?? "" }
