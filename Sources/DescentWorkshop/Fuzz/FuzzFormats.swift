import Descent
import DescentData
import DescentLaws
import Foundation

/// Writes examples in all supported file formats, reads them back, and compares them: data that is read
/// without an error or note must equal the data written. Damage that a format can detect must be refused or
/// have no effect.
package struct FuzzFormats {
  private let folder: String

  package init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/descent-formats-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  package func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Runs the trials of a seed, one after another, for `seconds` seconds.
  /// - Returns: the number of the next trial, and the fault of the last trial; nil if there is none.
  package func draw(
    seed: UInt64, seconds: Double, from start: Int = 0
  ) throws -> (count: Int, fault: String?) {
    let end = ContinuousClock.now + .seconds(seconds)
    var number = start
    while ContinuousClock.now < end {
      number += 1
      if let fault = try fault(seed: seed, number: number - 1) { return (number, fault) }
    }
    return (number, nil)
  }

  /// The fault of the trial with a number; nil if there is none. The files of a fault are kept where the text
  /// says.
  package func fault(seed: UInt64, number: Int) throws -> String? {
    var dice = Draw(CounterRandom(seed: seed).split(stream: 1 << 40 | UInt64(number)))
    let fault: String? =
      switch dice.index(below: 8) {
      case 0...3: try table(&dice)
      case 4: try images(&dice)
      case 5: try arrays(&dice)
      default: try packed(&dice)
      }
    return fault.map { "trial \(number) of seed \(seed): \($0); the files are in \(folder)" }
  }

  private func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let path = folder + "/" + name
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// A table in a dialect.
  private func table(_ dice: inout Draw) throws -> String? {
    let table = FuzzTable(&dice)
    let isPacked = dice.isTrue(probability: 0.1)
    let path = try write(isPacked ? Gzip.pack(table.bytes) : table.bytes, "table.csv")
    let data: DataSet
    do { data = try DataSource(data: path, table: table.options).load().data } catch {
      return "a table was refused: \(error)"
    }
    return Self.difference(
      data, table.features.joined().map { Double($0) ?? .nan }, table.writtenLabels)
  }

  /// The first difference from the written data; nil if there is none.
  private static func difference(
    _ data: DataSet, _ features: [Double], _ labels: [String]
  ) -> String? {
    guard data.count == labels.count else { return "\(data.count) examples for \(labels.count)" }
    guard data.features.map(\.bitPattern) == features.map(\.bitPattern) else {
      return "other features: \(data.features.prefix(5)) for \(features.prefix(5))"
    }
    let numbers = labels.compactMap { Int($0) }
    let classes: [String] =
      numbers.count == labels.count
      ? Set(numbers).sorted().map { String($0) }
      : Set(labels).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    return data.labels.map { classes[$0] } == labels ? nil : "other labels"
  }

  /// Images and labels in MNIST's format.
  private func images(_ dice: inout Draw) throws -> String? {
    let rows = 2 + dice.index(below: 5)
    let (height, width) = (1 + dice.index(below: 4), 1 + dice.index(below: 4))
    let pixels = (0..<rows * height * width).map { _ in UInt8(dice.index(below: 256)) }
    let labels = (0..<rows).map { UInt8($0 % 2 * 3 + 1) }
    func words(_ numbers: Int...) -> [UInt8] { numbers.flatMap { [0, 0, 0, UInt8($0)] } }
    var files = [
      [0, 0, 8, 3] + words(rows, height, width) + pixels, [0, 0, 8, 1] + words(rows) + labels,
    ]
    let damaged = dice.isTrue(probability: 0.5) ? dice.index(below: 2) : nil
    if let damaged { Self.lengthen(&files[damaged], header: damaged == 0 ? 16 : 8, &dice) }
    for i in 0..<2 where dice.isTrue(probability: 0.3) { files[i] = Gzip.pack(files[i]) }
    let path = try write(files[0], "train-images-idx3-ubyte")
    _ = try write(files[1], "train-labels-idx1-ubyte")
    guard let data = try? DataSource(data: path).load().data else {
      return damaged == nil ? "images were refused" : nil
    }
    if damaged != nil { return "images of another length were taken" }
    return Self.difference(data, pixels.map { Double($0) / 255 }, labels.map { String($0) })
  }

  /// Shortens or lengthens a file, or changes the size in its header.
  private static func lengthen(_ bytes: inout [UInt8], header: Int, _ dice: inout Draw) {
    switch dice.index(below: 3) {
    case 0: bytes.removeLast(1 + dice.index(below: bytes.count))
    case 1: bytes += (0...dice.index(below: 9)).map { UInt8($0) }
    default: bytes[4 + dice.index(below: header - 4)] ^= 1 << UInt8(dice.index(below: 8))
    }
  }

  /// Features and labels in NumPy's format.
  private func arrays(_ dice: inout Draw) throws -> String? {
    let rows = 2 + dice.index(below: 6)
    let (features, labels) = (
      FuzzArray(rows: rows, &dice), FuzzArray(rows: rows, labels: 2, &dice)
    )
    var files = [features.bytes, labels.bytes]
    let damaged = dice.isTrue(probability: 0.3) ? dice.index(below: 2) : nil
    if let damaged {
      dice.isTrue(probability: 0.5)
        ? files[damaged].removeLast(1 + dice.index(below: files[damaged].count))
        : files[damaged].append(0)
    }
    let isPacked = dice.isTrue(probability: 0.2)
    let path = try write(isPacked ? Gzip.pack(files[0]) : files[0], "X_train.npy")
    _ = try write(files[1], "y_train.npy")
    let data: DataSet
    do { data = try DataSource(data: path).load().data } catch {
      return damaged == nil ? "arrays were refused: \(error)" : nil
    }
    if damaged != nil { return "arrays of another length were taken" }
    return Self.difference(
      data, features.numbers, labels.numbers.map { String(Int($0)) })
  }

  /// A damaged compressed table.
  private func packed(_ dice: inout Draw) throws -> String? {
    let table = FuzzTable(&dice)
    var bytes = Gzip.pack(table.bytes, level: Int32(dice.index(below: 10)))
    for edit in FuzzDamage.edits(&dice) { edit.apply(&bytes) }
    let path = try write(bytes, "table.csv.gz")
    guard let data = try? DataSource(data: path, table: table.options).load().data else {
      return nil
    }
    return Self.difference(
      data, table.features.joined().map { Double($0) ?? .nan }, table.writtenLabels
    ).map { "damage of a packed file was taken: \($0)" }
  }
}
