// Checks a file with an order a line by ajv with the exported schema: ajv_order.cjs FILE.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const Ajv = require("ajv/dist/2020");
const addFormats = require("ajv-formats");

const out = path.join(__dirname, "..", "..", "..", "..", "examples", "out");
const schema = JSON.parse(fs.readFileSync(path.join(out, "order-code.read.schema.json")));
const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const validate = ajv.compile(schema);
let orders = 0;
let broken = 0;
const lines = readline.createInterface({ input: fs.createReadStream(process.argv[2]) });
lines.on("line", (line) => {
  orders += 1;
  if (!validate(JSON.parse(line))) broken += 1;
});
lines.on("close", () => console.log(`${orders} orders, ${broken} broken`));
