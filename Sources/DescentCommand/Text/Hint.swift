import Descent

/// `; did you mean 'adam'?`, for the message about an unknown name; empty if no name is near.
func hint(for word: String, in names: [String]) -> String { hint(nearest(to: word, in: names)) }

/// The same for a suggestion that is already found.
func hint(_ suggestion: String?) -> String { suggestion.map { "; did you mean '\($0)'?" } ?? "" }
