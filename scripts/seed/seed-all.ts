import type { LocalPlatform } from "../platform/open-local-platform.ts";
export async function seedAll(_local: LocalPlatform, say: (text: string) => void): Promise<void> { say("seeding"); }
