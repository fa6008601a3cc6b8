import type { OfferedService } from "./facts.ts";

/** Whether one can file online at the service's level: levels 1 and 2 of 2011 only inform and give forms (NĐ 43/2011 Đ3 k4). */
export function takesFilingsOnline(service: Pick<OfferedService, "levelScheme" | "level">): boolean {
  return service.levelScheme !== "levels-2011" || service.level === "3" || service.level === "4";
}
