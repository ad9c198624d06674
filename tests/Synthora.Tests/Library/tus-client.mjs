// Sends files with the official tus client, one after another or at once, through whatever stands at the address.
// Arguments: endpoint, bearer token, piece size in bytes (0: one piece), then files. Prints one JSON line a file.
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { createRequire } from "node:module";

const require = createRequire(process.env.TUS_ROOT + "/package.json");
const tus = require("tus-js-client");
const [endpoint, token, piece, ...files] = process.argv.slice(2);

const send = (file) =>
  new Promise((resolve) => {
    let retries = 0;
    const upload = new tus.Upload(createReadStream(file), {
      endpoint,
      uploadSize: statSync(file).size,
      chunkSize: Number(piece) || Infinity,
      retryDelays: [50, 100, 200, 400, 800, 1500, 1500, 1500],
      headers: { Authorization: `Bearer ${token}` },
      metadata: { filename: basename(file), tags: "sent, tus" },
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        retries++;
        return status < 400 || status >= 500 || status === 409 || status === 423;
      },
      onError: (error) => resolve({ file: basename(file), retries, error: String(error.message), status: error.originalResponse?.getStatus() ?? 0, body: error.originalResponse?.getBody() ?? "" }),
      onSuccess: () => resolve({ file: basename(file), retries, url: upload.url }),
    });
    upload.start();
  });

for (const outcome of await Promise.all(files.map(send))) console.log(JSON.stringify(outcome));
