#!/bin/sh
# Installs the Debian package in a clean root, runs the program there, removes it, and compares what is left with what
# was there before: run.sh PACKAGE.deb FOLDER
#
# The root is made by debootstrap (Debian 12, minbase; $MIRROR where to get it) as FOLDER/root, anew each time, from
# packages that FOLDER/cache keeps. Needs the right to chroot.
set -eu
package=$1
folder=$2
mirror=${MIRROR:-http://deb.debian.org/debian}
root=$folder/root

if [ "$(id -u)" -ne 0 ]; then
  echo "package-test: needs root, for debootstrap and chroot (sudo make package-test)" >&2
  exit 1
fi

# What is mounted must be gone before anything is deleted.
leave() {
  if [ -e "$root/run/sshd-test.pid" ] && [ -d "/proc/$(cat "$root/run/sshd-test.pid")" ]; then
    kill "$(cat "$root/run/sshd-test.pid")"
  fi
  if [ -e "$root/dev/pts/ptmx" ]; then umount "$root/dev/pts"; fi
  if [ -d "$root/proc/self" ]; then umount "$root/proc"; fi
}
trap leave EXIT
inside() {
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive \
    VAKTROM_DB=/tmp/try.db VAKTROM_NOW=2026-03-03T22:00:00+01:00 chroot "$root" "$@"
}
fail() {
  echo "package-test: FAILED: $*" >&2
  exit 1
}
# All files but those of package managers and logs, which keep notes of whatever was ever installed, and what adduser
# leaves: its lock in /run, and /etc/shadow- and the like, its copies of what was there before.
list_files() {
  inside find / -xdev \( -path /proc -o -path /tmp -o -path /run -o -path /var/cache -o -path /var/log \
    -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path '/etc/*shadow-' -o -path /etc/passwd- -o -path /etc/group- \
    -o -path '/etc/sub?id-' \) \
    -prune -o -print | sort
}

leave
rm -rf "$root"
mkdir -p "$folder/cache"
echo "package-test: a clean Debian 12 in $root"
debootstrap --variant=minbase --cache-dir="$folder/cache" bookworm "$root" "$mirror" > "$folder/debootstrap.log" 2>&1 ||
  fail "debootstrap: $(tail -n 3 "$folder/debootstrap.log")"
mount -t proc proc "$root/proc"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts" # sudo wants terminals
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d" # no daemons in here
chmod +x "$root/usr/sbin/policy-rc.d"
cp "$package" "$root/tmp/vaktrom.deb"

# What the package needs comes first, so that the comparison is of the package alone.
inside apt-get -q update > "$folder/apt.log" 2>&1
needed=$(dpkg-deb -f "$package" Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g')
# shellcheck disable=SC2086 # several packages
inside apt-get -q install -y --no-install-recommends $needed sudo openssh-server >> "$folder/apt.log" 2>&1 ||
  fail "its dependencies: $(tail -n 5 "$folder/apt.log")"
list_files > "$folder/before"
cp "$root/etc/passwd" "$folder/passwd"

inside apt-get -q install -y --no-install-recommends /tmp/vaktrom.deb >> "$folder/apt.log" 2>&1 ||
  fail "installing it: $(tail -n 5 "$folder/apt.log")"
[ "$(inside stat -c '%U %G %a' /var/lib/vaktrom)" = "vaktrom vaktrom 700" ] || fail "the folder of the store"
for file in lib/systemd/system/vaktrom-nightly.timer usr/share/man/man1/vaktrom-nightly.1.gz usr/share/man/man7/vaktrom.7.gz \
  usr/share/bash-completion/completions/vaktrom usr/share/zsh/vendor-completions/_vaktrom; do
  [ -s "$root/$file" ] || fail "there is no $file"
done

echo "package-test: vaktrom init --demo && vaktrom nightly"
inside vaktrom --version
inside vaktrom init --demo > "$folder/init.log" || fail "init"
ended=0
inside vaktrom nightly --seconds 20 > "$folder/nightly.log" || ended=$?
[ $ended -le 1 ] || fail "nightly ended with $ended"
tail -n 3 "$folder/nightly.log"
[ "$(inside vaktrom lists --csv | wc -l)" -gt 50 ] || fail "few lists"
inside vaktrom roster --date 2026-03-04 --shift day --team OT1 --format pdf --out /tmp/roster.pdf || fail "roster"
[ "$(head -c 5 "$root/tmp/roster.pdf")" = "%PDF-" ] || fail "no PDF"

# People come to the store of the system's user; then the service runs as that user.
. "$(dirname "$0")/people.sh"
inside setpriv --reuid vaktrom --regid vaktrom --init-groups vaktrom --db /var/lib/vaktrom/vaktrom.db --json whoami \
  > "$folder/service.log" || fail "the service's account"
grep -q '"service"' "$folder/service.log" || fail "the timers run as a service"
inside apt-get -q purge -y vaktrom > "$folder/purge.log" 2>&1 || fail "purge: $(tail -n 5 "$folder/purge.log")"
[ -s "$root/var/lib/vaktrom/vaktrom.db" ] || fail "purging the package deleted the records of a base"
grep -q "holds a base's records" "$folder/purge.log" || fail "purge does not say that records are left"

# Once the base has deleted its records, nothing is left.
rm -r "$root/var/lib/vaktrom"
mkdir "$root/var/lib/vaktrom"
inside apt-get -q install -y --no-install-recommends /tmp/vaktrom.deb >> "$folder/apt.log" 2>&1
inside apt-get -q purge -y vaktrom > "$folder/purge.log" 2>&1
list_files > "$folder/after"
diff "$folder/before" "$folder/after" > "$folder/left" || fail "left behind: $(cat "$folder/left")"
diff "$folder/passwd" "$root/etc/passwd" > "$folder/left" || fail "users left behind: $(cat "$folder/left")"
echo "package-test: installed, ran, removed without residue"
