import Descent
import Synchronization

/// The histories of states that live in workers, as a tree of steps.
///
/// A node is one step: its inputs, and the node that it started from. The state of a rule is the number of
/// a node. Returning to an older node repeats the steps to it. If the inputs of all nodes exceed a budget,
/// the oldest nodes lose theirs.
final class History: Sendable {
  struct Node: Sendable {
    enum Origin: Sendable {
      /// A new instance.
      case created
      /// An instance that loaded the state that another one saved.
      case loaded([UInt8])
      /// A step from another node.
      case step(parent: Int, Step)
      /// A step whose inputs are no longer kept.
      case forgotten
    }
    var origin: Origin
  }

  /// The inputs of a step, with numbers as bytes of the wire format.
  struct Step: Sendable {
    let parameters: [UInt8]
    let gradient: [UInt8]
    /// The learning rate; nil for the rule's own.
    let rate: Double?
    let present: [Bool]?
    /// The evaluations of the objective during the step, in order.
    var evaluations: [Evaluation] = []
  }

  static let budget = 64 << 20

  private struct Tree {
    /// The origins of the nodes; node 0 is every new instance.
    var nodes: [Node.Origin] = [.created]
    var oldest = 1
    var bytes = 0
  }

  private let tree = Mutex(Tree())

  /// Adds a node. - Returns: its number.
  func add(_ origin: Node.Origin) -> Int {
    tree.withLock { tree in
      tree.nodes.append(origin)
      tree.bytes += Self.size(origin)
      while tree.bytes > Self.budget, tree.oldest < tree.nodes.count {
        tree.bytes -= Self.size(tree.nodes[tree.oldest])
        tree.nodes[tree.oldest] = .forgotten
        tree.oldest += 1
      }
      return tree.nodes.count - 1
    }
  }

  /// The origin of a node and the steps from there to the node, in order.
  /// - Throws: ``WorkerFailure/forgotten``.
  func path(to node: Int) throws(WorkerFailure) -> (origin: Node.Origin, steps: [Step]) {
    let result: Result<(origin: Node.Origin, steps: [Step]), WorkerFailure> = tree.withLock {
      tree in
      var steps: [Step] = []
      var place = node
      while true {
        guard tree.nodes.indices.contains(place) else { return .failure(.forgotten) }
        switch tree.nodes[place] {
        case .forgotten: return .failure(.forgotten)
        case .step(let parent, let step):
          steps.append(step)
          place = parent
        case .created, .loaded: return .success((tree.nodes[place], steps.reversed()))
        }
      }
    }
    return try result.get()
  }

  private static func size(_ origin: Node.Origin) -> Int {
    switch origin {
    case .created, .forgotten: 0
    case .loaded(let bytes): bytes.count
    case .step(_, let step):
      step.evaluations.reduce(step.parameters.count + step.gradient.count + 64) {
        $0 + $1.point.count + $1.gradient.count + 64
      }
    }
  }
}
