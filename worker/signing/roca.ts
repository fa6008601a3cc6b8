const PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/**
 * Whether an RSA modulus bears the mark of the faulty generator of CVE-2017-15361: modulo every one of these small primes it
 * is a power of 65537. A sound key does so with a chance of less than 2^-27.
 */
export function isWeakModulus(modulus: Uint8Array): boolean {
  return PRIMES.every((prime) => powersOf65537(prime).has(remainder(modulus, prime)));
}

function remainder(modulus: Uint8Array, prime: number): number {
  return modulus.reduce((rest, byte) => (rest * 256 + byte) % prime, 0);
}

function powersOf65537(prime: number): Set<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * 65537) % prime) powers.add(power);
  return powers;
}
