# The lab's verbs. The text after `##` is a verb's help, and the README's table is made from it.
RUN := .venv/bin/python
QUICK := .venv/bin/ruff format --check --quiet . && .venv/bin/ruff check --quiet . && .venv/bin/mypy --no-error-summary
# Two at a time: most tests wait for a browser or another process more than they compute.
# On a shared machine a test may be late. What failed runs once more, alone; what is wrong fails again.
AGAIN := echo "UNSTEADY unless it fails again:" && $(RUN) -m pytest --last-failed --last-failed-no-failures none
.DEFAULT_GOAL := help
.PHONY: help up test fit check format docs models clean setup setup-test

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: setup ## set up what is missing, then run the lab until Ctrl-C
	@$(RUN) -m hub_config up

test: setup-test ## set up what is missing, then format, lint, types, spelling and every test
	$(QUICK)
	.venv/bin/codespell
	$(RUN) -m pytest -n 2 --dist loadfile || { [ $$? -eq 1 ] && $(AGAIN); }

check: setup-test ## the quick loop: format, lint, types, spelling and the fast tests
	$(QUICK)
	.venv/bin/codespell
	$(RUN) -m pytest -m "not slow" -q

fit: setup ## say what this machine can and cannot do, with the cure
	@$(RUN) -m hub_config check

format: setup-test ## format the code and mend what the linter can mend
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

docs: setup ## write lab.toml and the generated parts of the README again
	$(RUN) -m hub_config documents --write

models: setup ## train the playground's models again
	$(RUN) -m playground_demos.train

bench-grading: setup ## time the grader beside nbgrader's own, on the same submissions
	$(RUN) -m bench.grading

bench-classroom: setup ## time a class that starts beside stock JupyterHub's
	$(RUN) -m bench.classroom

bench-visitors: setup ## measure a crowd at the playground beside the same demos in plain Gradio
	$(RUN) -m bench.visitors

setup: ## set up what running the lab needs
	@hub_config/install.sh run

setup-test: ## set up what running and testing the lab need
	@hub_config/install.sh test

clean: ## remove what set-up and tests made; the state in var/ stays
	rm -rf .venv node_modules .cache .mypy_cache .ruff_cache .pytest_cache *.egg-info
