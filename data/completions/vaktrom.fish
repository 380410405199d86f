# fish completion for vaktrom: the program itself knows what may stand where.
function __vaktrom_complete
    set -l typed (commandline -opc)
    set -l last (commandline -ct)
    set -l program $typed[1]
    set -e typed[1]
    set -l lines (command $program help --complete -- $typed "$last" 2>/dev/null)
    switch "$lines[1]"
        case ':files'
            __fish_complete_path $last
        case ':dirs'
            __fish_complete_directories $last
        case '*'
            printf '%s\n' $lines
    end
end
complete -c vaktrom -f -a '(__vaktrom_complete)'
