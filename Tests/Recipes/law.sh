#!/bin/sh
# Adding a law: one line beside the new files.
exec sh "$(dirname "$0")/recipe.sh" law 1
