import type { LocalPlatform } from "../platform/open-local-platform.ts";
export async function seedLive(_local: LocalPlatform, _now: number): Promise<void> {}
