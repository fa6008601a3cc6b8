import { describe, expect, test } from "vitest";
import { checkOutsideAddress } from "../../../worker/kernel/check-outside-address.ts";

describe("attack 52: an address that the platform is told to ask", () => {
  test.each([
    ["http://crl.example.vn/a.crl", "not-https"], ["ftp://crl.example.vn/a.crl", "not-https"], ["file:///etc/passwd", "not-https"], ["data:,x", "not-https"],
    ["https://user:word@crl.example.vn/a.crl", "has-user"], ["https://crl.example.vn:8443/a.crl", "has-port"], ["crl.example.vn/a.crl", "not-an-address"], ["https://crl.example.vn/a b", "not-an-address"],
    ["https://localhost/a.crl", "not-public"], ["https://LOCALHOST./a.crl", "not-public"], ["https://127.0.0.1/a.crl", "not-public"], ["https://0x7f.1/a.crl", "not-public"], ["https://2130706433/a.crl", "not-public"],
    ["https://0177.0.0.1/", "not-public"], ["https://169.254.169.254/latest/meta-data", "not-public"], ["https://10.0.0.1/", "not-public"], ["https://[::1]/", "not-public"], ["https://[::ffff:127.0.0.1]/", "not-public"],
    ["https://[fd00::1]/", "not-public"], ["https://intranet/a.crl", "not-public"], ["https://ca.internal/a.crl", "not-public"], ["https://ca.local./a.crl", "not-public"], ["https://x.home.arpa/a.crl", "not-public"], ["https://127.0.0.1.\u3002/", "not-an-address"],
  ])("%s is refused: %s, on a public platform and in a demo but for its own machine", (url, why) => {
    expect(checkOutsideAddress(url, false) === null).toBe(false);
    if (url !== "https://127.0.0.1.\u3002/") expect(checkOutsideAddress(url, false)).toBe(why);
    expect(checkOutsideAddress(url, true)).not.toBe(null);
  });

  test("a public name over https is asked; the demo's own machine only in the demo", () => {
    for (const url of ["https://crl.example.vn/a.crl", "https://crl.example.vn:443/a.crl", "https://CRL.Example.VN/a.crl?x=1"]) expect(checkOutsideAddress(url, false)).toBe(null);
    for (const url of ["http://127.0.0.1:8123/a.crl", "http://localhost:8123/a.crl"]) {
      expect(checkOutsideAddress(url, true)).toBe(null);
      expect(checkOutsideAddress(url, false)).toBe("not-https");
    }
    expect(checkOutsideAddress("http://127.0.0.2:8123/a.crl", true)).toBe("not-https");
    expect(checkOutsideAddress("http://user@127.0.0.1:8123/a.crl", true)).toBe("has-user");
  });
});
