import { useEffect, useRef, useState } from "react";
import { deviceDatabase } from "../../device/device-database.ts";

/** A small form kept on the device while it is written; null until it is read. `drop` forgets it. */
export function useKeptText<Written>(id: string, empty: Written): [Written | null, (written: Written) => void, drop: () => Promise<void>] {
  const [written, setWritten] = useState<Written | null>(null);
  const isDropped = useRef(false);
  useEffect(() => {
    isDropped.current = false;
    void deviceDatabase().then(async (database) => setWritten(((await database.get("drafts", id))?.content as Written | undefined) ?? empty));
  }, [id]);
  const change = (next: Written) => {
    setWritten(next);
    void deviceDatabase().then((database) => (isDropped.current ? undefined : database.put("drafts", { id, content: next, savedAt: Date.now() })));
  };
  const drop = async () => {
    isDropped.current = true;
    await (await deviceDatabase()).delete("drafts", id);
  };
  return [written, change, drop];
}
