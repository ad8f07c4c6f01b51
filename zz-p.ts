import { createScanner } from "~/detection/scanner";
const s = createScanner([process.argv[2]!]);
const text = process.argv[3]!.repeat(Math.ceil(2**20/process.argv[3]!.length));
for (let i=0;i<8;i++) { const t=performance.now(); s.scan(text); console.log(((performance.now()-t)*1000/1024).toFixed(1)); }
