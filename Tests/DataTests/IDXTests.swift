import Descent
import DescentData
import DescentFuzz
import NetworkProblems
import Testing

@Suite("An IDX file") struct IDXTests {
  private let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3] + [0, 51, 255, 102, 0, 0]
  private let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 9, 4]

  private func read(
    _ images: [UInt8], _ labels: [UInt8], body: ([String], () throws -> DataSet) throws -> Void
  ) throws {
    let files = [("train-images.idx3-ubyte", images), ("train-labels.idx1-ubyte", labels)]
    try withFiles(files) { paths in try body(paths) { try DataSet.idx(paths[0]) } }
  }

  @Test("pixels are divided by 255, labels found by MNIST's naming") func plain() throws {
    try read(images, labels) { _, read in
      let data = try read()
      #expect(data.features == [0, 0.2, 1, 0.4, 0, 0])
      #expect(data.labels == [1, 0] && data.featureCount == 3 && data.classCount == 2)
    }
    try withFiles([("pictures", images), ("answers", labels)]) { paths in
      let problem = try Softmax {
        $0.data = paths[0]
        $0.labels = paths[1]
        $0.test = 0
      }
      #expect(problem.dimension == 8)
    }
  }

  @Test("packed files are read under any name, with packed labels or not")
  func packed() throws {
    for labelName in ["train-labels.idx1-ubyte.gz", "train-labels.idx1-ubyte"] {
      let files = [
        ("train-images.idx3-ubyte.gz", Gzip.pack(images)), (labelName, Gzip.pack(labels)),
      ]
      try withFiles(files) { (paths) throws in
        #expect(try DataSet.idx(paths[0]).features == [0, 0.2, 1, 0.4, 0, 0])
      }
    }
    try withFiles([("train-images-idx3", Gzip.pack(images)), ("train-labels-idx1", labels)]) {
      (paths) throws in
      #expect(try DataSet.idx(paths[0]).labels == [1, 0])
    }
  }

  @Test("a wrong magic number, a compressed file and a wrong length are distinguished")
  func broken() throws {
    func message(_ images: [UInt8], _ labels: [UInt8]) throws -> String {
      var message = ""
      try read(images, labels) { paths, data in
        message = #expect(throws: DataError.self, performing: data)?.description ?? ""
        message = message.replacing(paths[0], with: "IMAGES").replacing(paths[1], with: "LABELS")
      }
      return message
    }
    #expect(
      try message(labels, labels)
        == "IMAGES, bytes 1 to 4: 0x00000801, expected 0x00000803")
    #expect(
      try message(images, images)
        == "LABELS, bytes 1 to 4: 0x00000803, expected 0x00000801")
    #expect(
      try message([0x1F, 0x8B, 8, 0, 0], labels)
        == "IMAGES: the gzip file is damaged: it is cut short")
    #expect(
      try message(images.dropLast(), labels)
        == "IMAGES: cut short after 21 bytes, expected 22 as its header says")
    #expect(
      try message(Array(images.prefix(9)), labels)
        == "IMAGES: cut short after 9 bytes, expected 16 as its header says")
    #expect(
      try message([0, 0], labels)
        == "IMAGES: cut short after 2 bytes, expected 4 as its header says")
    #expect(
      try message(images + [0], labels)
        == "IMAGES: holds 23 bytes, expected 22 as its header says")
    #expect(try message([], labels) == "IMAGES: no examples in the file")
    #expect(
      try message(images, [0, 0, 8, 1, 0, 0, 0, 3, 9, 4, 4])
        == "LABELS: 3 labels, expected 2 as in IMAGES")
    #expect(
      try message(images, [0, 0, 8, 1, 0, 0, 0, 2, 4, 4])
        == "LABELS: every example has the label 4, expected two classes or more")
    let huge: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12)
    #expect(try message(huge, labels).hasPrefix("IMAGES: cut short after 16 bytes"))
  }
}
