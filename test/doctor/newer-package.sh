#!/usr/bin/env bash
# Unpacks a program of a later release of Debian beside the tests, with the libraries that it needs, and installs nothing:
#   test/doctor/newer-package.sh trixie pgbouncer
# The packages come from the mirror that apt is set up with, and are checked by apt as always.
set -euo pipefail
suite=$1
name=$2
cd "$(dirname "$0")/.."
folder="$PWD/.cache/$name/$suite"
[ -x "$folder/$name" ] && exit 0
work="$folder.unpacking"
rm -rf "$work" && mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/tree"
trap 'rm -rf "$work"' EXIT
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
: >"$work/status"
apt() {
  apt-get -qq -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$work/lists" \
    -o Dir::State::status="$work/status" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@"
}
apt update
cd "$work"
# whatever else the package would bring to an installed system is left out
needed=$(apt install --print-uris -y --no-install-recommends "$name" | awk '{ print $2 }' | sed 's/_.*//' |
  grep -vE '^(systemd|init-system-helpers|adduser|passwd|debconf|cdebconf|lsb-base|ucf|sensible-utils|coreutils|perl.*|openssl-provider-legacy|libc-gconv.*|gcc-.*-base|libaudit-common|login.*|postgresql.*)$' | sort -u)
apt download $needed
for package in *.deb; do dpkg-deb -x "$package" tree; done
loader=$(find tree -name 'ld-linux*' | head -n 1)
libraries=$(find tree -name 'lib*.so*' -printf '%h\n' | sort -u | sed "s|^|$folder/|" | paste -sd:)
program=$(find tree -path "*/bin/$name" -o -path "*/sbin/$name" | head -n 1)
mkdir -p "$folder" && mv tree "$folder/"
printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$folder/$loader" "$libraries" "$folder/$program" >"$folder/$name"
chmod +x "$folder/$name"
"$folder/$name" --version | head -n 1
