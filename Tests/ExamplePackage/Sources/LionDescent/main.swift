import DescentCommand
import LionPlugin

// The command line of Descent, with one more name: lion.
await DescentCommand.main(adding: plugin)
