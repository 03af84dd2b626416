#!/usr/bin/env bash
# Set up if need be, then build the package into install/. Quiet when all goes well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/bootstrap.sh
set +u; . .venv/setup.bash; set -u
! command -v ninja > /dev/null || export CMAKE_GENERATOR=Ninja
start=$EPOCHREALTIME
printf '[build]  %-58s' "colcon build"
mkdir -p log
# Links to modules that have since been removed would still be found.
[ ! -d install ] || find install -xtype l -delete
colcon --log-base log build --symlink-install --event-handlers status- desktop_notification- \
  --cmake-args -DPython3_EXECUTABLE="$PWD/.venv/bin/python3" > log/build.log 2>&1 ||
  { echo failed; cat log/build.log; exit 1; }
awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%6.1f s\n", b - a }'
