import Descent
import DescentData
import DescentLaws
import Foundation

/// Writes examples in the forms in which files of them come, reads them back, and compares: what is read
/// without a word must be what was written. Damage must be refused, or be of no consequence, where the
/// format can tell.
package struct FuzzFormats {
  private let folder: String

  package init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/descent-formats-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  package func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Trials of a seed, one after another, for `seconds` seconds.
  /// - Returns: the number of the next one, and what is wrong with the last, nil if nothing is.
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

  /// What is wrong with the trial of a number; nil if nothing is. The files stay where it says.
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

  /// What differs from what was written.
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

  /// Images and labels of MNIST's kind.
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

  /// Makes a file shorter or longer, or its header say another size.
  private static func lengthen(_ bytes: inout [UInt8], header: Int, _ dice: inout Draw) {
    switch dice.index(below: 3) {
    case 0: bytes.removeLast(1 + dice.index(below: bytes.count))
    case 1: bytes += (0...dice.index(below: 9)).map { UInt8($0) }
    default: bytes[4 + dice.index(below: header - 4)] ^= 1 << UInt8(dice.index(below: 8))
    }
  }

  /// Features and labels of NumPy's format.
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

  /// A packed table that came to damage.
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
