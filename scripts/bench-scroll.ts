import { measureScrolling } from "./bench/scroll-list.ts";

await measureScrolling();
