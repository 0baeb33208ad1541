import Synchronization

/// Objects by name that several runs read concurrently. Each is created at the first request, and
/// released with its last owner.
package final class SharedObjects: @unchecked Sendable {
  private struct Weak {
    weak var object: AnyObject?
  }

  // Accessed only under the lock.
  private var objects: [String: Weak] = [:]
  private let lock = Mutex(())

  package init() {}

  /// The object with this name, created if it does not exist.
  /// - Parameter make: creates an object that is not written to afterwards.
  package func object<Kind: AnyObject>(_ name: String, make: () -> Kind) -> Kind {
    var result: Kind?
    lock.withLock { _ in
      if let known = objects[name]?.object as? Kind {
        result = known
      } else {
        let new = make()
        objects[name] = Weak(object: new)
        result = new
      }
    }
    guard let result else { preconditionFailure("'\(name)' was not made") }
    return result
  }
}
