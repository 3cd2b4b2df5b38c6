# What a person types. Each target is one line; the work is in scripts/.

.PHONY: run build test check bench dev screenshots

run: build ## Build everything and serve on http://localhost:8080, with data in ./kith-data
	@exec target/release/kith serve

build: ## Build the web app and the server into target/release/kith
	@scripts/build.sh

test: ## Run every test: Rust, web, end to end, browser
	@scripts/test.sh

check: ## Run every lint: rustfmt, clippy, tsc, the web's linter
	@scripts/check.sh

bench: ## Measure Kith beside its peers and write docs/benchmarks.md
	@scripts/bench.sh

dev: ## Run the server on :8080 and Vite on :5173, both reloading when files change
	@scripts/dev.sh

screenshots: build ## Take the pictures of docs/screenshots anew
	@scripts/screenshots.sh
