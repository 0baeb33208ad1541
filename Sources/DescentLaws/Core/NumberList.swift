import Descent

/// Numbers as a case prints them: `1,0.5*3` is 1, 0.5, 0.5, 0.5. The text is exact: it parses back to the
/// same numbers.
enum NumberList {
  static func text(_ numbers: [Double]) -> String {
    guard !numbers.isEmpty else { return "none" }
    var parts: [String] = []
    var start = 0
    while start < numbers.count {
      let bits = numbers[start].bitPattern
      let end = numbers[start...].firstIndex { $0.bitPattern != bits } ?? numbers.count
      let number = numbers[start].hyperparameterText
      parts.append(end - start > 1 ? "\(number)*\(end - start)" : number)
      start = end
    }
    return parts.joined(separator: ",")
  }

  static func numbers(_ text: Substring) throws -> [Double] {
    guard text != "none" else { return [] }
    return try text.split(separator: ",").flatMap { part in
      let factors = part.split(separator: "*")
      guard (1...2).contains(factors.count), let value = Double(String(factors[0])),
        let count = factors.count == 2 ? Int(factors[1]) : 1, (1...1_000_000).contains(count)
      else { throw ReplayError("'\(part)' is not a number, nor number*count") }
      return Array(repeating: value, count: count)
    }
  }
}

/// The named lines of a printed case, on separate lines or joined by bars.
struct CaseLines {
  private let lines: [String: Substring]

  init(_ text: String) throws {
    var lines: [String: Substring] = [:]
    for line in text.split(whereSeparator: { $0 == "|" || $0.isNewline }) {
      let line = line.drop { $0 == " " }
      guard let space = line.firstIndex(of: " ") else {
        if line.isEmpty { continue }
        throw ReplayError("'\(line)' is not a name and a value")
      }
      var value = line[space...].drop { $0 == " " }
      while value.last == " " { value.removeLast() }
      guard lines.updateValue(value, forKey: String(line[..<space])) == nil else {
        throw ReplayError("'\(line[..<space])' is given twice")
      }
    }
    self.lines = lines
  }

  func has(_ name: String) -> Bool { lines[name] != nil }

  func text(_ name: String) throws -> Substring {
    guard let line = lines[name] else { throw ReplayError("'\(name)' is missing") }
    return line
  }

  func numbers(_ name: String) throws -> [Double] { try NumberList.numbers(text(name)) }

  func integers(_ name: String) throws -> [Int] {
    try numbers(name).map { number in
      guard let integer = Int(exactly: number) else {
        throw ReplayError("'\(name)' has \(number), which is not a whole number")
      }
      return integer
    }
  }

  func integer(_ name: String) throws -> Int {
    let numbers = try integers(name)
    guard numbers.count == 1 else { throw ReplayError("'\(name)' is not one number") }
    return numbers[0]
  }
}
