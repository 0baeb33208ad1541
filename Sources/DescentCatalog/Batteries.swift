import Descent
import DescentLaws

extension Catalog {
  /// The laws of everything built in.
  public static let batteries: [Battery] = ruleSubjects.map { Battery($0) }
}
