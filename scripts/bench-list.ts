import { measureMillionList } from "./bench/million-list.ts";

await measureMillionList();
