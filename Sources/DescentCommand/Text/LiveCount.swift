import Descent
import Foundation

/// Independent pieces of work on the machine's cores, with a live line on a terminal that counts them.
struct LiveCount: Sendable {
  /// What is counted: `problems`.
  let noun: String
  /// What each piece is called.
  let titles: [String]
  /// How long each may take, in any unit: the longest begin first.
  var sizes: [Int] = []

  /// - Parameters:
  ///   - work: the piece of a number.
  ///   - inOrder: called for each value in the order of the numbers, as soon as all before are there.
  /// - Throws: what `inOrder` throws first.
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
