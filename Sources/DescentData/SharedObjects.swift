import Synchronization

/// Objects that several runs read at once, by name: each is made when the first asks for it, and goes
/// with the last that holds it.
package final class SharedObjects: @unchecked Sendable {
  private struct Weak {
    weak var object: AnyObject?
  }

  // Reached under the lock only.
  private var objects: [String: Weak] = [:]
  private let lock = Mutex(())

  package init() {}

  /// The object of this name, made now if nobody has it.
  /// - Parameter make: makes an object that nobody writes to any more.
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
