# Makes a C table of a file of gettext's PO format: the messages that have a text, in the order of strcmp.
# awk -v tag=ru -f messages.awk ru.po; run it with LC_ALL=C.

# The C literal of a line `"…"`, without its quotes.
function literal(line) {
	sub(/^[^"]*"/, "", line)
	sub(/"[^"]*$/, "", line)
	return line
}

# The characters of a C literal.
function plain(text,    out, at, c) {
	out = ""
	while ((at = index(text, "\\")) > 0) {
		c = substr(text, at + 1, 1)
		out = out substr(text, 1, at - 1) (c == "n" ? "\n" : c == "t" ? "\t" : c)
		text = substr(text, at + 2)
	}
	return out text
}

function finish(    i) {
	if (id != "" && text != "" && !fuzzy) {
		for (i = ++n; i > 1 && keys[i - 1] > plain(id); i--) {
			keys[i] = keys[i - 1]
			rows[i] = rows[i - 1]
		}
		keys[i] = plain(id)
		rows[i] = "\t{ \"" id "\",\n\t    \"" text "\" },"
	}
	id = text = part = ""
	fuzzy = 0
}

/^#,.*fuzzy/ { finish(); fuzzy = 1; next }
/^#/ { next }
/^msgid / { part = "id"; id = literal($0); next }
/^msgstr / { part = "text"; text = literal($0); next }
/^"/ { if (part == "id") id = id literal($0); else text = text literal($0); next }
/^$/ { finish() }
END {
	finish()
	printf "static const struct message_text messages_%s[] = {\n", tag
	for (i = 1; i <= n; i++)
		print rows[i]
	print "};"
}
