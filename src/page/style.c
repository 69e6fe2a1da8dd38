/*
 * style: the style sheet of the HTML pages, readable from 320 pixels on, in light and dark. A change here changes STYLE_HASH.
 */
#include "page/style.h"

/* System colours follow the reader's choice of light or dark. */
const char style_sheet[] =
    ":root{color-scheme:light dark}"
    "body{max-width:42rem;margin:0 auto;padding:.75rem 1rem 3rem;font:1.0625rem/1.55 system-ui,sans-serif;"
    "overflow-wrap:break-word}"
    "h1,h2,h3{line-height:1.25;margin:1.6em 0 .5em}"
    "h1{font-size:1.6rem;margin-top:1rem}h2{font-size:1.25rem}h3{font-size:1.0625rem}"
    "a{text-underline-offset:.15em}a:focus-visible{outline:3px solid;outline-offset:2px}"
    "nav ul,ul.links{list-style:none;padding:0}nav ul{margin:.25rem 0}"
    "nav li{display:inline-block;margin-right:1rem;padding:.25rem 0}ul.links li{margin:.5rem 0}"
    ".skip:not(:focus){position:absolute;left:-99rem}"
    ".subtitle,.lead{font-size:1.125rem}.date,time,small{opacity:.8}"
    "blockquote{margin:1em 0;padding-left:1rem;border-left:3px solid}"
    "dl{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.3rem "
    "1rem}dt{font-weight:600;grid-column:1}"
    "dd{margin:0;grid-column:2;min-width:0}"
    "pre,.table{overflow-x:auto}pre{line-height:1.3}figure{margin:1em 0}"
    "table{border-collapse:collapse}th,td{border:1px solid;padding:.3rem "
    ".5rem;text-align:start;vertical-align:top}"
    "input,button{font:inherit;max-width:100%}"
    "@media(max-width:30rem){dl{display:block}dd{margin:0 0 .5rem}}";
