import Descent
import DescentCatalog
import Foundation
import Testing

/// Rules against the trajectories of torch.optim and Optax in `Reference/peer_trajectories.json`, which
/// `Peers/peer_trajectories.py` makes. A rule and its options are held to what the libraries have of them;
/// what they have otherwise, by a convention or by mistake, is listed in that program.
///
/// `noise` is the largest relative change of a record's points when every gradient is changed in its last bit.
@Suite("Rules take the steps of PyTorch and Optax") struct PeerTrajectoryTests {
  @Test("A rule takes given gradients as its peer does", arguments: ReferenceRecords.peersOpen)
  func open(_ record: ReferenceRecords.Open) throws {
    for (step, distance) in try record.distances(of: record.rule.make()).enumerated() {
      #expect(distance <= record.tolerance, "step \(step + 1)")
    }
  }

  @Test("A rule descends as its peer does", arguments: ReferenceRecords.peersClosed)
  func closed(_ record: ReferenceRecords.Closed) throws {
    #expect(try record.distance(of: record.rule.make()) <= record.tolerance)
  }

  /// A different rate gives a different trajectory: no record is so loose that it accepts one.
  @Test("A rate that is a hundredth larger is rejected", arguments: ReferenceRecords.peersOpen)
  func control(_ record: ReferenceRecords.Open) throws {
    let rule = try record.rule.make()
    let rate = rule.learningRate * 1.01
    var settings = record.hyper
    settings["lr"] = ReferenceSetting(text: "\(rate)")
    let other = ReferenceRule(record.optimizer, settings, record.modifiers)
    let distance = try record.distances(of: other.make()).reduce(0, max)
    #expect(distance > record.tolerance)
  }

  @Test("Every preset that is named after a library has records", arguments: ["torch", "optax"])
  func presets(library: String) throws {
    let named = Catalog.registry.optimizers.filter { $0.presets.contains { $0.name == library } }
    #expect(named.count >= 9)
    for entry in named {
      let isHeld =
        ReferenceRecords.peersOpen.contains {
          $0.optimizer == entry.card.name && $0.hyper["preset"]?.text == library
            && $0.reference.hasPrefix(library)
        }
        || ReferenceRecords.peersClosed.contains {
          $0.optimizer == entry.card.name && $0.hyper["preset"]?.text == library
            && $0.reference.hasPrefix(library)
        }
      #expect(isHeld, "\(entry.card.name):preset=\(library)")
    }
  }

  @Test("Every record of the file is read") func isComplete() throws {
    let file = try #require(
      Bundle.module.url(
        forResource: "peer_trajectories", withExtension: "json", subdirectory: "Reference"))
    let records = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [Any])
    let read = ReferenceRecords.peersOpen.count + ReferenceRecords.peersClosed.count
    #expect(read == records.count)
  }
}
