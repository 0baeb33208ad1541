/// Performs independent tasks, several at a time.
/// - Parameters:
///   - count: the number of tasks.
///   - concurrency: the largest number of concurrent tasks; at least one runs.
///   - work: performs the task with a number; an error must be part of the value.
///   - finished: called after each task, in order of completion, with the number of tasks done.
/// - Returns: the values in the order of the tasks' numbers.
package func concurrentMap<Value: Sendable>(
  count: Int, concurrency: Int, _ work: @escaping @Sendable (Int) -> Value,
  finished: (Value, _ done: Int) -> Void = { _, _ in }
) async -> [Value] {
  var values = [Value?](repeating: nil, count: count)
  await withTaskGroup(of: (Int, Value).self) { group in
    var done = 0
    func collect() async {
      guard let (number, value) = await group.next() else { return }
      values[number] = value
      done += 1
      finished(value, done)
    }
    for number in 0..<count {
      if number >= max(1, concurrency) { await collect() }
      group.addTask { (number, work(number)) }
    }
    while done < count { await collect() }
  }
  return values.compactMap(\.self)
}
