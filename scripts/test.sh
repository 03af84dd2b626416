#!/usr/bin/env bash
# Run the tests of the built package and say how it went; fails on a failed test and on no test at all.
# Arguments go to colcon test.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
results=build/simpletool_ros/test_results
rm -rf "$results" build/simpletool_ros/Testing/2*  # of earlier runs, and rooms that are gone

colcon --log-base log test --event-handlers console_direct+ status- desktop_notification- "$@"
ran=$?
echo
colcon test-result --verbose --test-result-base build/simpletool_ros
passed=$?
# The last line: N passed, N failed, N skipped.
.venv/bin/python scripts/count_tests.py "$results"
counted=$?
[ $ran = 0 ] && [ $passed = 0 ] && [ $counted = 0 ]
