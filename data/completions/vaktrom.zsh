#compdef vaktrom
# zsh completion for vaktrom: the program itself knows what may stand where.
_vaktrom() {
  local -a lines values open
  local line value
  lines=("${(@f)$("${(Q)words[1]}" help --complete -- "${(@Q)words[2,CURRENT]}" 2> /dev/null)}")
  case ${lines[1]-} in
    :files) _files; return ;;
    :dirs) _files -/; return ;;
  esac
  for line in $lines; do
    value=${${line%%$'\t'*}//:/\\:}
    if [[ $value == *= ]]; then
      open+=("$value:${line#*$'\t'}")
    else
      values+=("$value:${line#*$'\t'}")
    fi
  done
  _describe 'vaktrom' values -- open -S ''
}
_vaktrom "$@"
