# completion.awk: the table of commands and options (see completion) as a text for one shell.

# Whether a value is a file, by what help calls it.
function is_file(argument) { return argument ~ /FILE|PATH|DIRECTORY/ }

# The words that a value can be: "make|show|renew" or, in the help of an option, "news, event or practice"; "": not listed.
function choices(argument, help,    list) {
	if (argument ~ /^[a-z-]+(\|[a-z-]+)+$/)
		list = argument
	else if (help ~ /^[a-z-]+(, [a-z-]+)* or [a-z-]+$/)
		list = help
	gsub(/\||, | or /, " ", list)
	return list
}

# Within single quotes, for all three shells.
function quoted(text) {
	gsub(/'/, "'\\''", text)
	return "'" text "'"
}
# In zsh brackets and colons divide too.
function plain(text) {
	gsub(/[\[\]:\\]/, "\\\\&", text)
	return text
}

$1 == "command" {
	command[++commands] = $2
	arguments[$2] = $3
	summary[$2] = $4
}
$1 == "option" {
	n = ++options[$2]
	letter[$2, n] = $3
	long[$2, n] = $4
	value[$2, n] = $5
	about[$2, n] = $6
}

# --- bash ------------------------------------------------------------------------

function bash_names(c,    i, list) {
	for (i = 1; i <= options[c]; i++)
		list = list " --" long[c, i] (letter[c, i] ? " -" letter[c, i] : "")
	return substr(list, 2)
}
function bash_reply(words, file) {
	if (words)
		return "choices=" quoted(words)
	return file ? "files=yes" : ""
}
function bash_values(c,    i, name) {
	for (i = 1; i <= options[c]; i++)
		if (value[c, i]) {
			name = quoted(c) ":--" long[c, i] (letter[c, i] ? " | " quoted(c) ":-" letter[c, i] : "")
			printf "\t%s) value=yes %s ;;\n", name, bash_reply(choices("", about[c, i]), is_file(value[c, i]))
		}
}
function bash(    i, list) {
	for (i = 1; i <= commands; i++)
		list = list (i > 1 ? " " : "") command[i]
	print "# bash completion for jarchy                                -*- shell-script -*-\n"
	print "_jarchy() {"
	print "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}"
	print "\tlocal command='' value='' choices='' names='' files='' i"
	print "\tfor ((i = 1; i < COMP_CWORD && ${#command} == 0; i++)); do"
	print "\t\tcase \" " list " \" in *\" ${COMP_WORDS[i]} \"*) command=${COMP_WORDS[i]} ;; esac"
	print "\tdone"
	print "\tcase $command:$before in"
	bash_values("")
	for (i = 1; i <= commands; i++)
		bash_values(command[i])
	print "\tesac"
	print "\tif [[ -z $value ]]; then"
	print "\t\tcase $command in"
	printf "\t\t'') choices=%s names=%s ;;\n", quoted(list), quoted(bash_names(""))
	for (i = 1; i <= commands; i++)
		printf "\t\t%s) names=%s %s ;;\n", quoted(command[i]), quoted(bash_names(command[i])),
		    bash_reply(choices(arguments[command[i]], ""), is_file(arguments[command[i]]))
	print "\t\tesac"
	print "\t\tif [[ $word == -* ]]; then choices=$names files=''; fi"
	print "\tfi"
	print "\tmapfile -t COMPREPLY < <(compgen -W \"$choices\" -- \"$word\"; [[ -z $files ]] || compgen -f -- \"$word\")"
	print "\tif [[ $files ]]; then compopt -o filenames 2>/dev/null; fi"
	print "}\n"
	print "complete -F _jarchy jarchy"
}

# --- zsh -------------------------------------------------------------------------

function zsh_value(argument, words) {
	if (!argument)
		return ""
	if (words)
		return ":" tolower(argument) ":(" words ")"
	return ":" tolower(argument) ":" (is_file(argument) ? "_files" : " ")
}
function zsh_options(c, indent,    i, tail) {
	for (i = 1; i <= options[c]; i++) {
		tail = quoted("[" plain(about[c, i]) "]" zsh_value(value[c, i], choices("", about[c, i])))
		if (letter[c, i])
			printf "%s'(-%s --%s)'{-%s,--%s}%s \\\n", indent, letter[c, i], long[c, i], letter[c, i], long[c, i], tail
		else
			printf "%s--%s%s \\\n", indent, long[c, i], tail
	}
}
function zsh_words(c,    words) {
	words = choices(arguments[c], "")
	if (words)
		return quoted("1:what:(" words ")")
	return is_file(arguments[c]) ? "'*:file:_files'" : arguments[c] ? "'*:argument: '" : "'*: : '"
}
function zsh(    i) {
	print "#compdef jarchy\n"
	print "_jarchy() {"
	print "\tlocal curcontext=$curcontext state line"
	print "\tlocal -a commands=("
	for (i = 1; i <= commands; i++)
		printf "\t\t%s\n", quoted(command[i] ":" plain(summary[command[i]]))
	print "\t)"
	print "\t_arguments -C \\"
	zsh_options("", "\t\t")
	print "\t\t'1:command:->command' '*::argument:->argument'"
	print "\tcase $state in"
	print "\tcommand) _describe command commands ;;"
	print "\targument)"
	print "\t\tcase $words[1] in"
	for (i = 1; i <= commands; i++) {
		printf "\t\t%s)\n\t\t\t_arguments \\\n", command[i]
		zsh_options(command[i], "\t\t\t\t")
		printf "\t\t\t\t%s ;;\n", zsh_words(command[i])
	}
	print "\t\tesac ;;"
	print "\tesac"
	print "}\n"
	print "_jarchy \"$@\""
}

# --- fish ------------------------------------------------------------------------

function fish_options(c, when,    i, words) {
	for (i = 1; i <= options[c]; i++) {
		words = choices("", about[c, i])
		printf "complete -c jarchy -n %s -l %s%s%s -d %s\n", when, long[c, i], letter[c, i] ? " -s " letter[c, i] : "",
		    !value[c, i] ? "" : is_file(value[c, i]) ? " -r -F" : words ? " -x -a " quoted(words) : " -x", quoted(about[c, i])
	}
}
function fish(    i, c, when) {
	print "# fish completion for jarchy\n"
	print "complete -c jarchy -f"
	fish_options("", "__fish_use_subcommand")
	for (i = 1; i <= commands; i++) {
		c = command[i]
		when = quoted("__fish_seen_subcommand_from " c)
		printf "complete -c jarchy -n __fish_use_subcommand -a %s -d %s\n", c, quoted(summary[c])
		if (choices(arguments[c], ""))
			printf "complete -c jarchy -n %s -a %s\n", when, quoted(choices(arguments[c], ""))
		if (is_file(arguments[c]))
			printf "complete -c jarchy -n %s -F\n", when
		fish_options(c, when)
	}
}

END {
	if (shell == "bash")
		bash()
	else if (shell == "zsh")
		zsh()
	else if (shell == "fish")
		fish()
	else
		exit 2
}
