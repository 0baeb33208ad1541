import Descent
import DescentFiles

/// A worker's description of itself, from its answer to HELLO.
package struct Handshake: Sendable {
  /// A hyperparameter of the constructor.
  package struct Hyperparameter: Sendable, Hashable {
    package enum Kind: String, Sendable {
      case number, whole, flag, choice
      /// The argument is held at its default unless it is typed.
      case fixed
      /// The argument has no default and must be typed.
      case required
    }

    package let key: String
    package let kind: Kind
    /// The default as a text that parses to it; empty if there is none.
    package let standard: String
    package let choices: [String]
    /// The name of the constructor's argument.
    package let argument: String
    /// The index in a tuple of numbers, from 0, and the length of the tuple.
    package let place: Int?
    package let places: Int?
  }

  package struct Capabilities: Sendable, Hashable {
    package var rates = true
    package var mask = true
    package var save = true
    package var strided = false
    package var random = false
    package var evaluates = false
    package var exact = true
    package var compiles = false
    /// Whether a step takes a closure that evaluates the objective.
    package var asks = false
    /// Whether `train()` must be called before steps.
    package var trains = false
    /// Whether the worker makes a parameter group for each tensor on request.
    package var groups = false
    /// Whether a step may be given a closure that computes the gradients.
    package var closes = false
  }

  package let name: String
  package let isProblem: Bool
  package let library: String
  package let interpreter: String
  package let hyperparameters: [Hyperparameter]
  package let precisions: [String]
  package let capabilities: Capabilities
  /// The hyperparameters that parameter groups may have of their own.
  package let groupOptions: [String]
  /// For a problem: its parameters, and its number of examples, if it has any.
  package let outline: Outline?

  package struct Outline: Sendable {
    package let tensors: [(name: String, shape: [Int])]
    package let examples: Int?
  }

  /// - Throws: ``FrameFault`` with the reason, if the header is not valid.
  init(_ header: JSON) throws(FrameFault) {
    guard header["protocol"]?.integer == 1 else {
      throw FrameFault("its HELLO speaks protocol \(header["protocol"]?.text ?? "none"), not 1")
    }
    guard let name = header["name"]?.string, let kind = header["kind"]?.string,
      ["optimizer", "problem"].contains(kind)
    else { throw FrameFault("its HELLO has no name, or is neither an optimizer nor a problem") }
    self.name = name
    isProblem = kind == "problem"
    library = header["library"]?.string ?? ""
    interpreter = header["python"]?.string ?? ""
    precisions = header["precisions"]?.array?.compactMap(\.string) ?? ["float64", "float32"]
    hyperparameters = try (header["hyperparameters"]?.array ?? []).map(Self.hyperparameter)
    outline = kind == "problem" ? try Self.outline(header) : nil
    groupOptions = (header["group_options"]?.array ?? []).compactMap(\.string)
    var capabilities = Capabilities()
    func flag(_ key: String, _ path: WritableKeyPath<Capabilities, Bool>) {
      if case .boolean(let value)? = header["capabilities"]?[key] {
        capabilities[keyPath: path] = value
      }
    }
    flag("rates", \.rates)
    flag("mask", \.mask)
    flag("save", \.save)
    flag("strided", \.strided)
    flag("random", \.random)
    flag("evaluates", \.evaluates)
    flag("exact", \.exact)
    flag("compiles", \.compiles)
    flag("asks", \.asks)
    flag("trains", \.trains)
    flag("groups", \.groups)
    flag("closes", \.closes)
    self.capabilities = capabilities
  }

  private static func outline(_ header: JSON) throws(FrameFault) -> Outline {
    var tensors: [(name: String, shape: [Int])] = []
    for entry in header["tensors"]?.array ?? [] {
      guard let pair = entry.array, pair.count == 2, let name = pair[0].string,
        let shape = pair[1].array?.compactMap(\.integer), shape.count == pair[1].array?.count,
        shape.allSatisfy({ $0 >= 0 }), shape.reduce(1.0, { $0 * Double($1) }) < 0x1p32
      else { throw FrameFault("its HELLO has a tensor that is not a name and a shape") }
      tensors.append((name, shape))
    }
    guard !tensors.isEmpty, Set(tensors.map(\.name)).count == tensors.count else {
      throw FrameFault("its HELLO is of a problem without tensors, or with two of the same name")
    }
    let examples = header["examples"]?.integer
    guard examples.map({ $0 > 0 }) ?? true else {
      throw FrameFault("its HELLO has \(examples ?? 0) examples")
    }
    return Outline(tensors: tensors, examples: examples)
  }

  private static func hyperparameter(_ entry: JSON) throws(FrameFault) -> Hyperparameter {
    guard let key = entry["key"]?.string, !key.isEmpty,
      key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else { throw FrameFault("its HELLO has a hyperparameter without a key") }
    guard let kind = entry["kind"]?.string.flatMap(Hyperparameter.Kind.init(rawValue:)) else {
      throw FrameFault("its HELLO has a hyperparameter '\(key)' of unknown kind")
    }
    var standard: String =
      switch entry["default"] {
      case .string(let text)?: text
      case .boolean(let value)?: String(value)
      case .null?, nil: ""
      case let value?: value.double?.hyperparameterText ?? value.text
      }
    // Use one spelling per number, so that a grid has no duplicates.
    if kind == .number, let number = Double(standard) { standard = number.hyperparameterText }
    return Hyperparameter(
      key: key, kind: kind, standard: standard,
      choices: entry["choices"]?.array?.compactMap(\.string) ?? [],
      argument: entry["argument"]?.string ?? key, place: entry["place"]?.integer,
      places: entry["places"]?.integer)
  }
}
