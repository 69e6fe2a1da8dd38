# Varnish (7.1 of Debian 12, 7.7 of Debian 13) between readers and jarchy: /etc/varnish/default.vcl. It listens on port 6081
# as Debian starts it (varnishd -a, in varnish.service).
#
# In jarchy.conf:
#	http { listen = {"127.0.0.1:8080"} url = "http://news.example.org" proxy = {"127.0.0.1"} }
#	purge = {"http://127.0.0.1:6081"}
#
# The PROXY protocol (proxy above, .proxy_header below) tells jarchy each reader's address, so that its limits and its log
# are of readers and not of Varnish. Leave out both lines and jarchy sees one client: then it needs
#	limits { per_address = 1000 feed_polls_per_hour = 0 }
#
# What jarchy says of each answer decides how long it is kept; of each publish it tells Varnish by PURGE which answers are
# old. What is kept is sent on for a day when jarchy does not answer.
vcl 4.1;

import std;

backend jarchy {
	.host = "127.0.0.1";
	.port = "8080";
	.proxy_header = 1;
	.probe = {
		.url = "/healthz";
		.interval = 2s;
		.timeout = 2s;
		.window = 3;
		.threshold = 2;
		.initial = 2;
	}
}

# Who may say what is old: the machine that jarchy runs on. Where another proxy of this machine is before Varnish, all
# readers come from here: let that one refuse PURGE.
acl purgers {
	"127.0.0.1";
	"::1";
}

sub vcl_recv {
	if (req.method == "PURGE") {
		if (client.ip !~ purgers) {
			return (synth(403, "Forbidden"));
		}
		# Of one address, by hand: curl -X PURGE http://127.0.0.1:6081/ru/atom.xml
		if (!req.http.Surrogate-Key) {
			return (purge);
		}
		# By keys, as jarchy does it. An answer that is not asked for again is removed in the background.
		#
		# With the module xkey (Debian's varnish-modules) what is old stays until there is something newer, also when
		# jarchy is away by then. "import xkey;" at the top, the following instead of the ban, and the line below it in
		# vcl_backend_response:
		#	set req.http.n = xkey.softpurge(req.http.Surrogate-Key);
		#	set beresp.http.xkey = beresp.http.Surrogate-Key;
		if (!std.ban("obj.http.Surrogate-Key ~ (^|\s)(" + regsuball(req.http.Surrogate-Key, "\s+", "|") + ")(\s|$)")) {
			return (synth(400, std.ban_error()));
		}
		return (synth(200, "Purged"));
	}
	# jarchy looks at neither: they must not make copies of an answer, nor keep it from being shared.
	set req.http.Host = "jarchy";
	unset req.http.Cookie;
	unset req.http.Authorization;
	# Of editors, of certificate authorities, and what is of the reader's languages: none of it is kept.
	if (req.url ~ "^/(preview|\.well-known|healthz|readyz)(/|$)" || req.url ~ "^/(\?|$)") {
		return (pass);
	}
	# A part far inside of a film: the whole is not fetched for it.
	if (req.http.Range ~ "^bytes=\d{9,}") {
		return (pass);
	}
	# While jarchy answers, nothing that is old is sent; when it did not (vcl_synth), what is kept is.
	unset req.http.X-Any-Age;
	if (req.restarts > 0) {
		set req.http.X-Any-Age = "yes";
		set req.grace = 1d;
	} elsif (std.healthy(req.backend_hint)) {
		set req.grace = 0s;
	}
}

# jarchy answers that it cannot for now, or not at all: something that is kept may do.
sub vcl_backend_error {
	if (!bereq.uncacheable && (bereq.is_bgfetch || !bereq.http.X-Any-Age)) {
		return (abandon);
	}
}

sub vcl_synth {
	if (resp.status == 503 && req.restarts == 0) {
		return (restart);
	}
}

sub vcl_backend_response {
	if (beresp.status >= 500 && !bereq.uncacheable && (bereq.is_bgfetch || !bereq.http.X-Any-Age)) {
		return (abandon);
	}
	if (beresp.http.Cache-Control ~ "stale-if-error") {
		set beresp.grace = 1d;
		set beresp.keep = 1d;
	}
}

sub vcl_deliver {
	unset resp.http.Surrogate-Key;
	unset resp.http.xkey;
	unset resp.http.Via;
	unset resp.http.X-Varnish;
	# Varnish is told what changes, other caches on the way to readers are not: they ask again after a minute.
	if (resp.http.Cache-Control) {
		set resp.http.Cache-Control = regsub(resp.http.Cache-Control, "s-maxage=86400", "s-maxage=60");
	}
	# It is what jarchy says now, however long it was kept: else browsers would find it old at once.
	set resp.http.Date = now;
	unset resp.http.Age;
}
