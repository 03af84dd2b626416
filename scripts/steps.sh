# What the set-up scripts share. They source it with $venv, the virtual environment, and $log, a file, set.

fail() { printf 'set-up: %s\n' "$1" >&2; shift; [ $# = 0 ] || printf '  %s\n' "$@" >&2; exit 1; }

step() {  # step NAME INPUTS TEXT COMMAND...: a step with its progress line, unless it was done with these inputs
  local stamp=$venv/stamps/$1 inputs text=$3 start=$EPOCHREALTIME
  inputs=$(sha256sum <<< "$2")
  shift 3
  if [ -f "$stamp" ] && [ "$(< "$stamp")" = "$inputs" ]; then return 0; fi
  rm -f "$stamp"
  printf '[set-up] %-58s' "$text"
  printf '\n== %s\n' "$text" >> "$log"
  # Not "if ! step": set -e would be off inside the command.
  set +e; ( set -e; "$@" ) >> "$log" 2>&1; local rc=$?; set -e
  [ $rc = 0 ] || { echo failed; tail -n 25 "$log" >&2; fail "'$text' failed (exit code $rc); all of its output: $log"; }
  mkdir -p "$venv/stamps"
  echo "$inputs" > "$stamp"
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%6.1f s\n", b - a }'
}

base_python() {  # prints python3; inside a virtual environment (ours, once sourced) the one it was made from
  command -v python3 > /dev/null || fail "python3 is missing; on Debian and Ubuntu: apt-get install python3"
  python3 -c 'import sys; print(sys._base_executable)'
}

make_environment() {  # $venv, empty, made anew when the Python or the folder is another; $python, $log
  python=$(base_python)
  mkdir -p "$(dirname "$log")"
  : > "$log"
  step venv "$venv $python $("$python" --version)" "virtual environment $(basename "$venv") ($("$python" --version))" empty_venv
}

empty_venv() { rm -rf "$venv"; "$python" -m venv "$venv"; }

pip_install() {  # without pip's cache: nothing outside this repository
  "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --no-cache-dir --progress-bar off "$@"
}
