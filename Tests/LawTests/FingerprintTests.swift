import Descent
import DescentCatalog
import DescentLaws
import Testing

@Suite("A fingerprint") struct FingerprintTests {
  /// The table of the reference, at β₁ = 0.5, β₂ = α = μ = 0.75, ε = 0.25 where a rule has them.
  /// In the order of `labels`. Where no rule of the table has a cell (the rows that it leaves out)
  /// the text follows from the formula: Σ of squares over 6 steps is 1/√6 with ε beside it, and so on.
  static let labels = [
    "locality", "degree", "rotation", "memory", "order_free", "delay", "bounded", "lr", "decay",
    "constant_g", "units",
  ]
  static let table: [(spec: String, cells: [String])] = [
    (
      "sgd",
      [
        "coordinatewise", "1", "all", "none", "yes", "yes", "no", "local and linear", "1-lr wd",
        "flat", "lr:[x g^-1] weight_decay:[x^-1 g]",
      ]
    ),
    (
      "momentum:momentum=0.75",
      [
        "coordinatewise", "1", "all", "momentum, ratio 0.75", "no", "yes", "no",
        "local and linear", "1-lr wd", "transient 3.29", "lr:[x g^-1] weight_decay:[x^-1 g]",
      ]
    ),
    (
      "adagrad:eps=0.25",
      [
        "coordinatewise", "0 at eps=0", "none", "scale only", "yes", "yes", "1",
        "local and linear", "gradient", "transient 0.46",
        "lr:[x] eps:[g] initial_accumulator_value:[g^2] weight_decay:[x^-1 g]",
      ]
    ),
    (
      "rmsprop:alpha=0.75,eps=0.25",
      [
        "coordinatewise", "0 at eps=0", "none", "scale only", "no", "yes", "2",
        "local and linear", "gradient", "transient 0.64",
        "lr:[x] eps:[g] weight_decay:[x^-1 g]",
      ]
    ),
    (
      "adam:beta1=0.5,beta2=0.75,eps=0.25",
      [
        "coordinatewise", "0 at eps=0", "none", "momentum", "no", "no", "1.22",
        "local and linear", "gradient", "flat", "lr:[x] eps:[g] weight_decay:[x^-1 g]",
      ]
    ),
    (
      "adamw:beta1=0.5,beta2=0.75,eps=0.25",
      [
        "coordinatewise", "0 at eps=0", "none", "momentum", "no", "no", "1.22",
        "local and linear", "1-lr wd", "flat", "lr:[x] eps:[g] weight_decay:[x^-1]",
      ]
    ),
    (
      "lion",
      [
        "coordinatewise", "0", "none", "momentum", "no", "yes", "1", "local and linear",
        "1-lr wd", "flat", "lr:[x] weight_decay:[x^-1]",
      ]
    ),
    (
      "signsgd",
      [
        "coordinatewise", "0", "none", "none", "yes", "yes", "1", "local and linear", "-", "flat",
        "lr:[x]",
      ]
    ),
    (
      "muon",
      [
        "tensor-wide", "0", "left and right", "momentum", "no", "yes", "1", "local and linear",
        "1-lr wd", "flat", "lr:[x] weight_decay:[x^-1]",
      ]
    ),
    (
      "shampoo",
      [
        "tensor-wide", "0 at eps=0", "left and right", "scale only", "yes", "yes", "1",
        "local and linear", "-", "transient 0.44", "lr:[x] eps:[g^2]",
      ]
    ),
    (
      "lamb",
      [
        "tensor-wide", "0 at eps=0", "none", "momentum", "no", "no", "-", "local and linear",
        "gradient", "flat", "lr:[1] eps:[g] weight_decay:[x^-1]",
      ]
    ),
    (
      "clipped-sgd",
      [
        "global", "none", "all", "none", "yes", "yes", "yes", "local and linear", "-", "flat",
        "lr:[x g^-1] clip_norm:[g]",
      ]
    ),
  ]

  /// Rules in this file take precedence over built-in rules of the same name.
  static let subjects =
    [
      RuleSubject(Lion.self), RuleSubject(SignSGD.self), RuleSubject(Muon.self),
      RuleSubject(Shampoo.self), RuleSubject(LAMB.self), RuleSubject(AdamVariant.self),
      RuleSubject(RateInBuffer.self), clipped,
    ] + Catalog.registry.optimizerTypes.map { RuleSubject($0) }

  /// Plain descent on clipped gradients; the threshold is a hyperparameter like any other.
  static let clipped = Catalog.registry.optimizerTypes.map { RuleSubject($0) }
    .first { $0.name == "sgd" }!
    .pinned(["weight_decay": "0"])
    .modified(
      name: "clipped-sgd",
      adding: [HyperparameterDomain(key: "clip_norm", grid: ["1", "0.5", "2"], standard: "1")]
    ) { optimizer, settings in
      try optimizer.clipped(norm: Double(settings["clip_norm"] ?? "") ?? .nan)
    }

  static func fingerprint(_ spec: String) throws -> Fingerprint {
    let settings = try Specification(spec)
    let subject = try #require(subjects.first { $0.name == settings.name })
    return try Fingerprint(of: subject, settings: settings)
  }

  @Test("is that of the table", arguments: table.indices)
  func equalsTheTable(row: Int) throws {
    let (spec, cells) = Self.table[row]
    let found = try Self.fingerprint(spec)
    #expect(Self.labels.map { found[$0] ?? "" } == cells, "\(spec)")
  }

  @Test("does not depend on the histories drawn", arguments: table.indices)
  func isStable(row: Int) throws {
    let settings = try Specification(Self.table[row].spec)
    let subject = try #require(Self.subjects.first { $0.name == settings.name })
    let cells = try (1...3).map { seed in
      try Fingerprint(of: subject, settings: settings, seed: seed).cells
    }
    #expect(Set(cells).count == 1)
  }

  @Test("distinguishes each variant of Adam by the right cells")
  func variants() throws {
    let original = try Self.fingerprint("adam-variant")
    let expected: [(kind: String, differences: [String: String])] = [
      ("insideRoot", ["units": "lr:[x] eps:[g^2] weight_decay:[x^-1]"]),
      ("uncorrectedRoot", ["constant_g": "transient 1.17"]),
      ("uncorrectedMoment", ["constant_g": "transient 1.97"]),
      // Multiplied without the rate, the decay is a number and shrinks by 1 − λ.
      ("decayWithoutRate", ["decay": "1-wd", "units": "lr:[x] eps:[g]"]),
    ]
    for (kind, differences) in expected {
      let found = try Self.fingerprint("adam-variant:kind=\(kind)")
      var different: [String: String] = [:]
      for (a, b) in zip(original.cells, found.cells) where a != b { different[b.label] = b.text }
      #expect(different == differences, "\(kind)")
    }
    #expect(try Self.fingerprint("adam-variant:kind=squaredRate").units == .inconsistent)
    #expect(try Self.fingerprint("adam-variant:kind=deadDecay")["decay"] == "dead")
  }

  @Test("distinguishes a rate inside the buffer in one cell")
  func rateInBuffer() throws {
    let original = try Self.fingerprint("momentum:momentum=0.75")
    let found = try Self.fingerprint("rate-in-buffer")
    let different = zip(original.cells, found.cells).filter { $0.0 != $0.1 }.map(\.1.text)
    #expect(different == ["leaks into later steps"])
  }

  @Test("distinguishes an undamped first step by the delay")
  func undampedFirstStep() throws {
    let rest = "momentum:momentum=0.75,dampening=0.5,dampens_first="
    let (damped, undamped) = (
      try Self.fingerprint(rest + "true"), try Self.fingerprint(rest + "false")
    )
    #expect(damped["delay"] == "yes")
    #expect(undamped["delay"] == "no")
    // The first move is larger, so that the transient, too, is another; and a decay of the first step is
    // dampened or not, as its gradient is.
    let different = zip(damped.cells, undamped.cells).filter { $0.0 != $0.1 }.map(\.0.label)
    #expect(different == ["delay", "decay", "constant_g"])
  }
}
