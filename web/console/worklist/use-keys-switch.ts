import { useState } from "react";

const KEY = "list-keys";

/** Whether single letters are keys of the list, as this person chose on this device. */
export function useKeysSwitch(): [isOn: boolean, setOn: (isOn: boolean) => void] {
  const [isOn, setOn] = useState(() => localStorage.getItem(KEY) !== "off");
  return [isOn, (next) => (localStorage.setItem(KEY, next ? "on" : "off"), setOn(next))];
}
