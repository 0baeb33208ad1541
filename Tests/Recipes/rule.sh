#!/bin/sh
# Adding a rule to a family, with an option, three slots, a definition, traits, a closed form and two slips: one line beside the new files.
exec sh "$(dirname "$0")/recipe.sh" rule 1
