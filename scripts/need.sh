# Sourced by the other scripts: finds the tools that a step needs, and installs or names the ones that are missing.

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

fail() {
  printf 'kith: %s\n' "$*" >&2
  exit 1
}

# Installs Debian packages where that is possible without a password.
debian_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "installing $* from Debian's packages"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_rust() {
  [ -d "$HOME/.cargo/bin" ] && PATH="$HOME/.cargo/bin:$PATH"
  command -v cargo >/dev/null || fail 'Rust is missing: install it from https://rustup.rs, then try again'
}

need_cc() {
  command -v cc >/dev/null || debian_install gcc libc6-dev ||
    fail 'a C compiler is missing: on Debian, sudo apt-get install gcc libc6-dev'
}

need_node() {
  { command -v node >/dev/null && command -v npm >/dev/null; } || debian_install nodejs npm ||
    fail 'Node.js 20.19 or newer is missing: install it from https://nodejs.org, then try again'
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js 20.19 or newer is needed, this is $(node --version): see https://nodejs.org"
}

need_chromium() {
  command -v chromium >/dev/null || debian_install chromium ||
    fail 'Chromium is missing, the browser tests need it: on Debian, sudo apt-get install chromium'
}

# For pictures: without it emoji are empty boxes.
need_emoji_font() {
  [ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ] || debian_install fonts-noto-color-emoji ||
    fail 'A font of emoji is missing: on Debian, sudo apt-get install fonts-noto-color-emoji'
}

# The program only: Debian's package starts a server by default.
need_nginx() {
  local policy=/usr/sbin/policy-rc.d ours=
  [ -x /usr/sbin/nginx ] && return
  if [ "$(id -u)" = 0 ] && [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && ours=yes
  fi
  debian_install nginx-light || true
  [ -z "$ours" ] || rm "$policy"
  [ -x /usr/sbin/nginx ] || command -v nginx >/dev/null ||
    fail 'nginx is missing, the tests behind a proxy need it: on Debian, sudo apt-get install nginx-light'
}

need_python() {
  python3 -c 'import ensurepip, venv' 2>/dev/null || debian_install python3 python3-venv ||
    fail 'Python 3 with venv is missing, some tests need it: on Debian, sudo apt-get install python3-venv'
}

# Its programs only: no server is set up or started.
need_postgres() {
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || {
    debian_install postgresql-common &&
      echo 'create_main_cluster = false' >>/etc/postgresql-common/createcluster.conf &&
      debian_install postgresql
  } || fail 'PostgreSQL is missing, the comparison needs it: on Debian, sudo apt-get install postgresql'
}

# Installs a folder's npm packages, unless the installed ones match its lock file.
npm_packages() {
  if [ ! -e "$1/node_modules/.package-lock.json" ] ||
    [ "$1/package-lock.json" -nt "$1/node_modules/.package-lock.json" ]; then
    say "installing the packages of $1/"
    npm ci --prefix "$1" --no-audit --no-fund --loglevel=error || fail "npm could not install the packages of $1/"
    touch "$1/node_modules/.package-lock.json"
  fi
}

# Installs the packages of a requirements file into a Python environment of their own, unless it exists.
python_packages() { # requirement file, folder
  if [ ! -e "$2/.installed" ] || [ "$1" -nt "$2/.installed" ]; then
    say "installing the Python packages of $1"
    python3 -m venv "$2" && "$2/bin/pip" install --quiet --disable-pip-version-check --requirement "$1" ||
      fail "pip could not install the packages of $1"
    touch "$2/.installed"
  fi
}
