#!/usr/bin/env bash
# Run the tests of training, quantization and the direct engine, and say how it went; fails on a failed test and on no
# test at all.
#
# They need torch, which is not on the robot's default install: .venv-train/ has it, and no ROS. What is tested is this
# folder, not what colcon installed from it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv-train
scripts=$root/scripts
log=$root/log/test_train.log
results=$root/log/test_train

. "$scripts/steps.sh"

install_packages() {
  # First, so that no other package picks a torch by its own range.
  pip_install "$(grep '^torch==' "$scripts/requirements-train.txt")"
  pip_install -r "$scripts/requirements-python.txt" -r "$scripts/requirements-train.txt"
}

make_environment
step packages "$(cat "$scripts"/requirements-{python,train}.txt)" "torch and Python packages, as wheels" install_packages

rm -rf "$results"
cd "$root"
ran=0
run() {  # run NAME PATH...: a room's tests
  PYTHONPATH=$root "$venv/bin/python" -m pytest "${@:2}" --junitxml="$results/$1.xunit.xml" || ran=$?
}
run train test/train
run direct test/engine/test_direct*.py test/engine/test_session.py
# The last line: N passed, N failed, N skipped.
"$venv/bin/python" "$scripts/count_tests.py" "$results" && [ $ran = 0 ]
