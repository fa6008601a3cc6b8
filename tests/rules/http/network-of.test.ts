import { expect, test } from "vitest";
import { networkOf } from "../../../worker/http/network-of.ts";

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["local", "local"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::"],
  ["2001:db8::1", "2001:db8:0:0::"],
  ["::1", "0:0:0:0::"],
  ["::ffff:203.0.113.9", "0:0:0:0::"],
  ["fe80::1:2:3:4", "fe80:0:0:0::"],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
