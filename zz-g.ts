import { CATALOGUE } from "~/detection/catalogue";
import { createScanner } from "~/detection/scanner";
const s = createScanner(CATALOGUE.map(p=>p.id));
const forms = (labels: string[], v: string) => labels.flatMap(l => { const snake=l.toLowerCase().replace(/[^a-z0-9]+/g,"_"); const camel=snake.replace(/_(.)/g,(_,c)=>c.toUpperCase()); const pascal=camel[0]!.toUpperCase()+camel.slice(1); const kebab=snake.replaceAll("_","-"); const up=snake.toUpperCase();
 return [`${l}: ${v}`,`My ${l} is ${v}.`,`my ${l.toLowerCase()} is ${v}, thanks`,`${l} - ${v}`,`${l} ${v}`,`"${snake}": "${v}"`,`"${camel}":"${v}"`,`{\\"${snake}\\": \\"${v}\\"}`,`${snake}: ${v}`,`${up}=${v}`,`${up}="${v}"`,`const ${camel} = "${v}";`,`${camel} := "${v}"`,`'${snake}' => '${v}'`,`<${pascal}>${v}</${pascal}>`,`<${snake}>${v}</${snake}>`,`--${kebab} ${v}`,`--${kebab}=${v}`,`| ${l} | ${v} |`,`**${l}:** ${v}`,`${l}\t${v}`,`${l}:\n${v}`,`${l} = ${v}`,`<td>${l}</td><td>${v}</td>`,`${l}: \`${v}\``,`the ${l} (${v})`,`user.${camel} = '${v}'`,`user${pascal}: "${v}"`,`Please use ${l} ${v} for the payment`,`${l}：${v}`,`?${snake}=${v}&x=1`,`${l}#: ${v}`]; });
const sets: [string,string[],string[]][] = [
 ["card_security_code",["CVV","CVC","CVV2","card security code","security code","CVC2","card verification code"],["481","7302"]],
 ["card_expiry",["expiry","exp","expiration date","expiry date","card expiry","exp date","valid thru"],["12/29","04/2031","09-27"]],
 ["bank_account",["account number","account no","acct number","bank account number","bank account","checking account number"],["55779911","000123456789","1234-5678-9012"]],
 ["bank_routing",["routing number","ABA routing number","ABA","routing no","bank routing"],["021000021","322271627"]],
 ["sort_code",["sort code","bank sort code"],["20-00-00","404784","40 47 84"]],
 ["sort_code",["BSB","BSB number"],["062-000","733123"]],
 ["swift_bic",["SWIFT","BIC","SWIFT code","BIC code","SWIFT/BIC","bic_swift"],["DEUTDEFF","BOFAUS3NXXX","NWBKGB2L"]],
 ["iban",["IBAN","iban"],["DE29012671059638183872","GB37 KEWR 1031 2079 3754 74"]],
 ["credit_card",["card number","card","PAN"],["4266051776285219","5412 3775 5515 4247","3714-417381-87993"]],
 ["crypto_address",["wallet","BTC address","address"],["1NBgPrqu7J1cPzLhMM1hnqMK3S5UdRyD5s","0xb5A67e62c82D3b5dbe2246e9a116a66055792505"]],
 ["ip_address",["IP","ip address","client ip","server"],["185.199.108.153","45.83.64.1","2606:4700::1111"]],
 ["private_ip_address",["IP","host","db host"],["10.20.30.40","192.168.1.5","fd12:3456::1"]],
 ["mac_address",["MAC","mac address"],["3c:22:fb:4a:91:0e","3C-22-FB-4A-91-0E","3c22.fb4a.910e"]],
 ["internal_hostname",["host","server","hostname"],["db-01.prod.internal","printer.local","vault.corp"]],
];
for (const [cat, labels, values] of sets) { let n=0; const miss: string[]=[]; for (const v of values) for (const t of forms(labels,v)) { n++; const st=t.indexOf(v); const f=s.scan(t); if (!f.some(h=>h.category===cat && h.start===st && h.end===st+v.length)) miss.push(JSON.stringify(t)+" -> "+JSON.stringify(f.map(h=>h.patternId+":"+t.slice(h.start,h.end)))); } console.log(cat, n, "missed", miss.length, (100*(1-miss.length/n)).toFixed(1)+"%"); for (let i=0;i<miss.length;i+=Math.max(1,Math.floor(miss.length/25))) console.log("   ",miss[i]); }
