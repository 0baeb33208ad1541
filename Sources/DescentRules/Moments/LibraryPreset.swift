import Descent

/// Whose conventions a rule has where implementations differ.
///
/// A preset says what those options mean that are left at their defaults; an option that is given
/// another value keeps it.
public enum LibraryPreset: String, CaseIterable, WordHyperparameter {
  case torch, optax, paper
}
