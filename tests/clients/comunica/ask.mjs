// Comunica against a service: reads, and writes with a token; prints what it found.
import { QueryEngine } from "@comunica/query-sparql";
const [url, token] = process.argv.slice(2);
const engine = new QueryEngine();
const authorised = (address, init = {}) => {
  const headers = new Headers(init.headers);
  headers.set("Authorization", `Bearer ${token}`);
  return fetch(address, { ...init, headers });
};
const source = { type: "sparql", value: `${url}/sparql` };
const read = { sources: [source] };
const rows = await engine.queryBindings(
  "SELECT * { ?z a <https://w3id.org/insek/ns#Leitziel> ; <https://w3id.org/insek/ns#kommune> <https://w3id.org/insek/id/auerbach/kommune/stadt> }", read);
const found = { rows: (await rows.toArray()).length };
const write = { sources: [source], destination: source, fetch: authorised };
await engine.queryVoid("INSERT DATA { <urn:comunica> <urn:p> 1 }", write);
found.written = await engine.queryBoolean("ASK { <urn:comunica> <urn:p> 1 }", { ...read, noCache: true });
await engine.queryVoid("DELETE DATA { <urn:comunica> <urn:p> 1 }", write);
const triples = await engine.queryQuads("CONSTRUCT WHERE { ?z a <https://w3id.org/insek/ns#Leitziel> }", read);
found.triples = (await triples.toArray()).length > 0;
console.log(JSON.stringify(found));
