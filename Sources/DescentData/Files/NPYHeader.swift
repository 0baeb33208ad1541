/// The dictionary at the beginning of a NumPy file:
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (150, 4), }`.
struct NPYHeader {
  let type: String
  let isFortran: Bool
  let shape: [Int]

  /// Nil if the text is not such a dictionary with these three keys.
  init?(_ text: String) {
    var rest = Substring(text)
    func skip() { rest = rest.drop { $0.isWhitespace } }
    func take(_ word: String) -> Bool {
      skip()
      guard rest.hasPrefix(word) else { return false }
      rest.removeFirst(word.count)
      return true
    }
    func quoted() -> String? {
      skip()
      guard let quote = rest.first, quote == "'" || quote == "\"" else { return nil }
      rest.removeFirst()
      guard let end = rest.firstIndex(of: quote) else { return nil }
      defer { rest = rest[rest.index(after: end)...] }
      return String(rest[..<end])
    }
    func extents() -> [Int]? {
      guard take("(") else { return nil }
      var shape: [Int] = []
      while !take(")") {
        skip()
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let extent = Int(digits) else { return nil }
        rest = rest[digits.endIndex...]
        // The suffix of long integers in Python 2.
        _ = take("L")
        shape.append(extent)
        if !take(",") {
          guard take(")") else { return nil }
          return shape
        }
      }
      return shape
    }
    guard take("{") else { return nil }
    var (type, isFortran, shape): (String?, Bool?, [Int]?) = (nil, nil, nil)
    while !take("}") {
      guard let key = quoted(), take(":") else { return nil }
      switch key {
      case "descr" where type == nil:
        // Record types have a list here.
        type = quoted() ?? String(rest.prefix { $0 != "}" }.prefix(40))
        if rest.hasPrefix("[") { rest = rest.drop { $0 != "]" }.dropFirst() }
      case "fortran_order" where isFortran == nil:
        if take("True") {
          isFortran = true
        } else if take("False") {
          isFortran = false
        } else {
          return nil
        }
      case "shape" where shape == nil: shape = extents()
      default: return nil
      }
      if !take(",") {
        guard take("}") else { return nil }
        break
      }
    }
    skip()
    guard rest.isEmpty, let type, let isFortran, let shape else { return nil }
    (self.type, self.isFortran, self.shape) = (type, isFortran, shape)
  }
}
