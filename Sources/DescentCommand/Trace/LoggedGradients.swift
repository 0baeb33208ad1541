import Descent
import DescentFiles

/// Logged gradients to replay: the parameters at the start and, for each step, the gradient of every tensor
/// that had one and the value of the objective if it is known.
///
/// JSON: `{"layout": [{"name", "shape"}], "start": [tensor…], "gradients": [[tensor or null…]…],
/// "values": [number…]}`, tensors as nested lists, row-major. Safetensors: `start.NAME`,
/// `gradients.NAME` of the shape `[steps, …]`, and `present` of `[steps, tensors]` in U8 where some are
/// absent, tensors in the order of their names; `values` of `[steps]`.
struct LoggedGradients {
  let layout: Layout
  let start: [Double]
  /// All entries of each step, zeros for a tensor without a gradient.
  let gradients: [[Double]]
  /// Which tensors have a gradient at each step; nil if all have.
  let present: [[Bool]?]
  let values: [Double]?

  /// - Throws: `FileError` for a file whose parts disagree, or that holds a number that is not finite.
  init(contentsOf path: String) throws {
    if path.hasSuffix(".safetensors") {
      self = try Self(try Safetensors(contentsOf: path), path)
    } else {
      self = try Self(try JSON(contentsOf: path), path)
    }
  }

  private init(
    path: String, layout: Layout, start: [Double], gradients: [[Double]], present: [[Bool]?],
    values: [Double]?
  ) throws(FileError) {
    func refuse(_ place: String, _ reason: String) throws(FileError) {
      throw .malformed(path: path, place: place, reason: reason)
    }
    if gradients.isEmpty { try refuse("gradients", "there is no step") }
    if !start.allSatisfy(\.isFinite) { try refuse("start", "an entry is not finite") }
    for (step, gradient) in gradients.enumerated() where !gradient.allSatisfy(\.isFinite) {
      try refuse("gradients, step \(step + 1)", "an entry is not finite")
    }
    if let values {
      if values.count != gradients.count {
        try refuse("values", "\(values.count) for \(gradients.count) steps")
      }
      if let bad = values.firstIndex(where: { !$0.isFinite }) {
        try refuse("values, step \(bad + 1)", Self.notFinite(bad))
      }
    }
    self.layout = layout
    self.start = start
    self.gradients = gradients
    self.present = present
    self.values = values
  }

  /// The error for a value that is not finite, by its step from 0.
  private static func notFinite(_ place: Int) -> String {
    "it is not finite" + (place == 0 ? " at the start" : "")
  }

  /// Refuses numbers that overflow in this precision.
  func checkRange<T: KernelScalar>(in type: T.Type, _ path: String) throws(FileError) {
    func refuse(_ place: String, _ reason: String) throws(FileError) {
      throw .malformed(path: path, place: place, reason: "\(reason) in \(T.precisionName)")
    }
    func isFinite(_ numbers: [Double]) -> Bool { numbers.allSatisfy { T($0).isFinite } }
    if !isFinite(start) { try refuse("start", "it is not finite at the start") }
    for (step, gradient) in gradients.enumerated() where !isFinite(gradient) {
      try refuse("gradients, step \(step + 1)", "an entry is not finite")
    }
    for (step, value) in (values ?? []).enumerated() where !T(value).isFinite {
      try refuse("values, step \(step + 1)", Self.notFinite(step))
    }
  }

  private init(_ json: JSON, _ path: String) throws {
    func malformed(_ place: String, _ reason: String) -> FileError {
      .malformed(path: path, place: place, reason: reason)
    }
    guard let tensors = json["layout"]?.array else { throw malformed("layout", "it is missing") }
    let shapes = try tensors.map { tensor in
      guard let name = tensor["name"]?.string, let extents = tensor["shape"]?.array,
        extents.allSatisfy({ ($0.integer ?? -1) >= 0 })
      else { throw malformed("layout", "\(tensor.text) is not a name and a shape") }
      return (name: name, shape: extents.compactMap(\.integer))
    }
    guard Set(shapes.map(\.name)).count == shapes.count else {
      throw malformed("layout", "two tensors have the same name")
    }
    let layout = Layout(shapes)
    func numbers(_ json: JSON, _ tensor: Layout.Tensor, _ place: String) throws(FileError)
      -> [Double]
    {
      var result: [Double] = []
      try Self.flatten(json, tensor.shape[...], into: &result) { reason in
        malformed("\(place), tensor '\(tensor.name)'", reason)
      }
      return result
    }
    guard let starts = json["start"]?.array, starts.count == layout.tensors.count else {
      throw malformed("start", "it is not one entry for each of \(layout.tensors.count) tensors")
    }
    let start = try zip(starts, layout.tensors).flatMap { try numbers($0, $1, "start") }
    guard let steps = json["gradients"]?.array else {
      throw malformed("gradients", "it is missing")
    }
    var (gradients, present): ([[Double]], [[Bool]?]) = ([], [])
    for (number, step) in steps.enumerated() {
      let place = "gradients, step \(number + 1)"
      guard let entries = step.array, entries.count == layout.tensors.count else {
        throw malformed(place, "it is not one entry for each of \(layout.tensors.count) tensors")
      }
      var (all, flags): ([Double], [Bool]) = ([], [])
      for (entry, tensor) in zip(entries, layout.tensors) {
        flags.append(entry != .null)
        all +=
          entry == .null
          ? [Double](repeating: 0, count: tensor.count) : try numbers(entry, tensor, place)
      }
      gradients.append(all)
      present.append(flags.allSatisfy(\.self) ? nil : flags)
    }
    let values = try json["values"].map { json in
      guard let list = json.array else { throw malformed("values", "it is not a list") }
      return try list.map { entry in
        guard let value = entry.double else {
          throw malformed("values", "'\(entry.text)' is not a number")
        }
        return value
      }
    }
    try self.init(
      path: path, layout: layout, start: start, gradients: gradients, present: present,
      values: values)
  }

  /// Appends the numbers of nested lists of this shape.
  private static func flatten(
    _ json: JSON, _ shape: ArraySlice<Int>, into result: inout [Double],
    _ malformed: (String) -> FileError
  ) throws(FileError) {
    guard let extent = shape.first else {
      guard let number = json.double else {
        throw malformed("'\(json.text.prefix(40))' is not a number")
      }
      result.append(number)
      return
    }
    guard let entries = json.array, entries.count == extent else {
      throw malformed("its shape is not that of the layout")
    }
    for entry in entries { try flatten(entry, shape.dropFirst(), into: &result, malformed) }
  }

  private init(_ file: Safetensors, _ path: String) throws {
    func malformed(_ place: String, _ reason: String) -> FileError {
      .malformed(path: path, place: place, reason: reason)
    }
    func numbers(_ name: String) throws -> (values: [Double], shape: [Int]) {
      guard let tensor = file.tensors[name] else { throw malformed(name, "the tensor is missing") }
      if let values = tensor.values(as: Double.self) { return (values, tensor.shape) }
      if let values = tensor.values(as: Float.self) {
        return (values.map { Double($0) }, tensor.shape)
      }
      throw malformed(name, "its numbers are neither F64 nor F32")
    }
    let names = file.tensors.keys.filter { $0.hasPrefix("start.") }.map { String($0.dropFirst(6)) }
      .sorted()
    guard !names.isEmpty else { throw malformed("start", "there is no tensor 'start.NAME'") }
    let starts = try names.map { try numbers("start." + $0) }
    let layout = Layout(zip(names, starts).map { (name: $0, shape: $1.shape) })
    let logged = try names.map { try numbers("gradients." + $0) }
    guard let count = logged.first?.shape.first else {
      throw malformed("gradients", "the shape of 'gradients.\(names[0])' has no steps")
    }
    for (name, (gradient, start)) in zip(names, zip(logged, starts)) {
      guard gradient.shape == [count] + start.shape else {
        throw malformed(
          "gradients.\(name)",
          "its shape is \(gradient.shape), \([count] + start.shape) is expected")
      }
    }
    var present = [[Bool]?](repeating: nil, count: count)
    if let flags = file.tensors["present"] {
      guard flags.shape == [count, names.count], let bytes = flags.values(as: UInt8.self) else {
        throw malformed("present", "it is not U8 of the shape \([count, names.count])")
      }
      for step in 0..<count {
        let row = bytes[(step * names.count)..<((step + 1) * names.count)].map { $0 != 0 }
        present[step] = row.allSatisfy(\.self) ? nil : row
      }
    }
    let gradients = (0..<count).map { step in
      zip(logged, layout.tensors).enumerated().flatMap { index, pair -> [Double] in
        let (gradient, tensor) = pair
        if let flags = present[step], !flags[index] {
          return [Double](repeating: 0, count: tensor.count)
        }
        return Array(gradient.values[(step * tensor.count)..<((step + 1) * tensor.count)])
      }
    }
    try self.init(
      path: path, layout: layout, start: starts.flatMap(\.values), gradients: gradients,
      present: present, values: try file.tensors["values"].map { _ in try numbers("values").values }
    )
  }
}
