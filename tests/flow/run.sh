#!/bin/sh
# Runs the end-to-end tests, or those named: run.sh [FILE...]
exec sh "$(dirname "$0")/../scripts.sh" flow "$@"
