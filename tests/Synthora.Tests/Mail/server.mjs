// A real mail server for the tests: says its port, then every letter it takes, one JSON line each.
// Letters to "later@…" are put off once, letters to "never@…" are refused for good.
import { SMTPServer } from "smtp-server";

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const putOff = new Set();
const server = new SMTPServer({
  authOptional: false,
  allowInsecureAuth: true,
  disabledCommands: process.argv[2] === "plain" ? ["STARTTLS"] : [],
  onAuth: (auth, session, done) => (auth.username === "synthora" && auth.password === "letter-box" ? done(null, { user: auth.username }) : done(new Error("Who are you?"))),
  onRcptTo: (address, session, done) => {
    if (address.address.startsWith("never@")) return done(Object.assign(new Error("No such mailbox"), { responseCode: 550 }));
    if (address.address.startsWith("later@") && !putOff.has(address.address)) {
      putOff.add(address.address);
      return done(Object.assign(new Error("Busy, try later"), { responseCode: 451 }));
    }
    return done();
  },
  onData: (stream, session, done) => {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      say({ from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map((one) => one.address), raw: Buffer.concat(chunks).toString("utf8") });
      done();
    });
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
process.stdin.on("end", () => process.exit(0)).resume();
