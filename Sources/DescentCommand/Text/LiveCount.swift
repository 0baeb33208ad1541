import Descent
import Foundation

/// Independent pieces of work on the machine's cores, with a live line on a terminal that counts them.
struct LiveCount: Sendable {
  /// The noun of the count: `problems`.
  let noun: String
  /// The name of each piece.
  let titles: [String]
  /// The expected duration of each piece, in any unit: the longest begin first.
  var sizes: [Int] = []

  /// - Parameters:
  ///   - work: computes the piece with an index.
  ///   - inOrder: called for each value in index order, as soon as all values before it are done.
  /// - Throws: the first error of `inOrder`.
  func run<Value: Sendable>(
    _ work: @escaping @Sendable (Int) -> Value, inOrder: (Value) throws -> Void = { _ in }
  ) async throws -> [Value] {
    let count = titles.count
    let order =
      sizes.count == count
      ? (0..<count).sorted { (sizes[$1], $0) < (sizes[$0], $1) } : Array(0..<count)
    let console = Console.current
    var values = [Value?](repeating: nil, count: count)
    var next = 0
    var failure: (any Error)?
    _ = await concurrentMap(
      count: count, concurrency: ProcessInfo.processInfo.activeProcessorCount
    ) { place in
      (number: order[place], value: work(order[place]))
    } finished: { piece, done in
      values[piece.number] = piece.value
      erase(console)
      while failure == nil, next < count, let value = values[next] {
        do { try inOrder(value) } catch { failure = error }
        next += 1
      }
      guard console.hasLiveLine, done < count else { return }
      let line = "\(done)/\(count) \(noun) done, last: \(titles[piece.number])"
      console.errors(String(line.prefix(max(10, console.width - 1))))
    }
    erase(console)
    if let failure { throw failure }
    return values.compactMap(\.self)
  }

  private func erase(_ console: Console) {
    if console.hasLiveLine { console.errors("\r\u{1B}[K") }
  }
}
