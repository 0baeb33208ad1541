import ArgumentParser

/// A whole number as people type it: `2000`, or `2e3`.
struct WholeNumber: ExpressibleByArgument {
  let value: Int

  init?(argument: String) {
    if let value = Int(argument) {
      self.value = value
      return
    }
    // Digits with an exponent, as long as every such number is a Double of its own.
    guard argument.contains(where: { $0 == "e" || $0 == "E" }),
      argument.allSatisfy({ $0.isASCII && ($0.isNumber || "eE+-.".contains($0)) }),
      let number = Double(argument), abs(number) <= 0x1p53, let value = Int(exactly: number)
    else { return nil }
    self.value = value
  }
}

/// A seed as it was typed, judged when all is read: so the message says what is allowed.
struct SeedArgument: ExpressibleByArgument {
  private let text: String

  init?(argument: String) { text = argument }

  var value: UInt64? { UInt64(text) }

  /// - Throws: `ValidationError` for what is no seed.
  func check() throws {
    guard value == nil else { return }
    throw ValidationError("--seed must be a whole number from 0 to \(UInt64.max), got '\(text)'")
  }
}
