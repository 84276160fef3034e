/** The page's style: dense, calm, light or dark as the reader's system is, black on white in print. */
export const style = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#56616f;--line:#d9dee5;--back:#fff;--tint:#f4f6f9;--link:#0b57b0;
--good:#11643a;--good-back:#e3f4ea;--warn:#7a4a00;--warn-back:#fdf0d5;--bad:#a01722;--bad-back:#fde7e8;--mute:#4b5563;--mute-back:#e9edf2}
@media (prefers-color-scheme:dark){:root{--ink:#e3e8ef;--soft:#a3afbd;--line:#323c48;--back:#14191f;--tint:#1c232b;--link:#8dbdff;
--good:#8fdcae;--good-back:#143524;--warn:#f3c673;--warn-back:#3d2d0c;--bad:#ffa9ad;--bad-back:#471a1e;--mute:#bcc6d2;--mute-back:#2a333e}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--back);color:var(--ink);font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
header,main,footer{max-width:1120px;padding:0 24px;margin:0 auto}
header{padding-top:28px}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999px;top:0;background:var(--back);padding:8px 12px;z-index:2}
.skip:focus{left:8px;top:8px}
h1{font-size:28px;line-height:1.2;margin:0 0 4px}
h2{font-size:20px;margin:40px 0 10px;padding-top:10px;border-top:2px solid var(--ink)}
h3{font-size:16px;margin:26px 0 8px}
h4{font-size:14px;margin:14px 0 5px}
h4 code,h4 .none{font-weight:400}
p{margin:0 0 8px}
td p:last-child{margin:0}
.kicker{color:var(--soft);margin:0;font-size:13px}
.lead{color:var(--soft);margin:0 0 16px}
.summary,.settings{display:grid;gap:1px;margin:0 0 14px}
.summary{grid-template-columns:repeat(4,minmax(0,1fr))}
.summary .wide{grid-column:span 2}
.settings{grid-template-columns:repeat(auto-fill,minmax(200px,1fr))}
.settings .wide{grid-column:1/-1}
.summary div,.settings div{box-shadow:0 0 0 1px var(--line)}
.summary div{padding:10px 12px}
.settings div{padding:4px 8px 5px}
dt{color:var(--soft);font-size:12px}
dd{margin:0;overflow-wrap:anywhere}
.by{display:block;line-height:1.3}
nav{position:sticky;top:0;z-index:1;background:var(--back);border-bottom:1px solid var(--line);margin-top:20px}
nav ul{display:flex;flex-wrap:wrap;gap:2px 16px;list-style:none;max-width:1120px;margin:0 auto;padding:8px 24px}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
main:focus{outline:none}
section{scroll-margin-top:48px}
.diagram{overflow-x:auto}
.diagram svg{max-width:100%;height:auto;display:block}
.scroll{overflow-x:auto;margin:0 0 14px}
table{border-collapse:collapse;width:100%}
caption,.caption{text-align:left;color:var(--soft);font-size:12px;padding:0 0 4px}
th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 8px;border-bottom:1px solid var(--line)}
thead th{font-size:12px;color:var(--soft);font-weight:600;border-bottom:1px solid var(--soft);white-space:nowrap}
tbody th{font-weight:400;min-width:150px}
tr>th:first-child{width:30%}
tr>td:last-child:not(:nth-child(2)){max-width:420px}
tr.heading th{background:var(--tint);font-weight:600;padding-top:6px}
tr.heading code{font-weight:400}
code,pre{font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
code.later{background:var(--tint);border:1px dotted var(--soft);border-radius:3px;padding:0 3px}
pre{background:var(--tint);padding:8px 10px;margin:4px 0 0;overflow-x:auto;border:1px solid var(--line)}
.variable code,.source{color:var(--soft)}
.variable code{font-size:11px}
.source{font-size:12px;overflow-wrap:anywhere}
.none,.label{color:var(--soft)}
.amount{font-variant-numeric:tabular-nums;white-space:nowrap}
tr.heading .amount{float:right}
.by-part b{font-variant-numeric:tabular-nums}
.badge{display:inline-block;font-size:12px;line-height:1.35;padding:1px 7px;border-radius:9px;white-space:nowrap}
.good{color:var(--good);background:var(--good-back)}
.warn{color:var(--warn);background:var(--warn-back)}
.bad{color:var(--bad);background:var(--bad-back)}
.mute{color:var(--mute);background:var(--mute-back)}
q{quotes:none}
del{color:var(--bad);text-decoration:line-through}
ins{color:var(--good);text-decoration:none}
details{margin:0 0 14px}
summary{cursor:pointer;color:var(--link);padding:2px 0}
.addresses{columns:3 280px;column-gap:24px;padding-left:16px;margin:4px 0}
.addresses li,.arguments li{overflow-wrap:anywhere}
.arguments{margin:2px 0 0;padding-left:14px}
td details{margin:2px 0 0}
.tasks li,.steps li{margin-bottom:8px}
footer{color:var(--soft);margin-top:40px;padding-bottom:32px;font-size:12px}
@media (max-width:640px){header,main,footer,nav ul{padding-left:14px;padding-right:14px}nav{position:static}h1{font-size:23px}
.summary{grid-template-columns:repeat(2,minmax(0,1fr))}.settings{grid-template-columns:repeat(2,minmax(0,1fr))}.diagram svg{min-width:700px}table{min-width:560px}}
@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--back:#fff;--tint:#f3f3f3;--link:#000}body{font-size:10pt}
nav,.skip{display:none}header,main,footer{max-width:none;padding-left:0;padding-right:0}.scroll{overflow:visible}
details::details-content{content-visibility:visible;display:block}h2,h3,tr.heading{break-after:avoid}tr{break-inside:avoid}
.diagram{break-inside:avoid}pre{white-space:pre-wrap}}
`;
