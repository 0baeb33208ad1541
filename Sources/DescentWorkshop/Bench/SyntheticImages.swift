import Foundation

/// Random images with random labels in files of MNIST's format. They provide data of any size for timing,
/// which does not depend on the contents of the images.
struct SyntheticImages {
  /// The path of the images for the `data` of an `mlp`; the file of labels is in the same folder.
  let path: String
  private let labels: String

  /// - Precondition: all extents are below 2³¹, and `count` is large enough for an example of each class.
  init(count: Int, rows: Int, columns: Int, classes: Int) throws {
    let name = "\(count)-\(rows)x\(columns)-idx"
    path = temporaryFile("images-" + name + "3-ubyte")
    labels = temporaryFile("labels-" + name + "1-ubyte")
    var random: UInt64 = 1
    func byte() -> UInt8 {
      // A step of the MMIX generator, which is good enough for noise.
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

  /// Removes the files; data already loaded from them is not affected.
  func remove() {
    for file in [path, labels] { try? FileManager.default.removeItem(atPath: file) }
  }

  /// A header of big-endian 32-bit words.
  private static func header(_ magic: UInt32, _ extents: [Int]) -> [UInt8] {
    ([magic] + extents.map(UInt32.init)).flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }
}
