#!/bin/sh
# Makes .venv with CPython 3.13, else with any from 3.12 on that this machine has, else with a fetched 3.13.
set -eu

# pyenv's shims answer only for the versions chosen in a folder, so its interpreters are looked at directly.
for bin in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin; do
    [ -x "$bin/python" ] && PATH="$PATH:$bin"
done

find_python() {
    .tools/bin/uv python find --quiet --no-project --no-python-downloads "$1" 2>/dev/null
}

python=$(find_python "cpython@3.13" || find_python "cpython@>=3.12" || echo 3.13)
.tools/bin/uv venv --quiet --clear --python "$python" .venv || {
    echo "No CPython 3.12 or newer was found on this machine, and none could be fetched." >&2
    echo "Install one (apt-get install python3 on Debian 13 or Ubuntu 24.04, brew install python@3.13 on a Mac," >&2
    echo "pyenv install 3.13 elsewhere) and run make again." >&2
    exit 1
}
