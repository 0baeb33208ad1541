import Descent

extension Comparison {
  /// Where two arrays differ, NaN being NaN.
  static func place<T: KernelScalar>(_ a: [T], _ b: [T]) -> Int? {
    var i = 0
    while i < a.count {
      if a[i] != b[i], !(a[i].isNaN && b[i].isNaN) { return i }
      i += 1
    }
    return nil
  }
}
