import Descent
import DescentCatalog

/// The case of the memory benchmark that is dominated by its examples: softmax regression on as many images
/// as MNIST has, with reading of the files included in the measurement.
enum ExampleMemory {
  static let name = "softmax:60000x784"
  private static let (count, rows, columns, classes) = (60_000, 28, 28, 10)

  /// Measures the case. The needed memory excludes the network's work memory, because it does not grow with
  /// the data.
  static func measure() throws -> MemoryBench.Figures {
    let images = try SyntheticImages(count: count, rows: rows, columns: columns, classes: classes)
    defer { images.remove() }
    let adam = try Catalog.registry.optimizer(Specification("adam"))
    // Run once to load the code and allocate the work memory of the matrix products.
    _ = try Run<Float>(
      Catalog.registry.problem(Specification("softmax:data=digits")), adam,
      options: RunOptions(.steps(2))
    ).finish()
    try MemoryBench.resetPeak()
    let before = try MemoryBench.residentBytes("VmRSS")
    let problem = try Catalog.registry.problem(
      Specification(name: "softmax", settings: [(key: "data", text: images.path)]))
    var options = RunOptions(.steps(3))
    options.traceInterval = 0
    options.keepsPrevious = false
    _ = try Run<Float>(problem, adam, options: options).finish()
    let peak = try MemoryBench.residentBytes("VmHWM") - before
    // Parameters, gradient and Adam's two moments.
    let numbers = count * rows * columns + 4 * problem.dimension
    return MemoryBench.Figures(
      name: name, needed: numbers * MemoryLayout<Float>.size, peak: peak, growth: nil)
  }
}
