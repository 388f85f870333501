// What a foreign program sees of an office: connect-node, in JSON and binary, with and without
// gzip. Run by connect_test.py, which starts the office and says by environment variables where it
// is (OFFICE), what it speaks (DESCRIPTORS, a file) and who comes to it (PERSONS, with commas).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { compressionGzip, createConnectTransport } from "@connectrpc/connect-node";

const registry = createFileRegistry(
  fromBinary(FileDescriptorSetSchema, readFileSync(process.env.DESCRIPTORS)),
);
const FrontDesk = registry.getService("skranke.v1.FrontDeskService");
const AgencyDesk = registry.getService("skranke.v1.AgencyDeskService");
const ErrorInfo = registry.getMessage("google.rpc.ErrorInfo");
const BadRequest = registry.getMessage("google.rpc.BadRequest");
const numberOf = (type, name) =>
  registry.getEnum(type).values.find((value) => value.name === name).number;
const COUNTER = numberOf("skranke.v1.Channel", "CHANNEL_COUNTER");
const APPLICANT = numberOf("skranke.v1.PartyRole", "PARTY_ROLE_APPLICANT");
const ROUTED = numberOf("skranke.v1.State", "STATE_ROUTED");
const ACCEPTED = numberOf("skranke.v1.State", "STATE_ACCEPTED");

const persons = process.env.PERSONS.split(",");
const ways = [
  { name: "JSON", useBinaryFormat: false },
  { name: "binary", useBinaryFormat: true },
  { name: "JSON by gzip", useBinaryFormat: false, gzip: true },
  { name: "binary by gzip", useBinaryFormat: true, gzip: true },
];

function transportOf({ useBinaryFormat, gzip }) {
  return createConnectTransport({
    baseUrl: process.env.OFFICE,
    httpVersion: "1.1",
    useBinaryFormat,
    acceptCompression: gzip ? [compressionGzip] : [],
    sendCompression: gzip ? compressionGzip : null,
    compressMinBytes: 0,
  });
}

// What one of the office's or an agency's people can call.
function deskOf(service, way, caller) {
  const client = createClient(service, transportOf(way));
  const as = (options = {}) => ({ ...options, headers: { "skranke-dev-caller": caller } });
  return new Proxy(client, {
    get: (target, method) => (request, options) => target[method](request, as(options)),
  });
}

async function refusalOf(call) {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof ConnectError, `${error}`);
    return error;
  }
  throw new Error("the call was not refused");
}

function reasonOf(error) {
  const infos = error.findDetails(ErrorInfo);
  assert.equal(infos.length, 1);
  assert.equal(infos[0].domain, "skranke");
  return infos[0].reason;
}

for (const [index, way] of ways.entries()) {
  test(`${way.name}: the counter registers, the agency takes and accepts`, async () => {
    const clerk = deskOf(FrontDesk, way, "clerk");
    const social = deskOf(AgencyDesk, way, "social");
    const request = {
      requestId: `connect-${index}`,
      task: "sosial_nodhjelp",
      channel: COUNTER,
      parties: [
        { role: APPLICANT, identity: { case: "person", value: { number: persons[index] } } },
      ],
      note: "Søknad om nødhjelp. ".repeat(100),
    };
    let trailers;
    const onTrailer = (trailer) => (trailers = trailer);
    const registered = await clerk.registerCase(request, { onTrailer });
    const { name, state, createTime } = registered.citizenCase;
    assert.equal(state, ROUTED);
    assert.equal(trailers.get("skranke-replayed"), null);
    assert.ok(BigInt(trailers.get("skranke-position")) > 0n);
    assert.equal(typeof createTime.seconds, "bigint");

    const again = await clerk.registerCase(request, { onTrailer });
    assert.deepEqual(again, registered);
    assert.equal(trailers.get("skranke-replayed"), "1");

    const taken = await social.takeNext({ requestId: `take-${index}` });
    assert.equal(taken.workItem.citizenCase.name, name);
    const accepted = await social.acceptCase({
      requestId: `accept-${index}`,
      name,
      etag: taken.workItem.citizenCase.etag,
      token: taken.workItem.lease.token,
      agencyCaseNumber: `SOS-${index}`,
    });
    assert.equal(accepted.citizenCase.state, ACCEPTED);
    const nothing = await social.takeNext({ requestId: `more-${index}` });
    assert.equal(nothing.workItem, undefined);
  });

  test(`${way.name}: an error says its code, reason and field`, async () => {
    const clerk = deskOf(FrontDesk, way, "clerk");
    const absent = await refusalOf(clerk.getCase({ name: "cases/00000000000" }));
    assert.equal(absent.code, Code.NotFound);
    assert.match(reasonOf(absent), /^[A-Z_]+$/);
    const invalid = await refusalOf(clerk.registerCase({ requestId: "x", task: "t\u0007" }));
    assert.equal(invalid.code, Code.InvalidArgument);
    assert.equal(reasonOf(invalid), "INVALID_FIELD");
    const [bad] = invalid.findDetails(BadRequest);
    assert.equal(bad.fieldViolations[0].field, "task");
  });

  test(`${way.name}: a stream is not to be had this way`, async () => {
    const social = deskOf(AgencyDesk, way, "social");
    const refused = await refusalOf(
      (async () => {
        for await (const _ of social.subscribeWork({})) break;
      })(),
    );
    assert.equal(refused.rawMessage, "HTTP 415");
  });
}
