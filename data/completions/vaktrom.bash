# bash completion for vaktrom: the program itself knows what may stand where.
_vaktrom() {
  local -a words=() lines=()
  local word line last=$COMP_CWORD i
  for ((i = 1; i <= last; i++)); do
    word=${COMP_WORDS[i]}
    # bash takes --date=today apart into three words; for the program the value is a word of its own.
    if [[ $word == "=" && ${COMP_WORDS[i - 1]} == --* ]]; then
      ((i == last)) && words+=("")
      continue
    fi
    # The value in COLUMN=VALUE, the date in STAFF@DATE, the minutes in HH:MM: nothing is known of them.
    [[ $word == ["=@:"] ]] && return
    words+=("$word")
  done
  mapfile -t lines < <("${COMP_WORDS[0]/#\~/$HOME}" help --complete -- "${words[@]}" 2> /dev/null)
  COMPREPLY=()
  case ${lines[0]-} in
  :files) compopt -o default && return ;;
  :dirs) compopt -o dirnames && return ;;
  esac
  # Quoted, for an id may hold what bash would run or take apart.
  for line in "${lines[@]}"; do
    printf -v word %q "${line%%$'\t'*}"
    COMPREPLY+=("$word")
  done
  [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
  return 0
}
complete -F _vaktrom vaktrom
