import DescentCommand
import Foundation

exit(
  await DescentCommand.execute(
    WorkshopCommand.self, Array(CommandLine.arguments.dropFirst()), console: .process))
