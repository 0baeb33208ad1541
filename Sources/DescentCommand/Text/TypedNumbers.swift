import ArgumentParser

/// A whole number as users type it: `2000`, or `2e3`.
struct WholeNumber: ExpressibleByArgument {
  let value: Int

  init?(argument: String) {
    if let value = Int(argument) {
      self.value = value
      return
    }
    // Accept an exponent up to 2^53, where every whole number has an exact Double.
    guard argument.contains(where: { $0 == "e" || $0 == "E" }),
      argument.allSatisfy({ $0.isASCII && ($0.isNumber || "eE+-.".contains($0)) }),
      let number = Double(argument), abs(number) <= 0x1p53, let value = Int(exactly: number)
    else { return nil }
    self.value = value
  }
}

/// A seed as typed, checked after parsing, so that the message can say what is allowed.
struct SeedArgument: ExpressibleByArgument {
  private let text: String

  init?(argument: String) { text = argument }

  var value: UInt64? { UInt64(text) }

  /// - Throws: `ValidationError` if the text is not a seed.
  func check() throws {
    guard value == nil else { return }
    throw ValidationError("--seed must be a whole number from 0 to \(UInt64.max), got '\(text)'")
  }
}
