# Three commands are enough: `make serve`, `make exchange` and `make test`. Each
# installs what the machine lacks, once.

.PHONY: serve exchange test bench build setup

serve:
	@scripts/setup.sh build
	@scripts/serve.sh

exchange:
	@scripts/setup.sh build
	@scripts/exchange.sh

test:
	@scripts/setup.sh test
	@scripts/test.sh

bench:
	@scripts/setup.sh bench
	@scripts/bench.sh

build:
	@scripts/setup.sh build
	@scripts/build.sh

setup:
	@scripts/setup.sh test
