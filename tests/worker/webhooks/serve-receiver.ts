import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** An agency's own server on this machine: `PUT {receiver}/{place}` says how it answers there, `GET {receiver}/{place}` what came in. */
    receiver: string;
  }
}

/** One request as it came in. */
export type Received = { id: string; event: string; type: string; body: string; cookie: string | null };

export default async function serveReceiver(project: TestProject): Promise<() => void> {
  const places = new Map<string, { behaviour: string; received: Received[] }>();
  const server = createServer((request, response) => {
    const place = places.get(request.url!) ?? { behaviour: "accept", received: [] };
    places.set(request.url!, place);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
      const body = Buffer.concat(chunks).toString();
      if (request.method === "PUT") return void ((place.behaviour = body), response.end());
      if (request.method === "GET") return void response.end(JSON.stringify(place.received));
      const header = (name: string) => String(request.headers[name]);
      place.received.push({ id: header("webhook-id"), event: header("webhook-event"), type: header("content-type"), body, cookie: request.headers.cookie ?? null });
      if (place.behaviour === "broken") return void response.writeHead(500).end();
      if (place.behaviour === "redirect") return void response.writeHead(307, { Location: "/elsewhere" }).end();
      if (place.behaviour === "oversized") return void response.writeHead(200).end(Buffer.alloc(70_000));
      if (place.behaviour === "silent") return;
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  project.provide("receiver", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return () => {
    server.closeAllConnections();
    server.close();
  };
}
