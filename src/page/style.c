/*
 * style: the style sheet of the HTML pages, readable from 320 pixels on, in light and dark, and on paper; and
 * what pages with pictures, sound or film have besides. A change here changes the hashes.
 *
 * What is tapped is 44 pixels high, in lists with the space between the lines. Properties are logical ones
 * (inline-start, not left), so that nothing is written twice for languages from right to left.
 */
#include "page/style.h"

const char style_sheet[] =
    ":root{color-scheme:light dark;--back:" STYLE_BACK
    ";--text:#1b1b1b;--mute:#595959;--link:#0a4a94;--seen:#5f3a8f;"
    "--line:#c6c6c6;--soft:#f3f4f6;background:var(--back);color:var(--text)}"
    "@media(prefers-color-scheme:dark){:root{--back:" STYLE_BACK_DARK
    ";--text:#e8e8e8;--mute:#a9adb3;--link:#9ec5ff;"
    "--seen:#cdb4f5;--line:#45494f;--soft:#1f2226}}"
    "body{max-width:42rem;margin:0 auto;padding:.75rem 1rem 3rem;font:1.0625rem/1.55 system-ui,sans-serif;"
    "overflow-wrap:break-word}"
    "h1,h2,h3{line-height:1.25;margin:1.6em 0 .5em;text-wrap:balance}"
    "h1{font-size:1.65rem;margin-block-start:1.25rem}h2{font-size:1.25rem}h3{font-size:1.0625rem}"
    "a,small,time{unicode-bidi:isolate}"
    "a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}"
    "main a:visited{color:var(--seen)}a:hover{text-decoration-thickness:2px}"
    ":focus-visible{outline:3px solid;outline-offset:2px}"
    "header{border-block-end:1px solid "
    "var(--line);font-size:.9375rem;display:flex;flex-wrap:wrap;column-gap:1.5rem}"
    ".site{flex:1 0 100%}@media(min-width:42rem){header nav:last-child{margin-inline-start:auto}}"
    "nav ul,ul.links{list-style:none;padding:0}nav ul{margin:0}"
    "nav li{display:inline-block;margin-inline-end:1rem}"
    "nav a{display:inline-block;padding:.7rem 0;min-width:2.75rem}"
    "ul.links li{margin:1.15rem 0}ul.links a{padding:.8rem 0}"
    "dd a{padding:.8rem 0}.tap>a,summary{padding:.6rem 0}.tap>a{display:inline-block}"
    "ul.links time,ul.links small{font-size:.875rem;color:var(--mute)}ul.links time{display:block}"
    "time{white-space:nowrap}"
    ".site{margin:0;font-size:1.125rem;font-weight:600}"
    ".site a{display:flex;align-items:center;gap:.7rem;padding:.6rem 0;color:inherit;text-decoration:none}"
    ".logo{height:3rem;width:auto;max-width:40%;object-fit:contain}"
    "[aria-current]{font-weight:600;color:inherit;text-decoration:none}nav span{padding:.7rem 0}"
    "nav ol{margin:.5rem 0 0;padding:0;list-style:none;font-size:.875rem}"
    "nav ol li{display:inline}nav ol a{padding:.75rem 0}nav ol li+li::before{content:\"› "
    "\";color:var(--mute)}"
    ".news li{display:flow-root}.news a{font-weight:600}.news p{margin:.1rem 0 0}.news small{display:block}"
    "ul.news time{display:inline;white-space:normal}"
    ".news img{float:inline-end;width:6.5rem;height:5rem;object-fit:cover;margin-inline-start:1rem}"
    "footer{margin-block-start:3rem;border-block-start:1px solid var(--line);font-size:.9375rem}"
    ".skip{display:inline-block;padding:.7rem 0}"
    ".skip:not(:focus){position:absolute;clip:rect(0,0,0,0)}"
    ".subtitle,.lead{font-size:1.125rem}.subtitle,.date{color:var(--mute)}"
    "blockquote{margin:1em 0;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}"
    "dl{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.35rem 1rem;align-items:baseline}"
    "dt{font-weight:600;grid-column:1}dd{margin:0;grid-column:2;min-width:0}"
    "pre,.table{overflow-x:auto}pre{line-height:1.3;background:var(--soft);padding:.75rem}"
    ".table>pre{overflow:visible;min-width:max-content;margin:0}figure{margin:1em 0}"
    "table{border-collapse:collapse}th{background:var(--soft)}"
    "th,td{border:1px solid var(--line);padding:.35rem .55rem;text-align:start;vertical-align:top}"
    ".n{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}"
    ".copy{display:block;padding:.6rem 0;overflow-wrap:anywhere;-webkit-user-select:all;user-select:all}"
    "li:target{background:var(--soft)}"
    "form{display:flex;flex-wrap:wrap;gap:.5rem}"
    "input,select,button{font:inherit;padding:.55rem .6rem;max-width:100%;box-sizing:border-box;"
    "border:1px solid var(--mute);border-radius:.25rem;background:var(--back);color:var(--text)}"
    "label{min-width:0;max-width:100%}button{background:var(--soft)}input{flex:1 1 12rem;min-width:0}"
    "@media(max-width:30rem){dl{display:block}dd{margin:0 0 .5rem}dd.tap{margin:0}table{font-size:.9375rem}"
    "th,td{padding:.3rem .4rem}}"
    "@media print{:root{--back:#fff;--text:#000;--mute:#333;--link:#000;--seen:#000;--line:#999;--soft:#fff}"
    "body{max-width:none;padding:0;font-size:11pt}nav,form,.skip,.share{display:none}"
    "h1,h2,h3{break-after:avoid}tr,li{break-inside:avoid}.table,pre{overflow:visible;white-space:normal}"
    "pre,.table>pre{white-space:pre-wrap;min-width:0}"
    "main a[href^=http]::after{content:\" (\" attr(href) \")\";font-size:.85em}}";

const char style_sheet_of_pictures[] =
    "img,video{max-width:100%;height:auto;max-height:85vh;object-fit:contain}"
    "img{object-position:0 0;vertical-align:top}audio,video{width:100%}"
    "video:not([width]){aspect-ratio:16/"
    "9}figcaption{font-size:.9375rem;line-height:1.4;margin-block-start:.3rem;color:var(--mute)}"
    ".gallery{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.75rem;margin:1em 0}"
    ".gallery figure{margin:0}figure a{display:block}"
    "@media(min-width:30rem){.three{grid-template-columns:repeat(3,minmax(0,1fr))}}"
    "@media print{figure{break-inside:avoid}}";
