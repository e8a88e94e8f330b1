# The same steps as dev.py and .ci/run; `just` alone lists them.
default:
    @just --list

# The main job on the sample plan
demo:
    python3 dev.py demo

# The tests but the slow ones
test *args:
    python3 dev.py test {{ args }}

# All tests, as CI runs them
test-all:
    python3 dev.py test-all

# Format, lint, types, import rules, docs
check:
    python3 dev.py check

# Mend what can be mended by itself
fix:
    .venv/bin/ruff check --fix .
    .venv/bin/ruff format .

# Everything that CI does
ci:
    .ci/run

# Choose the versions anew
pin:
    python3 dev.py pin
