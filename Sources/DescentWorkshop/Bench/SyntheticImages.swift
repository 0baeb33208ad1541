import Foundation

/// Made-up images with random labels, in files of MNIST's kind: data of any size for timing, which
/// does not depend on what the images show.
struct SyntheticImages {
  /// The path that an `mlp` takes as its data; the labels lie beside it.
  let path: String
  private let labels: String

  /// - Precondition: `pixels` is a product of two whole numbers below 2³¹; each class gets an example.
  init(count: Int, rows: Int, columns: Int, classes: Int) throws {
    let name = "\(count)-\(rows)x\(columns)-idx"
    path = temporaryFile("images-" + name + "3-ubyte")
    labels = temporaryFile("labels-" + name + "1-ubyte")
    var random: UInt64 = 1
    func byte() -> UInt8 {
      // An MMIX step: enough for noise.
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: random >> 56)
    }
    var images = Data(Self.header(0x803, [count, rows, columns]))
    images.append(contentsOf: (0..<count * rows * columns).map { _ in byte() })
    var answers = Data(Self.header(0x801, [count]))
    answers.append(
      contentsOf: (0..<count).map { $0 < classes ? UInt8($0) : byte() % UInt8(classes) })
    try images.write(to: URL(filePath: path))
    try answers.write(to: URL(filePath: labels))
  }

  /// Removes the files; what was loaded from them stays.
  func remove() {
    for file in [path, labels] { try? FileManager.default.removeItem(atPath: file) }
  }

  /// Big-endian words.
  private static func header(_ magic: UInt32, _ extents: [Int]) -> [UInt8] {
    ([magic] + extents.map(UInt32.init)).flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }
}
