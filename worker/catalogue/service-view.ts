import type { ServiceView } from "./contract.ts";
import type { Service } from "./queries.ts";

export function toServiceView(service: Service): ServiceView {
  const { code, nameVi, nameEn, levelScheme, level, onlineSince } = service;
  const field = { code: service.fieldCode, nameVi: service.fieldNameVi, nameEn: service.fieldNameEn };
  return { code, nameVi, nameEn, field, levelScheme, level, from: service.validFrom, to: service.validTo, onlineSince, partialReason: service.partialReason, shared: service.isShared };
}
