# People who come to the installed package's store by sudo and by SSH, in the root that run.sh made. Sourced by it: uses
# $root, $folder, inside() and fail(); leaves nothing but what it says to remove.
# shellcheck shell=sh disable=SC2154 # of run.sh

port=20227
words="four words are enough"

# by PERSON WORDS...: a person of the machine runs the program as the store's user.
by() {
  person=$1
  shift
  inside su -s /bin/sh "$person" -c "sudo -u vaktrom vaktrom $*"
}

# over KEY [WORDS]: an SSH client asks for the words.
over() {
  key=$1
  shift
  ssh -F none -p "$port" -i "$root/tmp/keys/$key" -o IdentitiesOnly=yes -o BatchMode=yes -o LogLevel=ERROR \
    -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null vaktrom@127.0.0.1 "$@"
}

# refused STATUS COMMAND...: it ends with that status and prints nothing of the store.
refused() {
  wanted=$1
  shift
  ended=0
  "$@" > "$folder/refused.out" 2> "$folder/refused.err" < /dev/null || ended=$?
  [ $ended -eq "$wanted" ] || fail "exit $ended, not $wanted: $* ($(tail -n 1 "$folder/refused.err"))"
  [ ! -s "$folder/refused.out" ] || fail "told something: $*"
}

# says TEXT COMMAND...
says() {
  text=$1
  shift
  "$@" > "$folder/said" 2>&1 || fail "exit $?: $* ($(tail -n 1 "$folder/said"))"
  grep -qF -- "$text" "$folder/said" || fail "'$text' is not said by $*"
}

try_sudo() {
  echo "package-test: by sudo"
  inside addgroup --quiet homecare
  for person in chief kari guest; do
    inside adduser --quiet --disabled-password --gecos "" "$person"
    inside adduser --quiet "$person" homecare
  done
  install -m 440 "$root/usr/share/doc/vaktrom/examples/sudoers" "$root/etc/sudoers.d/vaktrom"
  says "parsed OK" inside visudo -c
  says "chief is its owner" by chief init --demo
  [ "$(inside stat -c '%U %a' /var/lib/vaktrom/vaktrom.db)" = "vaktrom 600" ] || fail "the store's file"
  says "account chief" by chief whoami
  by chief user add kari --staff S003 --os-user kari > "$folder/said"
  by chief user add desk --shared --os-user desk > "$folder/said"
  says "S003" by kari whoami
  refused 4 by guest whoami
  refused 4 by kari --as chief whoami
  refused 4 by kari user list --db /tmp/other.db
  refused 1 inside su -s /bin/sh kari -c "sudo -n -u vaktrom SUDO_USER=chief vaktrom whoami"
  refused 1 inside su -s /bin/sh kari -c "SUDO_USER=chief SUDO_UID=0 sudo -n -E -u vaktrom vaktrom whoami"
  refused 1 inside su -s /bin/sh kari -c "sudo -n -u vaktrom sh -c id"
  refused 4 by kari doctor --rescue /tmp/rescue
  refused 4 by kari restore /tmp/no.backup
  refused 5 inside su -s /bin/sh kari -c "vaktrom --db /var/lib/vaktrom/vaktrom.db whoami"
  echo "$words" | inside sudo -u vaktrom vaktrom user password kari > "$folder/said" || fail "root resets a password"
  grep -q "owns the store's file" "$folder/said" || fail "what root did is not said"
  echo "$words" | by guest --user kari whoami > "$folder/said" || fail "by password"
}

try_ssh() {
  echo "package-test: over SSH"
  examples=$root/usr/share/doc/vaktrom/examples
  inside usermod -s /bin/sh vaktrom
  mkdir -p "$root/run/sshd" "$root/tmp/keys"
  for key in kari desk stranger; do ssh-keygen -q -t ed25519 -N '' -f "$root/tmp/keys/$key"; done
  install -m 644 "$examples/sshd_config" "$root/etc/ssh/sshd_config.d/vaktrom.conf"
  {
    sed -n "s|ssh-ed25519.*kari's own key|$(cat "$root/tmp/keys/kari.pub")|p" "$examples/authorized_keys"
    sed -n "s|ssh-ed25519.*the terminal in the duty room|$(cat "$root/tmp/keys/desk.pub")|p" "$examples/authorized_keys"
  } > "$root/etc/ssh/vaktrom_keys"
  inside sshd -t || fail "sshd does not take its example"
  inside /usr/sbin/sshd -p $port -o ListenAddress=127.0.0.1 -o PidFile=/run/sshd-test.pid
  tries=0 # it writes that file once it listens
  while [ ! -s "$root/run/sshd-test.pid" ] && [ $tries -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  says '"kari"' over kari "vaktrom --json whoami"
  says "127.0.0.1" over kari "vaktrom --json whoami"
  says "id,urgency" over kari "vaktrom queue --csv"
  refused 2 over kari sh
  refused 2 over kari "vaktrom lists; id"
  refused 4 over kari "vaktrom --as chief whoami"
  refused 4 over kari "vaktrom whoami --db=/tmp/other.db"
  refused 4 over kari "vaktrom solve /tmp"
  refused 255 over stranger "vaktrom whoami"
  refused 2 over desk "vaktrom lists" # the terminal's key opens the screen, for which here is no terminal
  kill "$(cat "$root/run/sshd-test.pid")"
}

forget_people() {
  for person in chief kari guest; do inside deluser --quiet "$person"; done
  inside delgroup --quiet homecare
  rm -rf "$root"/home/* "$root/etc/sudoers.d/vaktrom" "$root/etc/ssh/sshd_config.d/vaktrom.conf" "$root/etc/ssh/vaktrom_keys" "$root/tmp/keys"
}

try_sudo
try_ssh
forget_people
