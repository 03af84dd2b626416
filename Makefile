# Two commands do all the set-up they need, inside this folder alone:  make demo,  make test
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo live avatar test retest test-train test-vllm lint build clean

INSTRUCTION ?= drive to the red cylinder and stop
# Through the environment, so that no quote in it is the shell's.
export INSTRUCTION

# Neither the demo nor a test may reach a robot on the network.
export ROS_AUTOMATIC_DISCOVERY_RANGE := LOCALHOST

# colcon's setup files read variables that are not set.
environment = set +u; . .venv/setup.bash; . install/setup.bash; set -u

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: build  ## a simulated robot obeys INSTRUCTION="..." (default: drive to the red cylinder and stop)
	@$(environment); simpletool demo --instruction "$$INSTRUCTION"

live: build  ## a simulated robot and the page that shows and commands it: http://localhost:8899/
	@$(environment); simpletool live

avatar: build  ## a face that obeys what is said to it, on the page: http://localhost:8899/
	@$(environment); simpletool avatar --dialogue examples/avatar/dialogue.yaml

test: build  ## build, run every test, print the number passed, failed and skipped
	@$(environment); scripts/test.sh

retest: build  ## run again the rooms of test/ that failed
	@$(environment); scripts/test.sh --ctest-args --rerun-failed

test-train:  ## the tests that need torch, in an environment of their own (.venv-train/)
	@scripts/test_train.sh

test-vllm: build  ## the vllm and remote engines on vLLM's CPU build, in an environment of its own (.venv-vllm/, 3.5 GB)
	@scripts/test_vllm.sh

lint:  ## ruff and mypy
	@scripts/bootstrap.sh; PATH="$$PWD/.venv/bin:$$PATH"; ruff check .; mypy

build:  ## set up (.venv/) and build (install/); then:  . .venv/setup.bash && . install/setup.bash
	@scripts/build.sh

clean:  ## remove everything that the other commands made
	rm -rf .venv .venv-train .venv-vllm build install log
