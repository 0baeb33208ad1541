import Descent

extension Comparison {
  /// The first index at which two arrays differ, with NaN equal to NaN; nil if there is none.
  static func place<T: KernelScalar>(_ a: [T], _ b: [T]) -> Int? {
    var i = 0
    while i < a.count {
      if a[i] != b[i], !(a[i].isNaN && b[i].isNaN) { return i }
      i += 1
    }
    return nil
  }
}
