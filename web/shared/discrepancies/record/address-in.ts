/** Where another discrepancy of the tenant is shown: on a page of its own in /fill, in the panel beside the list in the console. */
export function addressIn(tenant: string, id: string): string {
  return location.pathname.startsWith("/fill") ? `/fill/discrepancies/${id}` : `/console/discrepancies?open=${tenant}/${id}`;
}
