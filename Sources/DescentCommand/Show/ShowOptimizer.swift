import Descent

/// The sections that `show` adds for an optimizer: its state and the memory of the state.
struct ShowOptimizer {
  let optimizer: any Optimizer

  var sections: [Section] {
    get throws {
      let single = try Double.makeKernel(optimizer, .vector(1)).stateLayout
      let buffers = single.buffers.map { buffer in
        [buffer.slot.name, numberText(buffer.slot.initial), "one entry a parameter"]
      }
      let scalars = single.scalars.map { slot in
        [slot.name, numberText(slot.initial), "one number a tensor"]
      }
      let rows = buffers + scalars
      let table =
        rows.isEmpty ? "none" : tableText(["name", "starts at", "size"], rows: rows)
      let bytes = [4, 8].map { single.count * $0 }
      return [
        Section("state", table),
        Section(
          "memory",
          "\(bytes[0]) bytes a parameter in float32, \(bytes[1]) in float64"
            + (scalars.isEmpty ? "" : "; \(scalars.count * 8) bytes a tensor besides")),
      ]
    }
  }
}
